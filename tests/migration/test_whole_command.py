"""``mypy-txn migrate`` on files that are hard to rewrite, or hard to follow a session through.

Of each file, ``whole/NAME.before`` becomes what ``whole/NAME.diff`` says. To write the diffs anew:

    UPDATE=1 python -m pytest tests/migration/test_whole_command.py
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Final

import pytest

from checking import Tree

FOLDER: Final = Path(__file__).parent / "whole"
LAYER: Final = "app/L6_drivers"
INI: Final = """\
[mypy]
plugins = mypy_txn.plugin, pydantic.mypy
python_version = 3.12
strict = True
"""
ENCODINGS: Final = {"latin": "latin-1", "crlf": "utf-8-sig"}
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.before") if path.stem != "wrappers")


def encoded(name: str, text: str) -> bytes:
    line_break = "\r\n" if name == "crlf" else "\n"
    return text.replace("\n", line_break).encode(ENCODINGS.get(name, "utf-8"))


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> tuple[Tree, str]:
    """The tree after the command, and what that said on stderr."""
    tree = Tree(tmp_path_factory.mktemp("whole"), shared_cache)
    (tree.root / LAYER).mkdir(parents=True)
    for folder in ("app", LAYER):
        (tree.root / folder / "__init__.py").touch()
    (tree.root / "mypy.ini").write_text(INI, encoding="utf-8")
    for path in FOLDER.glob("*.before"):
        folder = "app" if path.stem == "wrappers" else LAYER
        target = tree.root / folder / f"{path.stem}.py"
        target.write_bytes(encoded(path.stem, path.read_text(encoding="utf-8")))
    return tree, tree.txn("migrate", "--write", "app").err


@pytest.mark.parametrize("name", NAMES)
def test_an_awkward_file(name: str, migrated: tuple[Tree, str]) -> None:
    tree, _ = migrated
    before = (FOLDER / f"{name}.before").read_text(encoding="utf-8")
    new = (tree.root / LAYER / f"{name}.py").read_bytes()
    after = new.decode(ENCODINGS.get(name, "utf-8")).replace("\r\n", "\n")
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    diff = "".join(list(difflib.unified_diff(*lines, n=0))[2:])
    golden = FOLDER / f"{name}.diff"
    if "UPDATE" in os.environ:
        golden.write_text(diff, encoding="utf-8")
    assert diff == golden.read_text(encoding="utf-8")
    assert new == encoded(name, after)


def test_what_is_left_of_them_and_why(migrated: tuple[Tree, str]) -> None:
    _, err = migrated
    golden = FOLDER / "left.txt"
    if "UPDATE" in os.environ:
        golden.write_text(err, encoding="utf-8")
    assert err == golden.read_text(encoding="utf-8")


def test_nothing_is_left_to_do(migrated: tuple[Tree, str]) -> None:
    tree, _ = migrated
    assert [line for line in tree.check("app").lines if "[txn-" not in line] == []
    assert tree.txn("migrate", "app").out == ""
