"""The little of git that is needed; the user's index and files are never written."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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


def environment() -> dict[str, str]:
    """The environment without what git sets in its hooks; git refreshes no index in it."""
    kept = {name: value for name, value in os.environ.items() if name not in LOCAL}
    return kept | {"GIT_OPTIONAL_LOCKS": "0"}


def git(folder: Path, *args: str, variables: Mapping[str, str] | None = None) -> str:
    """What ``git`` prints.

    Args:
        folder: where to run it.
        args: its arguments.
        variables: of its environment, beside those of ours.

    Raises:
        GitError: if it fails, or is not there.

    """
    command = ["git", "-C", str(folder), *args]
    env = environment() | dict(variables or {})
    try:
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, errors="surrogateescape"
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    if done.returncode:
        raise GitError(done.stderr.strip() or f"git {args[0]} ended with {done.returncode}")
    return done.stdout


def top_of(folder: Path) -> Path:
    """The root of the work tree in which ``folder`` is."""
    return Path(git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))


@contextmanager
def work_tree(repository: Path, commit: str) -> Iterator[Path]:
    """A work tree of its own in a temporary folder, gone afterwards, with room beside it.

    Args:
        repository: the user's work tree.
        commit: any; it is not checked out yet.

    """
    with tempfile.TemporaryDirectory(prefix="mypy-txn-", ignore_cleanup_errors=True) as folder:
        tree = Path(folder).resolve() / "tree"
        try:
            git(repository, "worktree", "add", "--detach", "--no-checkout", str(tree), commit)
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
    listed = git(tree, "diff", "--cached", "--name-only", "--no-renames", "-z", commit)
    git(tree, "reset", "--quiet", "--hard", commit)
    git(tree, "clean", "--quiet", "-ffdx")
    for path in (tree / name for name in listed.split("\0") if name):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (second, second))
