"""Which modules are in the layers is the same for every command, and for libraries no question."""

from __future__ import annotations

import pytest

from checking import Tree

ROWS = "import sqlite3\n\n\ndef write(conn: sqlite3.Connection) -> None:\n    conn.commit()\n"
LAYERS = "owner = core\nprotected = engine\n\n[mypy_txn.layers]\ncore = app.core\n"
INI = "[mypy]\nplugins = mypy_txn.plugin\n\n[mypy_txn]\n" + LAYERS
TREE = {
    "app/core.py": "from sqlalchemy import create_engine\n\nfrom app.stock import engine\n",
    "app/stock/engine.py": ROWS,
}


def test_a_pattern_reaches_into_no_library(tree: Tree) -> None:
    tree.write({**TREE, "mypy.ini": INI + "engine = *.engine\n"})
    assert (
        "Found 2 transaction findings in 1 file (1 protected module" in tree.txn("check", "app").out
    )
    assert "Transaction control in 1 protected module." in tree.txn("report", "app").out
    for command in ("signatures", "migrate"):
        result = tree.txn(command, "app")
        said = result.out + result.err
        assert "sqlalchemy" not in said
        assert "app/stock/engine.py" in said


@pytest.mark.parametrize("command", ["check", "report", "migrate", "selftest", "init"])
def test_two_layers_that_claim_a_module(tree: Tree, command: str) -> None:
    tree.write({**TREE, "mypy.ini": INI + "engine = *.engine\nstock = app.*.engine\n"})
    result = tree.txn(command, "app")
    said = "mypy.ini: [mypy_txn.layers]: module 'app.stock.engine' is claimed equally by"
    assert f"mypy-txn: {said} engine (*.engine) and stock (app.*.engine)" in result.err
    assert result.status == 2


def test_a_folder_without_a_file_is_no_module(tree: Tree) -> None:
    tree.write({"app/core.py": "x = 1\n", "app/stock/engine/rows.py": ROWS})
    (tree.root / "app/stock/engine/__init__.py").unlink()
    tree.write({"mypy.ini": INI + "engine = *.engine\n"})
    assert "(1 protected module checked)" in tree.txn("check", "app").out


def test_the_file_that_cannot_be_parsed_is_the_one_that_is_named(tree: Tree) -> None:
    """Beside one with a syntax error behind which mypy goes on."""
    tree.write({**TREE, "mypy.ini": INI + "engine = *.engine\n"})
    tree.write(
        {
            "app/a.py": "try:\n    x = 1\nexcept Exception, e:\n    pass\n",
            "app/stock/b.py": 'print "x"\n',
        }
    )
    result = tree.txn("check", "app")
    assert "mypy-txn: not checked: app.stock.b: app/stock/b.py:1: error: " in result.err
    assert "app/stock/engine.py:5:5: error: " in result.out
    assert result.status == 2
