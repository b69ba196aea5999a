"""In the daemon the errors of installed libraries are as silent as they are without us."""

from __future__ import annotations

import os

import pytest

from checking import Tree

DRIVER = """
    import sqlite3

    def write(conn: sqlite3.Connection) -> int:
        return 1
"""
SITE = "lib/site-packages"


def test_a_library_that_is_imported_later(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": DRIVER,
            "app/free.py": "import os\n",
            f"{SITE}/badlib/__init__.py": "def bad() -> int:\n    return ''\n",
            f"{SITE}/badlib/py.typed": "",
        }
    )
    path = os.pathsep.join(map(str, (tree.root, tree.root / SITE)))
    monkeypatch.setenv("PYTHONPATH", path, prepend=os.pathsep)
    app = str(tree.root / "app")
    first = tree.run("dmypy", "run", "--", app)
    assert first.ours == tree.run("mypy", app).ours != []
    tree.write({"app/L6_drivers/rows.py": DRIVER.replace("1", "''")})
    edited = tree.run("dmypy", "run", "--", app)
    assert any("[return-value]" in line for line in edited.lines)  # mypy alone would be silent
    tree.write({"app/free.py": "import badlib\n"})
    assert sorted(tree.run("dmypy", "run", "--", app).lines) == sorted(edited.lines)
    tree.write({f"{SITE}/badlib/__init__.py": "def bad() -> int:\n    return b''\n"})
    assert sorted(tree.run("dmypy", "run", "--", app).lines) == sorted(edited.lines)
    assert sorted(tree.run("mypy", app).lines) == sorted(edited.lines)
    tree.run("dmypy", "stop")
