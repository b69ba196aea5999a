"""The part of a migration after which mypy reports nothing that it did not report before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mypy_txn.proving.plans import Plan, Planner
from mypy_txn.proving.trials import Trial, Trials
from mypy_txn.run import Outcome
from mypy_txn.run.errors import MypyError


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
    """A search for the slots that have to stay as they are, by halves.

    Slots between which values flow are tried together first: a list of the one type is none of the
    other. Then what hands a value on comes before what takes it, with which alone it is planned.
    """

    def __init__(self, planner: Planner, trials: Trials) -> None:
        self._planner = planner
        self._trials = trials
        self._tried: dict[frozenset[str], Trial] = {}
        self._culprits: dict[str, str] = {}
        self._of_all: set[MypyError] = set()
        self._paths = {one.held.slot: one.path for one in planner.plan({}).narrowed}
        self._upstream = {
            slot: planner.program.upstream(slot) & self._paths.keys() for slot in self._paths
        }

    def result(self) -> Proven:
        if first := self._trial(self._paths).new:
            self._of_all = {error._replace(line=0) for error in first}
            wrong = {error.path for error in first}
            far, near = list[list[str]](), list[list[str]]()
            for group in self._groups():
                suspected = any(self._paths[slot] in wrong for slot in group)
                (near if suspected else far).append(group)
            self._keep(self._keep([], far), near)
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
            return self._keep_one(kept, slots[0], min(new, key=self._is_of_a_part))
        parts = more if len(more) > 1 else [[slot] for slot in slots]
        half = len(parts) // 2
        return self._keep(self._keep(kept, parts[:half]), parts[half:])

    def _keep_one(self, kept: list[str], slot: str, error: MypyError) -> list[str]:
        """``kept`` with ``slot``, if the error is of one of those that hand a value to it."""
        sources = [one for one in kept if one in self._upstream[slot]]
        others = [one for one in kept if one not in sources]
        if sources and not self._trial([*others, slot]).new:
            return self._keep([*others, slot], [[one] for one in sources])
        self._culprits[slot] = f"with a Protocol mypy reports {error}"
        return kept

    def _is_of_a_part(self, error: MypyError) -> bool:
        """Whether it comes from a part of the plan being missing."""
        return error._replace(line=0) not in self._of_all

    def _trial(self, slots: Iterable[str]) -> Trial:
        """What mypy says when only ``slots`` may be narrowed."""
        refused = dict.fromkeys(self._paths.keys() - set(slots), "not tried")
        plan = self._planner.plan({**refused, **self._culprits})
        key = frozenset(one.held.slot for one in plan.narrowed)
        if key not in self._tried:
            self._tried[key] = self._trials.run(plan.texts)
        return self._tried[key]
