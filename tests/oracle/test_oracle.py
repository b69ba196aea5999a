"""Whatever a protected module does to a transaction at run time has been reported statically.

A thing that happened counts as reported if txn-call, txn-sql or txn-untyped is reported in one of
the functions on the stack in which the module was: on the line itself, or where the member was
taken that is called there. Where a thread or a task did it, the module is on no stack, and the
finding may be anywhere in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from evasions.blocks import Block
from evasions.compose import Program, compose
from evasions.entries import ENTRIES
from evasions.forms import FORMS
from evasions.judging import WORLDS, prepare, said_of
from evasions.kinds import BY_NAME
from evasions.seeding import SEED, SETTINGS, failing
from evasions.spellings import PLAIN
from evasions.strategies import batches
from hypothesis import given, seed, settings

from checking import Tree

from .holding import ASYNC_KINDS, KINDS

SIZE = 200
REAL = WORLDS[0]
CONTROL = ("txn-call", "txn-sql", "txn-untyped")
Findings = Sequence[tuple[int, str, str]]
Did = Mapping[str, Any]

HARMLESS = [
    Block("a query", '${wait}$h.execute(text("select 1"))', imports="from sqlalchemy import text"),
    Block(
        "a statement",
        '${wait}$h.execute(text("insert into rows values (2)"))',
        imports="from sqlalchemy import text",
    ),
]

# Ways out of a session that are no forms of a kind: each was seen to end a transaction.
BACK_DOORS = [
    Block("bound method's self", "$h.execute.__self__.commit()  #! call"),
    Block("no_autoflush", "with $h.no_autoflush as same:\n    same.commit()"),
    Block("its transaction", "if done := $h.get_transaction():\n    done.commit()"),
    Block("the driver's connection", "$h.connection().connection.commit()"),
    Block(
        "the result's connection",
        '$h.connection().execute(text("select 1")).connection.commit()',
        imports="from sqlalchemy import text",
    ),
    Block("driver SQL", '$h.connection().exec_driver_sql("COMMIT")'),
    Block(
        "scalars",
        'try:\n    $h.scalars(text("/* */ commit")).all()\nexcept Exception:\n    pass',
        imports="from sqlalchemy import text",
    ),
    Block("DDL", '$h.execute(DDL("COMMIT"))', imports="from sqlalchemy import DDL"),
    Block(
        "all sessions",
        "close_all_sessions()",
        imports="from sqlalchemy.orm import close_all_sessions",
    ),
    Block("its engine", "with $h.get_bind().engine.begin():\n    pass"),
    Block(
        "a bound session",
        "with Session($h.connection()) as other, other.begin():\n    pass",
        imports="from sqlalchemy.orm import Session",
    ),
]


@pytest.fixture
def prepared(tree: Tree) -> Tree:
    prepare(tree)
    return tree


def run(tree: Tree, programs: Sequence[Program]) -> dict[str, Did]:
    """What each program did, by the path of its module."""
    files = {REAL.path(number, program): program for number, program in enumerate(programs)}
    tree.write({path: program.text for path, program in files.items()})
    calls = {path: (program.kind, program.call) for path, program in files.items()}
    (tree.root / "programs.json").write_text(json.dumps(calls))
    command = [sys.executable, "-W", "ignore", "-m", "oracle.runner", str(tree.root)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    did: dict[str, Did] = json.loads((tree.root / "seen.json").read_text())
    assert did.keys() == files.keys()
    assert not [each for each in did.values() if each["error"].startswith("outside")]
    return did


def unreported(did: Did, findings: Findings) -> list[str]:
    """What a program did and mypy did not say."""
    lines = [line for line, code, _ in findings if code in CONTROL]
    missing = [
        f"{seen['what']} at line {[at for at, _, _ in seen['functions']]}"
        for seen in did["seen"]
        if not (
            any(first <= n <= last for _, first, last in seen["functions"] for n in lines)
            if seen["functions"]
            else lines
        )
    ]
    if did["committed"] and not lines:
        missing.append("a commit, seen from outside")
    return missing


def check(tree: Tree, programs: Sequence[Program]) -> dict[str, Did]:
    """Run the programs, assert that what they did was reported, and return what they did."""
    did = run(tree, programs)
    said = said_of(tree.check("app").out)
    complaints = [
        f"--- {program.recipe}: {missing}\n{program.text}"
        for number, program in enumerate(programs)
        for path in [REAL.path(number, program)]
        if (missing := unreported(did[path], said[path]))
    ]
    assert not complaints, failing(complaints)
    return did


def direct(kind: str, verb: str, form: Block) -> Program:
    return compose(BY_NAME[kind], PLAIN, verb, "L6_drivers", [ENTRIES[0], form])


@pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")  # mypy raises it
@pytest.mark.parametrize("kinds", [KINDS, ASYNC_KINDS], ids=["sync", "async"])
def test_whatever_happens_was_reported(prepared: Tree, kinds: Sequence[str]) -> None:
    @seed(SEED)
    @settings(SETTINGS, max_examples=2)
    @given(batches([BY_NAME[kind] for kind in kinds], SIZE, runs=True))
    def judge(programs: list[Program]) -> None:
        did = check(prepared, programs)
        assert sum(bool(each["seen"]) for each in did.values()) > SIZE / 3, did
        assert sum(each["committed"] for each in did.values()) > SIZE / 20, did

    judge()


def test_back_doors_were_reported(prepared: Tree) -> None:
    programs = [direct("session", "commit", door) for door in BACK_DOORS]
    did = check(prepared, programs)
    for program, each in zip(programs, did.values()):
        assert each["seen"], (program.recipe, each)


def test_the_oracle_sees_what_is_done(prepared: Tree) -> None:
    programs = [
        direct(kind, verb, FORMS[0])
        for kind in (*KINDS, *ASYNC_KINDS)
        for verb in ("commit", "rollback")
        if verb in BY_NAME[kind].verbs.split()
    ]
    assert len(programs) > 30
    for program, did in zip(programs, run(prepared, programs).values()):
        assert did["seen"], program
        assert all(seen["functions"] for seen in did["seen"]) or "aiosqlite" in program.kind, did
        line = len(program.text.splitlines())
        assert {at for seen in did["seen"] for at, _, _ in seen["functions"]} <= {line}
        inner = program.kind in ("savepoint",)
        assert did["committed"] == ("commit" in program.recipe and not inner), (program, did)


def test_what_is_not_reported_is_noticed(prepared: Tree) -> None:
    program = direct("session", "commit", FORMS[0])
    did = run(prepared, [program])[REAL.path(0, program)]
    assert unreported(did, [])
    assert unreported(did, [(len(program.text.splitlines()), "txn-annotation", "")])
    assert not unreported(did, [(len(program.text.splitlines()), "txn-call", "")])


def test_what_only_executes_is_left_alone(prepared: Tree) -> None:
    """A transaction that begins by itself is nobody's doing."""
    kinds = [kind for kind in (*KINDS, *ASYNC_KINDS) if BY_NAME[kind].text]
    programs = [direct(kind, "commit", form) for kind in kinds for form in HARMLESS]
    for program, did in zip(programs, run(prepared, programs).values()):
        assert did == {"seen": [], "committed": False, "error": ""}, (program, did)
