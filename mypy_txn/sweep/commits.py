"""Commits, as rows of the sweep log name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mypy_txn.revisions.git import DIGITS, GitError, git, top_of


@dataclass(frozen=True)
class Commit:
    """A commit, and when it was made."""

    name: str
    time: datetime


def head(folder: Path, log: Path | None = None) -> str:
    """What to call the commit in ``folder``; empty outside of git.

    Changed files, and Python files that git does not know, make it ``-dirty``; ``log`` does not.
    """
    try:
        name = git(folder, "rev-parse", f"--short={DIGITS}", "HEAD").strip()
        top = top_of(folder)
        changes = git(top, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    except GitError:
        return ""
    for change in filter(None, changes.split("\0")):
        path = top / change[3:]
        known = not change.startswith("??")
        is_log = log is not None and path.resolve() == log.resolve()
        if not is_log and (known or path.suffix in (".py", ".pyi")):
            return f"{name}-dirty"
    return name


def commits(folder: Path, revisions: str, every: int) -> Sequence[Commit]:
    """The commits of a range, the oldest first, of merges the side that was merged into.

    Args:
        folder: in the repository.
        revisions: like ``v1.0..main``.
        every: only each so-many-th commit, counted back from the newest.

    Raises:
        GitError: if there is no such range.

    """
    args = ["--first-parent", "--format=%H %ct", "--end-of-options", revisions, "--"]
    lines = git(folder, "log", *args).splitlines()[::every]
    found = (line.split() for line in reversed(lines))
    return [Commit(name, datetime.fromtimestamp(int(time), UTC)) for name, time in found]
