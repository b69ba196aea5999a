"""The part of a migration after which mypy reports nothing that it did not report before."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mypy_txn.codes import CODES
from mypy_txn.config import from_root
from mypy_txn.planning import Plan, Planner
from mypy_txn.run.build import Outcome
from mypy_txn.run.errors import MypyError
from mypy_txn.run.project import CannotCheck

OURS: Final = frozenset(one.code for one in CODES)
Attempt = Callable[[Mapping[str, bytes]], Outcome]


@dataclass(frozen=True)
class Proven:
    """A plan, and what mypy makes of it.

    Attributes:
        plan: what mypy has no new error for; what it had one for is among what is left.
        after: the run with the texts of the plan.

    """

    plan: Plan
    after: Outcome


def prove(planner: Planner, before: Outcome, attempt: Attempt) -> Proven:
    """Plan as much as mypy accepts.

    Args:
        planner: makes the plans.
        before: the run without any of it.
        attempt: runs mypy with other texts in some files; it may raise ``CannotCheck``.

    """
    return _Search(planner, before, attempt).result()


@dataclass(frozen=True)
class _Trial:
    plan: Plan
    after: Outcome
    new: Sequence[MypyError]


class _Search:
    """A search for the slots that have to stay as they are, by halves.

    Slots between which values flow are tried together first: a list of the one type is none of the
    other. Then what hands a value on comes before what takes it, with which alone it is planned.
    """

    def __init__(self, planner: Planner, before: Outcome, attempt: Attempt) -> None:
        self._planner = planner
        self._before = before
        self._attempt = attempt
        self._tried: dict[frozenset[str], _Trial] = {}
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

    def _trial(self, slots: Iterable[str]) -> _Trial:
        """What mypy says when only ``slots`` may be narrowed."""
        refused = dict.fromkeys(self._paths.keys() - set(slots), "not tried")
        plan = self._planner.plan({**refused, **self._culprits})
        key = frozenset(one.held.slot for one in plan.narrowed)
        if key not in self._tried:
            self._tried[key] = self._run(plan)
        return self._tried[key]

    def _run(self, plan: Plan) -> _Trial:
        if not plan.texts:
            return _Trial(plan, self._before, [])
        try:
            after = self._attempt(plan.texts)
        except CannotCheck as error:
            return _Trial(plan, self._before, [MypyError("", 0, "error", str(error), "")])
        return _Trial(plan, after, list(self._new(after, plan.texts)))

    def _new(self, after: Outcome, texts: Mapping[str, bytes]) -> Iterator[MypyError]:
        lines = {path: _old_lines(self._planner.read(path), new) for path, new in texts.items()}
        yield from new_errors(self._before, after, lines)
        known = set(self._before.unchecked)
        for one in after.unchecked:
            if one not in known:
                yield MypyError(one.what, 0, "error", one.why, "")


def new_errors(
    before: Outcome, after: Outcome, lines: Mapping[str, Mapping[int, int]]
) -> Iterator[MypyError]:
    """What mypy reports of ``after`` and did not of ``before``, in files and lines of ``before``.

    An error is an old one if it has the same text, or stands in the line where one with its code
    stood: the names of types in it may have changed.

    Args:
        before: a run.
        after: one with other texts.
        lines: of each file that has another text, which line there was in the place of a line.

    """
    root = before.project.root
    texts_left, old = Counter[tuple[str, str, str]](), set[tuple[str, int, str]]()
    for error in _in(before, root):
        texts_left[error.path, error.code, error.message] += 1
        old.add((error.path, error.line, error.code))
    for error in _in(after, root):
        text = error.path, error.code, error.message
        line = lines.get(error.path, {}).get(error.line, error.line)
        if texts_left[text]:
            texts_left[text] -= 1
        elif (error.path, line, error.code) not in old:
            yield error._replace(line=line)


def _in(outcome: Outcome, root: Path) -> Iterator[MypyError]:
    """The errors that are not violations: of these a Protocol may have others than a handle."""
    for error in outcome.errors:
        if error.code not in OURS:
            yield error._replace(path=from_root(error.path, root))


def _old_lines(old: bytes, new: bytes) -> dict[int, int]:
    """From the lines of ``new`` to those of ``old`` that they are, or whose place they take."""
    found = {}
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for step in range(min(end - start, new_end - new_start)):
            found[new_start + step + 1] = start + step + 1
    return found
