"""Composed programs are reported on the lines where it is due, and their harmless twins are not."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, seed, settings
from protocols.typecheckers import LINE

from checking import Tree

from .compose import Program, compose
from .entries import ENTRIES
from .forms import FORMS
from .judging import prepare, wrong
from .kinds import BY_NAME, ESCAPES, KINDS
from .rejected import is_rejected
from .seeding import SEED, SETTINGS, failing
from .spellings import PLAIN, SPELLINGS
from .steps import STEPS
from .strategies import batches, one_by_one

PARTS, BATCHES, SIZE = 6, 4, 100
# What is said of drivers does not depend on the line of SQLAlchemy: one run has each by itself.
BY_ITSELF = [
    kind for kind in KINDS if LINE == "2.1" or kind.module.startswith(("sqlalchemy", "sqlmodel"))
]


@pytest.fixture
def prepared(tree: Tree) -> Tree:
    prepare(tree)
    return tree


@pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")  # mypy raises it
@pytest.mark.parametrize("part", range(PARTS))
def test_composed_programs(prepared: Tree, part: int) -> None:
    """2,400 different programs, 400 a part; no two parts have a kind of handle in common."""
    judged: set[Program] = set()

    @seed(SEED)
    @settings(SETTINGS, max_examples=BATCHES)
    @given(batches(KINDS[part::PARTS], SIZE))
    def judge(batch: list[Program]) -> None:
        complaints = wrong(prepared, batch)
        assert not complaints, failing(complaints)
        judged.update(batch)

    judge()
    assert len(judged) >= 2000 / PARTS, f"{len(judged)} programs, MYPY_TXN_SEED={SEED}"


@pytest.mark.parametrize("part", range(PARTS))
def test_each_piece_by_itself(prepared: Tree, part: int) -> None:
    """The vocabulary is covered, whatever was drawn."""
    programs = [program for kind in BY_ITSELF[part::PARTS] for program in one_by_one(kind)]
    settled = list(dict.fromkeys(program for program in programs if not is_rejected(program)))
    complaints = wrong(prepared, settled)
    assert not complaints, "\n\n".join(complaints)


def test_each_piece_is_used() -> None:
    """No piece needs what no kind of handle has."""
    used = {name for kind in KINDS for program in one_by_one(kind) for name in program.pieces}
    blocks = ENTRIES + STEPS + FORMS + [block for blocks in ESCAPES.values() for block in blocks]
    assert {block.name for block in blocks} | {spelling.name for spelling in SPELLINGS} <= used


def test_a_wrong_verdict_is_noticed(prepared: Tree) -> None:
    """What is due and missing, due and not reported, and not what mypy accepts."""
    right = compose(BY_NAME["sqlite"], PLAIN, "commit", "L6_drivers", [ENTRIES[0], FORMS[0]])
    line = len(right.text.splitlines())
    texts = {
        f"due and not reported: line {line}, txn-sql": right.text.replace("#! call", "#! sql"),
        "[txn-call]": right.text.replace("#! call", ""),
        "[name-defined]": right.text.replace("h.commit", "commit"),
        f"due and not reported: line {line}, txn-call": right.text.replace("commit()", "cursor()"),
    }
    programs = [right, *(dataclasses.replace(right, text=text) for text in texts.values())]
    complaints = wrong(prepared, programs)
    for expected in texts:
        assert any(expected in complaint for complaint in complaints), (expected, complaints)
    assert not any(text.endswith(right.text) for text in complaints)
