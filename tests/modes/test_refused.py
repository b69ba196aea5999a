"""A daemon that is running tells what would have ended a run, and goes on."""

from __future__ import annotations

from checking import INI, Tree

UNIT = "class UnitOfWork:\n    def commit(self) -> None: ...\n"
CALLS = "from app.db import {0}\ndef save(unit: {0}) -> None: unit.commit()\n"
PATTERNS = "[mypy_txn.layers]\nL4 = app.handle\nL5 = app.en*es\nL6 = app.eng*\n"
NO_SUCH_NAME = "handles: 'app.db.UnitOfWork': module 'app.db' has no such name"
DRIVER = "import sqlite3\nx = sqlite3.connect('')\n"


def test_a_handle_that_is_renamed(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": INI + "[mypy_txn]\nhandles = app.db.UnitOfWork\n",
            "app/db.py": UNIT,
            "app/L6_drivers/other.py": DRIVER,
            "app/L6_drivers/rows.py": CALLS.format("UnitOfWork"),
        }
    )
    tree.run("dmypy", "start", "--", "--config-file", "mypy.ini")
    first = tree.run("dmypy", "check", "app")
    assert len(first.ours) == 3
    renamed = {
        "app/db.py": UNIT.replace("UnitOfWork", "Unit"),
        "app/L6_drivers/rows.py": CALLS.format("Unit"),
    }
    tree.write(renamed)
    for _ in range(2):
        complaint = tree.run("dmypy", "check", "app")
        assert complaint.status == 1
        line = f"app/db.py:1: error: mypy.ini: [mypy_txn]: {NO_SUCH_NAME}  [txn-config]"
        assert line in complaint.lines
        assert first.ours[0] in complaint.lines
        tree.write({"app/empty.py": "x = 1\n"})
    tree.write({"app/db.py": UNIT, "app/L6_drivers/rows.py": CALLS.format("UnitOfWork")})
    assert tree.run("dmypy", "check", "app").ours == first.ours
    tree.run("dmypy", "stop")


def test_a_module_that_two_layers_claim(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": INI + PATTERNS,
            "app/engine/rows.py": DRIVER,
            "app/handle.py": "",
            "app/axes/enlanes.py": "",
        }
    )
    tree.run("dmypy", "start", "--", "--config-file", "mypy.ini")
    first = tree.run("dmypy", "check", "app")
    assert len(first.ours) == 1
    tree.write({"app/engines.py": "x = 1\n"})
    complaint = tree.run("dmypy", "check", "app")
    named = "app/engines.py:1: error: mypy.ini: [mypy_txn.layers]: module 'app.engines' is claimed"
    assert [line.endswith("[txn-config]") for line in complaint.lines if named in line] == [True]
    tree.write({"app/engines.py": None})
    assert tree.run("dmypy", "check", "app").ours == first.ours
    tree.run("dmypy", "stop")
