"""A module is in the layer that its path names, also where mypy's name leaves out the folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checking import INI, Result, Tree
from mypy_txn.layers import Layers, Pattern, Role, Standing
from mypy_txn.placing import Places

NOWHERE = Standing(None, Role.UNRESTRICTED)
L6 = Standing("L6", Role.PROTECTED)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """With the default layers, in a working folder ``app`` below that of the configuration."""
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path / "app")
    return Places(Layers(), str(tmp_path / "mypy.ini"))


@pytest.mark.parametrize(
    ("module", "path", "name", "standing"),
    [
        ("app.L6_drivers.rows", "L6_drivers/rows.py", "app.L6_drivers.rows", L6),
        ("rows", "L6_drivers/rows.py", "app.L6_drivers.rows", L6),
        ("L5_x.rows", "L6_drivers/L5_x/rows.py", "L5_x.rows", Standing("L5", Role.PROTECTED)),
        ("rows", "../L6_drivers/rows.pyi", "L6_drivers.rows", L6),
        ("deep", "L6_drivers/deep/__init__.py", "app.L6_drivers.deep", L6),
        ("handle", "L4_x/handle.py", "app.L4_x.handle", Standing("L4", Role.OWNER)),
        ("rows", "other/rows.py", "app.other.rows", NOWHERE),
        ("package.rows", "other/package/rows.py", "package.rows", NOWHERE),
        ("__main__", "L6_drivers/rows.py", "app.L6_drivers.__main__", L6),
        ("rows", "/elsewhere/L6_drivers/rows.py", "rows", NOWHERE),
        ("rows", ".venv/site-packages/L6_drivers/rows.py", "rows", NOWHERE),
        ("rows", None, "rows", NOWHERE),
    ],
)
def test_the_name_counts_and_then_the_path(
    places: Places, module: str, path: str | None, name: str, standing: Standing
) -> None:
    assert places.name(module, path) == name
    assert places.standing(module, path) == standing


def test_an_absolute_path_counts_from_the_configuration(places: Places, tmp_path: Path) -> None:
    path = str(tmp_path / "app/L6_drivers/rows.py")
    assert places.name("rows", path) == "app.L6_drivers.rows"


def test_elsewhere_a_path_counts_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``--config-file conf/mypy.ini``, and where an editor opens a folder through a link."""
    (tmp_path / "work").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    for config in ("conf/mypy.ini", str(tmp_path / "conf/mypy.ini")):
        places = Places(Layers(), config)
        for folder in ("work", "link"):
            path = str(tmp_path / folder / "L6_drivers/rows.py")
            assert places.name("rows", path) == "L6_drivers.rows"
        assert places.name("rows", str(tmp_path / "L6_drivers/rows.py")) == "rows"


def test_a_pattern_that_begins_at_the_top_is_found_below_a_source_folder(tmp_path: Path) -> None:
    layers = Layers(
        ("core",), ("rows",), {"core": (Pattern("app.core"),), "rows": (Pattern("app.db"),)}
    )
    places = Places(layers, str(tmp_path / "mypy.ini"))
    path = str(tmp_path / "src/app/db/rows.py")
    assert places.name("rows", path) == "app.db.rows"


DRIVER = "import sqlite3\n\n\ndef end(conn: sqlite3.Connection) -> None:\n    conn.commit()\n"
FINDINGS = [
    "app/L6_drivers/rows.py:4: error: L6 driver names sqlite3.Connection as a type;"
    " only L4 may hold one  [txn-annotation]",
    "app/L6_drivers/rows.py:5: error: L6 driver calls sqlite3.Connection.commit();"
    " only L4 may begin or end a transaction  [txn-call]",
]


@pytest.fixture
def bare(tree: Tree) -> Tree:
    """A tree in which no folder is a package."""
    tree.write(
        {
            "mypy.ini": INI,
            "app/L6_drivers/rows.py": DRIVER,
            "app/L4_handlers/handle.py": DRIVER,
            "app/helpers.py": "x = 1\n",
        }
    )
    for path in tree.root.rglob("__init__.py"):
        path.unlink()
    return tree


def rewritten(tree: Tree, name: str, text: str) -> None:
    (tree.root / name).write_text(text)


def test_every_run_finds_the_same_without_packages(bare: Tree) -> None:
    def dmypy(command: str) -> Result:
        return bare.run("dmypy", "--status-file", "status.json", command, "app")

    assert bare.check("app").ours == FINDINGS
    rewritten(bare, "app/helpers.py", "x = 22\n")
    assert bare.check("app").ours == FINDINGS
    assert bare.run("mypy", "-n", "2", "app").ours == FINDINGS
    assert bare.check(str(bare.root / "app")).ours == FINDINGS
    assert bare.txn("selftest", "app").status == 0
    assert "Found 2 transaction findings in 1 file" in bare.txn("check", "app").out
    assert re.search(r"^app +2 ", bare.txn("report", "app").out, re.MULTILINE), "its domain"
    try:
        assert dmypy("run").ours == FINDINGS
        rewritten(bare, "app/helpers.py", "x = 333\n")
        assert dmypy("run").ours == FINDINGS
        rewritten(bare, "app/L6_drivers/rows.py", "x = 1\n")
        assert dmypy("run").ours == []
        rewritten(bare, "app/L6_drivers/rows.py", DRIVER)
        assert dmypy("run").ours == FINDINGS
    finally:
        bare.run("dmypy", "--status-file", "status.json", "stop")


def test_a_pattern_is_matched_by_a_path(bare: Tree) -> None:
    layers = "[mypy_txn]\nowner = core\nprotected = rows\n[mypy_txn.layers]\n"
    rewritten(bare, "mypy.ini", f"{INI}{layers}core = app.L4_*\nrows = app.L6_*\n")
    assert bare.txn("check", "app").status == 1
    rewritten(bare, "mypy.ini", f"{INI}{layers}core = app.L4_*\nrows = app.L7_*\n")
    result = bare.txn("check", "app")
    assert "[mypy_txn.layers] rows: 'app.L7_*' matches no module" in result.err
    assert result.status == 2


def test_what_is_reached_by_an_import_alone_is_in_its_layer(bare: Tree) -> None:
    rewritten(bare, "mypy.ini", f"{INI}mypy_path = app/L6_drivers\n")
    rewritten(bare, "app/L4_handlers/handle.py", "import rows\n\nrows.end\n")
    assert bare.check("app/L4_handlers").ours == FINDINGS
    checked = bare.txn("check", "app/L4_handlers")
    assert "Found 2 transaction findings in 1 file" in checked.out
    assert checked.status == 1
