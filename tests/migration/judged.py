"""What type checkers and its own tests say of a generated backend, and what changed in it."""

from __future__ import annotations

import difflib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from protocols.typecheckers import BIN, LINE

from checking import Tree
from mypy_txn.adapter.sqlalchemy_line import CONSTANT

Errors = Counter[str]
PLACE: Final = re.compile(r"^(.+?):\d+: error: ")
HANDLE: Final = re.compile(
    rb"\b(sqlalchemy\.(orm\.|ext\.asyncio\.)?)?(Db)?(Async)?(Session|Connection)\b"
    rb"|\b(Async)?(ReadOnlySession|ReadWriteSession|ReadConnection|WriteConnection)\b"
)
IMPORT: Final = re.compile(
    rb"\s*((from|import) .*|if TYPE_CHECKING:\s*|try:\s*|except ImportError:\s*|raise\s*"
    rb"|(Async)?(Read|Write)\w+,\s*|\)\s*|)$"
)
ADDED: Final = re.compile(rb": (HANDLE|Any)( \| None)?")


def judged(tree: Tree) -> Mapping[str, Errors]:
    """The errors of mypy, of mypy ``--strict`` and of pyright; ours are left out."""
    return {
        "mypy": _mypy(tree),
        "mypy --strict": _mypy(tree, "--strict"),
        "pyright": _pyright(tree.root),
    }


def _mypy(tree: Tree, *options: str) -> Errors:
    lines = tree.check(*options, "app", "tests").lines
    return Counter(PLACE.sub(r"\1: ", line) for line in lines if "[txn-" not in line)


def _pyright(root: Path) -> Errors:
    constants = {CONSTANT: True} if LINE == "2.0" else {}
    config = {"include": ["app", "tests"], "defineConstant": constants}
    (root / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = [str(BIN / "pyright"), "--outputjson", "--pythonpath", sys.executable]
    environment = {name: value for name, value in os.environ.items() if name != "MYPYPATH"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] > 40
    return Counter(
        f"{Path(one['file']).relative_to(root)}: {one['message']}"
        for one in report["generalDiagnostics"]
    )


def own_tests(root: Path, guarded: bool = False) -> str:
    """Run the tests of the backend, and return how many passed.

    Args:
        root: of the backend.
        guarded: whether each session that is annotated as a Protocol has nothing else.

    """
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "GUARDED": "1" if guarded else ""}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout.splitlines()[-1].partition(" passed")[0]


def texts_of(root: Path) -> dict[str, bytes]:
    """The bytes of each file of the backend."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("app", "tests")
        for path in sorted((root / folder).rglob("*.py"))
    }


def assert_only_types_changed(path: str, old: bytes, new: bytes) -> None:
    """Nothing but types and imports of handles and Protocols is different, byte by byte."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            gone, come = _shapes(before[start:end]), _shapes(after[new_start:new_end])
            assert gone == come, path


def _shapes(lines: Iterable[bytes]) -> list[bytes]:
    """Lines without imports, with the same word for all handles and Protocols."""
    named = (HANDLE.sub(b"HANDLE", line) for line in lines if not IMPORT.match(line))
    return [ADDED.sub(b"", line).replace(b" = None", b"=None") for line in named]
