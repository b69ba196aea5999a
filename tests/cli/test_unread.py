"""Where nobody reads what is printed, the exit status is not that of findings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checking import INI, Tree

UNREAD = "mypy-txn: not all was printed: nobody reads it\n"


def run(tree: Tree, *args: str, read: bool, both: bool = False) -> tuple[int, str]:
    """The exit status, and what is on stderr, with or without a reader of stdout."""
    command = [str(Path(sys.executable).parent / "mypy-txn"), *args]
    ours, theirs = os.pipe()
    if not read:
        os.close(ours)
    err = subprocess.STDOUT if both else subprocess.PIPE
    environment = {**os.environ, "MYPY_CACHE_DIR": str(tree.cache)}
    done = subprocess.run(
        command, cwd=tree.root, env=environment, stdout=theirs, stderr=err, text=True, check=False
    )
    os.close(theirs)
    if read:
        os.close(ours)
    return done.returncode, done.stderr or ""


@pytest.fixture
def clean(tree: Tree) -> Tree:
    tree.write({"mypy.ini": INI, "app/L6_drivers/rows.py": "x = 1\n"})
    return tree


@pytest.mark.parametrize(
    "args",
    [
        ("check", "app", "--output", "sarif"),
        ("check", "app", "--output", "markdown"),
        ("check", "app"),
        ("explain",),
        ("check", "--help"),
    ],
)
def test_a_clean_project(clean: Tree, args: tuple[str, ...]) -> None:
    assert run(clean, *args, read=False) == (2, UNREAD)
    assert run(clean, *args, read=False, both=True) == (2, "")
    assert run(clean, *args, read=True) == (0, "")


def test_findings(clean: Tree) -> None:
    clean.write({"app/L6_drivers/rows.py": "import sqlite3\nsqlite3.connect('').commit()\n"})
    assert run(clean, "check", "app", read=False) == (2, UNREAD)
    assert run(clean, "check", "app", read=True) == (1, "")


def test_what_cannot_be_written(clean: Tree) -> None:
    command = f"{Path(sys.executable).parent / 'mypy-txn'} explain txn-call"
    for where, why in (
        (">&-", "there is no standard output to print to"),
        ("> /dev/full", "not all was printed: the disk is full"),
    ):
        done = subprocess.run(
            ["sh", "-c", f"{command} {where}"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (2, f"mypy-txn: {why}\n")
