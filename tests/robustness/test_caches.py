"""A cache that is damaged, or that somebody else has written, changes no verdict."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from checking import INI, Tree

DRIVER = """
    from app.db import Opened

    def write(it: Opened) -> None:
        it.commit()
"""
FILES: dict[str, str | None] = {
    "app/db.py": "import sqlite3\nOpened = sqlite3.Connection\n",
    "app/L6_drivers/rows.py": DRIVER,
    "app/L4_handlers/rows.py": DRIVER,
}
FINDINGS = [
    "app/L6_drivers/rows.py:4: error: L6 driver names sqlite3.Connection (through app.db.Opened) "
    "as a type; only L4 may hold one  [txn-annotation]",
    "app/L6_drivers/rows.py:5: error: L6 driver calls sqlite3.Connection.commit(); "
    "only L4 may begin or end a transaction  [txn-call]",
]
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "overwritten": lambda content: b"{}" * (len(content) // 2),
    "shifted": lambda content: b"\0" + content,
}
STORES = {"sqlite": (), "files": ("--no-sqlite-cache",)}


@pytest.fixture
def written(tree: Tree, tmp_path: Path) -> Tree:
    """A tree with two findings, and a cache of its own."""
    tree.write(FILES)
    return Tree(tree.root, tmp_path / "cache")


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_not_silence(written: Tree, damage: str, store: str) -> None:
    """Where mypy 2.4.1 cannot go on, it says so by itself, with or without a plugin."""
    command = ("mypy", "app", "--cache-dir", str(written.cache), *STORES[store])
    assert written.run(*command).lines == FINDINGS
    for path in written.cache.rglob("*"):
        if path.is_file():
            path.write_bytes(DAMAGES[damage](path.read_bytes()))
    result = written.run(*command)
    assert (result.lines, result.status) == (FINDINGS, 1) or result.status == 2, result


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("gone", ["app/L6_drivers", "app", "sqlite3"])
def test_a_cache_that_lacks_files(written: Tree, store: str, gone: str) -> None:
    flags = STORES[store]
    assert written.check("app", *flags).lines == FINDINGS
    remove(written.cache, gone)
    assert written.check("app", *flags).lines == FINDINGS


def remove(cache: Path, below: str) -> None:
    """Take what is below a folder out of a cache, of whichever store."""
    removed = 0
    for path in cache.rglob("*"):
        if path.is_file() and f"/{below}/" in path.as_posix():
            path.unlink()
            removed += 1
    for path in cache.rglob("*.db"):
        with closing(sqlite3.connect(path)) as connection, connection:
            done = connection.execute("DELETE FROM files2 WHERE path LIKE ?", (f"{below}/%",))
            removed += done.rowcount
    assert removed


@pytest.mark.parametrize("store", STORES)
def test_a_cache_of_a_run_without_the_plugin(written: Tree, store: str) -> None:
    flags = STORES[store]
    for plugins, findings in (("", []), ("plugins = mypy_txn.plugin\n", FINDINGS), ("", [])):
        written.write({"mypy.ini": INI.replace("plugins = mypy_txn.plugin\n", plugins)})
        assert written.check("app", *flags).lines == findings
