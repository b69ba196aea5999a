"""The part of a migration after which mypy reports nothing that it did not report before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mypy_txn.catalog.model import OFFERED
from mypy_txn.proving.plans import Plan, Planner
from mypy_txn.proving.suspects import Suspects
from mypy_txn.proving.trials import Trial, Trials
from mypy_txn.run import Outcome
from mypy_txn.run.errors import MypyError

_MISSING: Final = re.compile(r'has no attribute "(\w+)"')


@dataclass(frozen=True)
class Proven:
    """A plan, and what mypy makes of it.

    Attributes:
        plan: what mypy has no new error for; what it had one for is among what is left.
        after: the run with the texts of the plan.

    """

    plan: Plan
    after: Outcome


def prove(planner: Planner, trials: Trials) -> Proven:
    """Plan as much as mypy accepts.

    Args:
        planner: makes the plans.
        trials: runs mypy on what they write.

    """
    return _Search(planner, trials).result()


class _Search:
    """A search for the slots that have to stay as they are: errors say where to look, halves where.

    Slots between which values flow are tried together first: a list of the one type is none of the
    other. Then what hands a value on comes before what takes it, with which alone it is planned.
    """

    def __init__(self, planner: Planner, trials: Trials) -> None:
        self._planner = planner
        self._trials = trials
        self._tried: dict[frozenset[str], Trial] = {}
        self._culprits: dict[str, str] = {}
        self._of_all: set[MypyError] = set()
        narrowed = planner.plan({}).narrowed
        self._suspects = Suspects(narrowed)
        slots = {one.held.slot for one in narrowed}
        self._upstream = {slot: planner.program.upstream(slot) & slots for slot in slots}

    def result(self) -> Proven:
        first = self._trial(self._upstream).new
        self._of_all = {error._replace(line=0) for error in first}
        self._keep([], self._groups())
        plan = self._planner.plan(self._culprits)
        trial = self._trial(one.held.slot for one in plan.narrowed)
        return Proven(plan, trial.after)

    def _groups(self) -> list[list[str]]:
        """The slots, those between which values flow in a list, upstream first."""
        groups: dict[str, list[str]] = {}
        for slot, sources in sorted(self._upstream.items(), key=lambda one: len(one[1])):
            joined = {id(groups[one]): groups[one] for one in sources if one in groups}
            group = [*(one for old in joined.values() for one in old), slot]
            groups |= dict.fromkeys(group, group)
        return list({id(group): group for group in groups.values()}.values())

    def _keep(self, kept: list[str], more: list[list[str]]) -> list[str]:
        """``kept``, and as many of ``more`` as mypy accepts with them."""
        slots = [slot for group in more for slot in group]
        if not slots:
            return kept
        new = self._trial([*kept, *slots]).new
        if not new:
            return [*kept, *slots]
        if len(slots) == 1:
            return self._keep_one(kept, slots[0], min(new, key=self._says_little))
        for part in self._parts(more if len(more) > 1 else [[slot] for slot in slots], new):
            kept = self._keep(kept, part)
        return kept

    def _parts(self, groups: list[list[str]], errors: Sequence[MypyError]) -> list[list[list[str]]]:
        """The groups in parts: first those that no error points at; by halves if all are alike."""
        suspects = self._suspects.of(errors)
        near = [group for group in groups if not suspects.isdisjoint(group)]
        far = [group for group in groups if suspects.isdisjoint(group)]
        if near and len(near) <= len(errors):
            return [far, *([group] for group in near)]
        if near and far:
            return [far, near]
        half = len(groups) // 2
        return [groups[:half], groups[half:]]

    def _keep_one(self, kept: list[str], slot: str, error: MypyError) -> list[str]:
        """``kept`` with ``slot``, if the error is of one of those that hand a value to it."""
        sources = [one for one in kept if one in self._upstream[slot]]
        others = [one for one in kept if one not in sources]
        if sources and not self._trial([*others, slot]).new:
            return self._keep([*others, slot], [[one] for one in sources])
        remedy = _remedy(error)
        why = f"with a Protocol mypy reports {error}"
        self._culprits[slot] = f"{why}; {remedy}" if remedy else why
        return kept

    def _says_little(self, error: MypyError) -> tuple[bool, bool]:
        """Whether it comes from a part of the plan being missing, and whether it has no remedy."""
        return error._replace(line=0) not in self._of_all, not _remedy(error)

    def _trial(self, slots: Iterable[str]) -> Trial:
        """What mypy says when only ``slots`` may be narrowed."""
        refused = dict.fromkeys(self._upstream.keys() - set(slots), "not tried")
        plan = self._planner.plan({**refused, **self._culprits})
        key = frozenset(one.held.slot for one in plan.narrowed)
        if key not in self._tried:
            self._tried[key] = self._trials.run(plan.texts, plan.typed)
        return self._tried[key]


def _remedy(error: MypyError) -> str:
    """What there is for a member that a slot would lack with a Protocol."""
    missing = _MISSING.search(error.message)
    return OFFERED.get(missing[1], "") if missing else ""
