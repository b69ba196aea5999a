"""A tree whose findings are hard to show, and what the formats make of an outcome."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from checking import INI, Tree, within
from mypy_txn.output import FORMATS
from mypy_txn.records import Finding, Status
from mypy_txn.run import Outcome, Unchecked, run

LONG = "x" * 300
FILES: dict[str, str | None] = {
    "app/L5_engines/plain.py": """
        import sqlite3

        def run(conn: sqlite3.Connection) -> None:  # type: ignore[txn-annotation]
            conn.commit()
    """,
    "app/L6_drivers/wide.py": f"""\
        import sqlite3
        db = sqlite3  # ä
        def wide(conn: sqlite3.Connection, name: str) -> None:
            "ä"; print("日本語 😀"); conn.commit()
            print("日本"); conn.execute("SAVEPOINT ä" + name)
            "ééééé"; conn.commit()
            if name:
                print("\t"); conn.rollback()
            (conn
                .commit(
                ))
            "{LONG}"; conn.commit()  # \x1b[31m [bold]{LONG}
    """,
}
MARKED = {
    "app/L5_engines/plain.py": ["conn.commit"],
    "app/L6_drivers/latin.py": ["sqlite3.Connection", "conn.commit"],
    "app/L6_drivers/wide.py": [
        "sqlite3.Connection",
        "conn.commit",
        'conn.execute("SAVEPOINT ä" + name)',
        "conn.commit",
        "conn.rollback",
        "conn\n        .commit",
        "conn.commit",
    ],
}
"""What is marked of each file, in order."""

LATIN = """\
# -*- coding: latin-1 -*-
import sqlite3


def named(conn: sqlite3.Connection) -> None:
    print("äöü"); conn.commit()
"""

BROKEN = [Unchecked("app.L6_drivers.odd", "app/L6_drivers/odd.py:1: error: | `x` @you  [syntax]")]


def hard(root: Path, cache: Path) -> Tree:
    """The tree, in ``root``."""
    tree = Tree(root, cache)
    configure(tree)
    tree.write(FILES)
    (root / "app/L6_drivers/latin.py").write_text(LATIN, encoding="latin-1")
    return tree


def configure(tree: Tree, more: str = "") -> None:
    """Write mypy.ini."""
    text = f"{INI}cache_dir = {tree.cache}\n{more}"
    (tree.root / "mypy.ini").write_text(text, encoding="utf-8")


def outcome_of(tree: Tree) -> Outcome:
    """What a run on the tree comes to."""
    with within(tree.root):
        return run(["app"])


def shown(form: str, outcome: Outcome, findings: list[Finding] | None = None) -> str:
    """The output of ``mypy-txn check --output form`` in the folder of the project."""
    if findings is None:
        findings = [one for one in outcome.findings if one.status is Status.OPEN]
    out = io.StringIO()
    with within(outcome.project.root):
        FORMATS[form](findings, outcome, out)
    return out.getvalue()


def on_a_terminal(args: Sequence[str], folder: Path) -> str:
    """What `mypy-txn` writes to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [str(Path(sys.executable).parent / "mypy-txn"), *args]
    with subprocess.Popen(
        command, cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    ):
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65_536):
                shown += chunk
        except OSError:  # Linux, when the other end is closed
            pass
    os.close(ours)
    return shown.decode()
