"""The signatures of two states of a project, each from a check of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mypy_txn.program.changes import Change, Kind, Listed, changes
from mypy_txn.program.signatures import Declared
from mypy_txn.revisions.asking import SECONDS, Answer, Asked, ask, asked_by_user, remember
from mypy_txn.revisions.git import DIGITS, check_out, work_tree
from mypy_txn.revisions.ranges import range_of
from mypy_txn.revisions.renames import renames
from mypy_txn.run import CannotCheck


@dataclass(frozen=True)
class Side:
    """One of the states.

    Attributes:
        commit: its full name; None for the files as they are in the user's work tree.
        listed: its signatures.
        totals: how many there are of each kind.
        unchecked: what could not be checked, and why.

    """

    commit: str | None
    listed: Sequence[Listed] = ()
    totals: Mapping[Declared, int] = field(default_factory=lambda: dict.fromkeys(Declared, 0))
    unchecked: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What to call it."""
        return self.commit[:DIGITS] if self.commit else "the checkout"


@dataclass(frozen=True)
class Compared:
    """Both states, and what is not the same in them.

    Attributes:
        before: the first state.
        after: the second one.
        changes: as ``changes`` sorts them.
        unwanted: the kinds of change that there must not be.

    """

    before: Side
    after: Side
    changes: Sequence[Change]
    unwanted: frozenset[str] = frozenset()

    @property
    def found_unwanted(self) -> list[Kind]:
        """Which of them there are."""
        found = {one.kind for one in self.changes}
        return [kind for kind in Kind if kind in found and kind in self.unwanted]

    @property
    def unchecked(self) -> list[str]:
        """What of each state could not be checked."""
        return [
            f"{side.name}: {one}" for side in (self.before, self.after) for one in side.unchecked
        ]


def compare(
    revisions: str,
    paths: Sequence[str],
    config_file: str | None,
    folder: Path,
    options: Sequence[str] = (),
) -> Compared:
    """Check two states of a project and compare their signatures.

    Args:
        revisions: as ``range_of`` reads them.
        paths: as for a run in ``folder``; what is not there on one side is left out there.
        config_file: likewise; None means the one that mypy finds.
        folder: in the user's work tree.
        options: of `mypy-txn signatures`.

    Raises:
        GitError: if there are no such revisions, or there can be no other work tree.
        CannotCheck: if on a side nothing can be checked; the text names each.

    """
    command = ("signatures", "--output", "json", *options)
    asked = asked_by_user(command, paths, config_file, folder)
    compared = range_of(folder, revisions)
    sides: list[Side] = []
    reasons: list[str] = []
    absent = set(paths)
    with work_tree(asked.top, compared.before) as tree:
        cache = tree.parent / "cache"
        remember(asked, cache)
        for number, commit in enumerate(compared, 1):
            if commit is not None:
                check_out(tree, commit, number * SECONDS)
            here = asked.at(tree) if commit else asked
            absent.difference_update(old for old, new in zip(paths, here.paths) if here.has(new))
            try:
                sides.append(_side(here, commit, cache))
            except CannotCheck as error:
                reasons.append(f"{Side(commit).name}: {error}")
    if absent:
        raise CannotCheck(f"there is no {min(absent)!r} before or after")
    if reasons:
        raise CannotCheck("\n".join(reasons))
    before, after = sides
    found = changes(before.listed, after.listed, renames(asked.top, compared))
    return Compared(before, after, found)


def _side(asked: Asked, commit: str | None, cache: Path) -> Side:
    there = [path for path in asked.paths if asked.has(path)]
    if asked.paths and not there:
        return Side(commit)
    answer = ask(replace(asked, paths=there), cache)
    if "signatures" not in answer.data:
        raise CannotCheck("\n".join(answer.complaints) or f"it ended with {answer.status}")
    listed = [Listed(entry, _path(asked, answer, entry)) for entry in answer.data["signatures"]]
    totals = {Declared(name): number for name, number in answer.data["totals"].items()}
    return Side(commit, listed, totals, _unchecked(asked, answer))


def _unchecked(asked: Asked, answer: Answer) -> list[str]:
    """What could not be checked: whatever was said, if a run that failed does not name it."""
    if not answer.status:
        return []
    listed = answer.data["unchecked"]
    named = [asked.without_place(f"{one['what']}: {one['why']}") for one in listed]
    return named or answer.complaints or [f"it ended with {answer.status}"]


def _path(asked: Asked, answer: Answer, entry: Mapping[str, Any]) -> str:
    """The file of a signature, from the top of the repository.

    Raises:
        CannotCheck: if it is not that of the revision but the user's.

    """
    path = answer.root / entry["file"]
    real = Path(os.path.realpath(path))
    if real.is_relative_to(asked.top) and not real.is_relative_to(asked.tree):
        raise CannotCheck(f"mypy takes module {entry['module']} from {real}, as it is now")
    return os.path.relpath(path, asked.tree).replace(os.sep, "/")
