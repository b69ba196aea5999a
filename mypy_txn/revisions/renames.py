"""Which Python files a change renames, as git finds out by what is in them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from mypy_txn.revisions.git import git
from mypy_txn.revisions.ranges import Range

PYTHON: Final = ("*.py", "*.pyi")
LISTING: Final = ("--find-renames", "--diff-filter=R", "--name-status", "-z")


def renames(top: Path, compared: Range) -> dict[str, str]:
    """From the old path of each file to the new one, both from the top.

    Args:
        top: the user's work tree.
        compared: the states before and after.

    Raises:
        GitError: if git cannot.

    """
    before, after = compared
    if after is not None:
        return _listed(git(top, "diff-tree", "-r", *LISTING, before, after, "--", *PYTHON))
    with tempfile.TemporaryDirectory(prefix="mypy-txn-") as folder:
        return _listed(_in_work_tree(top, before, Path(folder)))


def _in_work_tree(top: Path, before: str, folder: Path) -> str:
    """The renames in the user's files; git sees the new ones through an index of our own."""
    paths = (git(top, "rev-parse", "--git-path", name) for name in ("index", "objects"))
    index, objects = (top / path.rstrip("\n") for path in paths)
    ours = {
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_OBJECT_DIRECTORY": str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects),
    }
    (folder / "objects").mkdir()
    if index.exists():
        shutil.copy2(index, folder / "index")
    unknown = git(top, "ls-files", "--others", "--exclude-standard", "-z", "--", *PYTHON)
    if unknown:
        (folder / "new").write_bytes(os.fsencode(unknown))
        named = ("--pathspec-from-file", str(folder / "new"), "--pathspec-file-nul")
        git(top, "--literal-pathspecs", "add", "--intent-to-add", *named, variables=ours)
    return git(top, "diff-index", *LISTING, before, "--", *PYTHON, variables=ours)


def _listed(text: str) -> dict[str, str]:
    words = text.split("\0")
    return dict(zip(words[1::3], words[2::3]))
