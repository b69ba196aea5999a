"""The totals of old commits, each checked in a work tree as it was."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mypy_txn.revisions.asking import SECONDS, Asked, ask, asked_by_user
from mypy_txn.revisions.git import GitError, check_out, work_tree
from mypy_txn.run import CannotCheck
from mypy_txn.sweep.commits import Commit
from mypy_txn.sweep.rows import Snapshot

COMMAND: Final = ("report", "--output", "json")


@dataclass(frozen=True)
class Checked:
    """A commit, and its numbers; or None, and why there are none."""

    commit: Commit
    snapshot: Snapshot | None
    why: str


def check_commits(
    commits: Iterable[Commit], paths: Sequence[str], config_file: str | None, folder: Path
) -> Generator[Checked]:
    """Check ``commits`` one after the other; those that cannot be checked are among the results.

    Args:
        commits: in the order in which to check them; neighbours share the most of the cache.
        paths: as for a run in ``folder``.
        config_file: likewise; None means the one that mypy finds.
        folder: in the work tree of the user.

    Raises:
        GitError: if there can be no other work tree.

    """
    asked = asked_by_user(COMMAND, paths, config_file, folder)
    with work_tree(asked.top, "HEAD") as tree:
        for number, commit in enumerate(commits, 1):
            try:
                check_out(tree, commit.name, number * SECONDS)
                yield Checked(commit, _snapshot(asked.at(tree), tree.parent / "cache"), "")
            except (GitError, CannotCheck) as error:
                yield Checked(commit, None, str(error))


def _snapshot(asked: Asked, cache: Path) -> Snapshot:
    report, complaints, status, _ = ask(asked, cache)
    if status or "totals" not in report:
        raise CannotCheck(next(iter(complaints), f"the check ended with {status}"))
    if not report["whole_tree"]:
        raise CannotCheck("not every protected module was asked for")
    return Snapshot.of_report(report["totals"])
