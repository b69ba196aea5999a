"""A daemon that runs all day needs no more memory with each edit."""

from __future__ import annotations

import subprocess
import sys

from checking import Tree

from .sequences import CONFIGURED

ENGINE = """\
import sqlite3

from app.hub import stamp


async def settle(connection: sqlite3.Connection) -> None:
    stamp("settled")
    connection.commit()


def post() -> None:
    stamp("posted")
"""
HUB = "def stamp(text: str{more}) -> str:\n    return text\n"
# Prints after each edit how many functions of the engine the daemon has in memory.
DAEMON = """\
import gc
import sys
from pathlib import Path

from mypy.dmypy_server import Server, process_start_options
from mypy.nodes import FuncDef

hub = Path("app/hub.py")
server = Server(process_start_options(["--cache-dir", sys.argv[1]], False), "status.json")
server.cmd_check(["app"], False, False, 80)
for edit in range(1, 6):
    hub.write_text(sys.argv[2].format(more=f", width: int = {edit}" if edit % 2 else ""))
    answer = server.cmd_recheck(False, 80, False)
    assert "app/L5_engines/engine.py:8: error: " in answer["out"], answer
    gc.collect()
    functions = (known for known in gc.get_objects() if isinstance(known, FuncDef))
    print(sum(known.fullname.startswith("app.L5_engines.engine.") for known in functions))
"""


def test_the_trees_that_an_edit_replaces_are_freed(tree: Tree) -> None:
    tree.write({
        "mypy.ini": CONFIGURED,
        "app/hub.py": HUB.format(more=""),
        "app/L5_engines/engine.py": ENGINE,
    })  # fmt: skip
    command = [sys.executable, "-c", DAEMON, str(tree.cache), HUB]
    ran = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.split() == ["2"] * 5
