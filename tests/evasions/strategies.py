"""Programs for hypothesis: any kind, spelled anyhow, over any way, controlled in any form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from .blocks import Block
from .compose import Program, compose
from .entries import ENTRIES
from .forms import FORMS
from .kinds import BY_NAME, ESCAPES, Kind
from .rejected import is_rejected
from .spellings import PLAIN, SPELLINGS
from .steps import STEPS

LAYERS = ["L5_engines", "L6_drivers"]
MOST_STEPS = 3


@st.composite
def programs(draw: st.DrawFn, kinds: Sequence[Kind], runs: bool = False) -> Program:
    """One program with a handle of one of ``kinds``; only such as can be run, if ``runs``."""
    first = kind = draw(st.sampled_from(kinds))
    spelling = draw(st.sampled_from(SPELLINGS))
    verb = draw(st.sampled_from(kind.verbs.split()))
    blocks = [draw(st.sampled_from(fitting(ENTRIES, kind, runs)))]
    for _ in range(draw(st.integers(0, MOST_STEPS))):
        blocks.append(draw(st.sampled_from(fitting(STEPS + ESCAPES.get(kind.name, []), kind))))
        kind = BY_NAME[blocks[-1].becomes] if blocks[-1].becomes else kind
    blocks.append(draw(st.sampled_from(fitting(FORMS, kind, runs))))
    return compose(first, spelling, verb, draw(st.sampled_from(LAYERS)), blocks)


def batches(
    kinds: Sequence[Kind], size: int, runs: bool = False
) -> st.SearchStrategy[list[Program]]:
    """Different programs, ``size`` of them."""
    settled = programs(kinds, runs).filter(lambda program: not is_rejected(program))
    return st.lists(settled, min_size=size, max_size=size, unique=True)


def fitting(blocks: Sequence[Block], kind: Kind, runs: bool = False) -> list[Block]:
    """Those of ``blocks`` that a handle of this kind can go through."""
    fit = [block for block in blocks if kind.traits.issuperset(block.needed)]
    return [block for block in fit if block.runs or not runs]


def one_by_one(kind: Kind) -> Iterator[Program]:
    """Every piece of the vocabulary that a handle of this kind can go through, each by itself."""
    entry, form, verbs = ENTRIES[0], FORMS[0], kind.verbs.split()
    for verb in verbs:
        yield compose(kind, PLAIN, verb, LAYERS[0], [entry, form])
    for each in fitting(FORMS, kind):
        yield compose(kind, PLAIN, verbs[0], LAYERS[0], [entry, each])
    for each in fitting(ENTRIES, kind):
        yield compose(kind, PLAIN, verbs[0], LAYERS[1], [each, form])
    for each in fitting(STEPS, kind):
        yield compose(kind, PLAIN, verbs[0], LAYERS[1], [entry, each, form])
    for each in ESCAPES.get(kind.name, []):
        last = fitting(FORMS, BY_NAME[each.becomes])[0]
        yield compose(kind, PLAIN, verbs[0], LAYERS[0], [entry, each, last])
    for spelling in SPELLINGS:
        yield compose(kind, spelling, verbs[0], LAYERS[0], [entry, form])
