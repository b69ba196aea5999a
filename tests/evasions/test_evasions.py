"""Composed programs are reported on the lines where it is due, and their harmless twins are not."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from checking import Tree

from .compose import Program
from .judging import prepare, wrong
from .kinds import KINDS
from .pending import is_pending
from .strategies import batches, one_by_one

PARTS, BATCHES, SIZE = 6, 4, 100
SEED = int(os.environ.get("MYPY_TXN_SEED") or random.SystemRandom().randrange(2**32))


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
    @settings(
        max_examples=BATCHES,
        phases=[Phase.generate],  # a failing batch names its programs: nothing is left to shrink
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(batches(KINDS[part::PARTS], SIZE))
    def judge(batch: list[Program]) -> None:
        complaints = wrong(prepared, batch)
        assert not complaints, "\n\n".join([f"MYPY_TXN_SEED={SEED} finds it again:", *complaints])
        judged.update(batch)

    judge()
    assert len(judged) >= 2000 / PARTS, f"{len(judged)} programs, MYPY_TXN_SEED={SEED}"


@pytest.mark.parametrize("part", range(PARTS))
def test_each_piece_by_itself(prepared: Tree, part: int) -> None:
    """The vocabulary is covered, whatever was drawn."""
    programs = [program for kind in KINDS[part::PARTS] for program in one_by_one(kind)]
    settled = list(dict.fromkeys(program for program in programs if not is_pending(program)))
    complaints = wrong(prepared, settled)
    assert not complaints, "\n\n".join(complaints)
