"""The example backend as it was before its migration, every full handle in it replaced."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from checking import Tree
from mypy_txn.migration import Replacement, rewrite

BEFORE = Path(__file__).parents[2] / "examples" / "backend" / "before"
ERROR = re.compile(r"(.+?):(\d+): error: (.*)  \[([\w-]+)\]")
NAMES = re.compile(r"names (\S+) as a type")
PROTOCOLS = {
    "AsyncSession": ("sqlalchemy.ext.asyncio.session.AsyncSession", "AsyncReadWriteSession"),
    "Session": ("sqlalchemy.orm.session.Session", "ReadWriteSession"),
    "Connection": ("sqlalchemy.engine.base.Connection", "WriteConnection"),
    "AsyncConnection": ("sqlalchemy.ext.asyncio.engine.AsyncConnection", "AsyncWriteConnection"),
}

EVASIONS = "app/evasions/L6_drivers"
IN_NO_PROTOCOL = {
    (f"{EVASIONS}/listeners.py", '"WriteConnection" has no attribute "exec_driver_sql"'),
    (f"{EVASIONS}/switches.py", '"WriteConnection" has no attribute "execution_options"'),
}
"""New errors at calls that are in order on a connection and that no Protocol has."""


@pytest.fixture
def backend(tmp_path: Path, shared_cache: Path) -> Tree:
    """A copy of the backend."""
    root = tmp_path / "backend"
    shutil.copytree(BEFORE, root, ignore=shutil.ignore_patterns(".mypy_cache", "__pycache__"))
    return Tree(root, shared_cache)


def wanted(backend: Tree) -> dict[Path, list[Replacement]]:
    """For each file a read-write Protocol for every handle that it names and that has one."""
    found = defaultdict(list)
    for line in backend.txn("check", "--output", "json", "app").out.splitlines():
        finding = json.loads(line)
        names = NAMES.search(finding["message"])
        if names and names[1] in PROTOCOLS and finding["code"] == "txn-annotation":
            path = backend.root / finding["file"]
            handle, protocol = PROTOCOLS[names[1]]
            module = "mypy_txn"
            if protocol == "ReadWriteSession" and "from sqlmodel import" in path.read_text():
                handle, module = "sqlmodel.orm.session.Session", "mypy_txn.sqlmodel"
            place = finding["line"], finding["column"]
            found[path].append(Replacement(*place, handle, f"{module}.{protocol}"))
    return found


def errors(backend: Tree, *options: str) -> set[tuple[str, str, str, str]]:
    """File, line's text, message and code of each error: lines move when imports do."""
    found = set()
    for line in backend.check(*options, "app").lines:
        error = ERROR.match(line)
        assert error, line
        text = (backend.root / error[1]).read_text().splitlines()[int(error[2]) - 1]
        found.add((error[1], text.strip(), error[3], error[4]))
    return found


def lint(backend: Tree) -> set[tuple[str, str]]:
    """What ruff says about imports and names, by file and code."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=F,I", "--no-cache"]
    done = subprocess.run(
        [*command, "--line-length=100", "--output-format=json", "."],
        cwd=backend.root,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        (os.path.relpath(one["filename"], backend.root), one["code"])
        for one in json.loads(done.stdout)
    }


def test_the_backend(backend: Tree) -> None:
    old = errors(backend)
    old_lint = lint(backend)
    ours = {(path, text) for path, text, _, code in old if code.startswith("txn-")}

    wishes = wanted(backend)
    assert sum(map(len, wishes.values())) == 56
    left = []
    for path, replacements in wishes.items():
        before = path.read_bytes()
        done = rewrite(before, replacements)
        left += [(path.name, one.line, reason) for one, reason in done.left]
        path.write_bytes(done.source)
        unchanged = [line for line in done.source.splitlines() if line in before.splitlines()]
        assert len(before.splitlines()) - len(unchanged) <= len(replacements) + 3

    assert left == [("downcasts.py", 23, "there is neither a type nor a parameter at this place")]
    new = {one for one in errors(backend) - old if not one[3].startswith("txn-")}
    assert {code for *_, code in new} == {"attr-defined", "arg-type", "type-var"}
    elsewhere = {(path, message) for path, text, message, _ in new if (path, text) not in ours}
    assert elsewhere == IN_NO_PROTOCOL
    assert lint(backend) <= old_lint
    # A second run finds only what was left the first time.
    again = [one for found in wanted(backend).values() for one in found]
    assert len(again) == 1
