"""Which two states of a repository ``REV``, ``REV..REV`` and ``REV...REV`` compare."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mypy_txn.revisions.git import GitError, git


class Range(NamedTuple):
    """Two states.

    Attributes:
        before: a commit.
        after: a commit; None for the files as they are in the user's work tree.

    """

    before: str
    after: str | None


def range_of(folder: Path, text: str) -> Range:
    """What ``text`` compares, as ``git diff`` reads it (git 2.39, gitrevisions(7)).

    Args:
        folder: in the repository.
        text: a revision, or two with two or three dots between them, of which one may be left out
            and is ``HEAD`` then.

    Raises:
        GitError: if it names no revisions, or ones with no common ancestor.

    """
    dots = "..." if "..." in text else ".."
    left, between, right = text.partition(dots)
    if not between:
        return Range(_commit(folder, text), None)
    if not left and not right:
        raise GitError(f"there is no revision {text!r}")
    before, after = _commit(folder, left or "HEAD"), _commit(folder, right or "HEAD")
    return Range(_merge_base(folder, before, after) if dots == "..." else before, after)


def _commit(folder: Path, text: str) -> str:
    try:
        if text.startswith("-"):
            raise GitError
        return git(folder, "rev-parse", "--verify", "--quiet", f"{text}^{{commit}}").strip()
    except GitError:
        raise GitError(f"there is no revision {text!r}") from None


def _merge_base(folder: Path, before: str, after: str) -> str:
    try:
        return git(folder, "merge-base", before, after).strip()
    except GitError:
        raise GitError("the revisions have no common ancestor here") from None
