"""The little of git that the sweep log needs; the user's index and files are never written."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

DIGITS: Final = 12
# What a hook or an alias sets would send our commands to another repository (git-rev-parse(1)).
LOCAL: Final = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX",
)  # fmt: skip


class GitError(Exception):
    """Git could not do it; the text is what it said."""


@dataclass(frozen=True)
class Commit:
    """A commit, and when it was made."""

    name: str
    time: datetime


def environment() -> dict[str, str]:
    """The environment without what git sets in its hooks."""
    return {name: value for name, value in os.environ.items() if name not in LOCAL}


def git(folder: Path, *args: str) -> str:
    """What ``git`` prints.

    Raises:
        GitError: if it fails, or is not there.

    """
    command = ["git", "-C", str(folder), *args]
    try:
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        raise GitError(done.stderr.strip() or f"git {args[0]} ended with {done.returncode}")
    return done.stdout


def top_of(folder: Path) -> Path:
    """The root of the work tree in which ``folder`` is."""
    return Path(git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))


def head(folder: Path, log: Path) -> str:
    """What a row says of the commit in ``folder``; empty outside of git.

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
        if path.resolve() != log.resolve() and (known or path.suffix in (".py", ".pyi")):
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


@contextmanager
def work_tree(repository: Path) -> Iterator[Path]:
    """A work tree of its own in a temporary folder, gone afterwards, with room beside it."""
    with tempfile.TemporaryDirectory(prefix="mypy-txn-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder).resolve() / "tree"
        try:
            git(repository, "worktree", "add", "--detach", "--no-checkout", str(tree), "HEAD")
            yield tree
        finally:
            if tree.exists():
                git(repository, "worktree", "remove", "--force", "--force", str(tree))


def check_out(tree: Path, commit: str, second: int) -> None:
    """Make the files of ``tree`` those of ``commit``, and no others.

    Args:
        tree: a work tree.
        commit: its name.
        second: when the files that change are said to have changed.

    Raises:
        GitError: if git cannot.

    """
    changed = git(tree, "diff", "--name-only", "--no-renames", "-z", "HEAD", commit).split("\0")
    git(tree, "reset", "--quiet", "--hard", commit)
    git(tree, "clean", "--quiet", "-ffdx")
    for path in (tree / name for name in changed if name):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (second, second))
