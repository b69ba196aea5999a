"""One tree, one verdict: cold, warm, with workers and in the daemon, after every edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from checking import INI, Tree

Edit = Mapping[str, str | None]

START: Edit = {
    "mypy.ini": INI + "warn_unused_ignores = True\n",
    "app/db.py": "import sqlite3\nOpened = int\ndef opened() -> int: ...\n",
    "app/helpers.py": "x = 1\n",
    "app/L4_handlers/handle.py": "import sqlite3\nconn = sqlite3.connect('')\nconn.commit()\n",
    "app/L5_engines/rules.py": """
        import sqlite3

        def run(conn: sqlite3.Connection) -> None:
            conn.commit()
            conn.rollback()  # type: ignore[txn-call]
    """,
    "app/L5_engines/quiet.py": "import sqlite3\ntaken = sqlite3.Connection.commit\n",
    "app/L6_drivers/rows.py": """
        from app.db import Opened, opened

        def read(value: Opened) -> None:
            opened()
    """,
}
HANDLES = "import sqlite3\nOpened = sqlite3.Connection\ndef opened() -> sqlite3.Connection: ...\n"
UNCHECKED = """
    # mypy: no-check-untyped-defs, disable-error-code="no-untyped-def"
    from app.db import opened

    class Driver:
        def __init__(self) -> None:
            self._engine = None

        def connect(self):
            self._engine = opened()
            self._engine.commit()

        def write(self) -> None:
            if self._engine is not None:
                with self._engine:
                    self._engine.rollback()

    def execute(session, cursor):
        session.execute("select 1")
        cursor.execute(f"ROLLBACK TO {session}")  # type: ignore[txn-untyped]
"""
MATCHED = """
    import sqlite3
    from contextlib import closing

    def write(it: object) -> None:
        match it:
            case sqlite3.Connection():
                with it, closing(it):
                    it.executescript("select 1")
"""

# Each text of a file has a length of its own: the daemon's file watcher compares whole seconds and
# sizes before it looks at contents (mypy.fswatcher, 2.4.1).
SEQUENCES: dict[str, list[Edit]] = {
    "an unrelated file": [
        {"app/helpers.py": "x = 22\n"},
        {"app/helpers.py": "x = 'three'\n"},
        {"app/L4_handlers/handle.py": "x = 1\n"},
    ],
    "a dependency's types, there and back": [
        {"app/db.py": HANDLES},
        {"app/helpers.py": "x = 22\n"},
        {"app/db.py": START["app/db.py"]},
        {"app/helpers.py": "x = 333\n"},
    ],
    "a module fixed and broken again": [
        {"app/L5_engines/rules.py": "x = 1\n"},
        {"app/helpers.py": "x = 22\n"},
        {"app/L5_engines/rules.py": START["app/L5_engines/rules.py"]},
        {"app/L5_engines/rules.py": ""},
        {"app/L5_engines/quiet.py": ""},
        {"app/L5_engines/quiet.py": START["app/L5_engines/quiet.py"]},
    ],
    "files added, deleted and moved to another layer": [
        {"app/L6_drivers/new.py": START["app/L5_engines/rules.py"]},
        {"app/L6_drivers/new.py": None},
        {"app/L5_engines/quiet.py": None, "app/L4_handlers/quiet.py": "import sqlite3\n"},
        {"app/helpers.py": "x = 22\n"},
    ],
    "a syntax error made and mended": [
        {"app/helpers.py": "def broken(:\n"},
        {"app/helpers.py": "x = 1\n"},
    ],
    "code that mypy does not check": [
        {"app/L6_drivers/rows.py": UNCHECKED},
        {"app/db.py": HANDLES},
        {"app/helpers.py": "x = 22\n"},
        {"app/db.py": START["app/db.py"]},
        {"app/L6_drivers/rows.py": MATCHED},
        {"app/helpers.py": "x = 333\n"},
        {"app/L6_drivers/rows.py": START["app/L6_drivers/rows.py"]},
    ],
    "an ignore comment added and removed": [
        {
            "app/L5_engines/quiet.py": "import sqlite3\n"
            "taken = sqlite3.Connection.commit  # type: ignore[txn-call]\n"
        },
        {"app/helpers.py": "x = 22\n"},
        {"app/L5_engines/quiet.py": START["app/L5_engines/quiet.py"]},
    ],
}


@pytest.fixture
def daemon(tree: Tree) -> Iterator[Tree]:
    yield tree
    tree.run("dmypy", "kill")


@pytest.mark.parametrize("name", SEQUENCES)
def test_same_verdict(daemon: Tree, tmp_path: Path, name: str) -> None:
    tree = daemon
    for number, edit in enumerate([START, *SEQUENCES[name]]):
        tree.write(edit)
        cold = tree.run("mypy", "app", "--cache-dir=/dev/null")
        others = {
            "warm": tree.run("mypy", "app", "--cache-dir", str(tmp_path / "warm")),
            "workers": tree.run("mypy", "app", "-n2", "--cache-dir", str(tmp_path / "workers")),
            "daemon": tree.run("dmypy", "run", "--", "app"),
        }
        assert number > 0 or len(cold.ours) == 3, cold
        for mode, result in others.items():
            # After a syntax error mypy's own status is 2, its daemon's 1.
            assert bool(result.status) == bool(cold.status), (number, mode)
            assert result.ours == cold.ours, (number, mode, result)
        assert number == 0 or "Daemon" not in others["daemon"].out, "the daemon was restarted"
