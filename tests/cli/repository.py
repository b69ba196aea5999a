"""A tree in git, and everything that belongs to its user."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from checking import Tree


def git(tree: Tree, *args: str) -> str:
    """What git prints, without the settings of whoever runs the tests."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *args]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        command, cwd=tree.root, env=env, check=True, capture_output=True, text=True
    ).stdout


def commit(tree: Tree, files: Mapping[str, str | None] | None = None) -> str:
    """Write the files and commit everything; returns the name of the commit."""
    tree.write(files or {})
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "--allow-empty", "-m", "x")
    return git(tree, "rev-parse", "HEAD").strip()


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All files and folders below one, git's included, with their bytes and times.

    But the times of git's objects, which say only when one was last needed.
    """
    return {str(path): _seen(path) for path in folder.rglob("*")}


def _seen(path: Path) -> tuple[int, bytes]:
    if path.is_dir():
        return 0, b""
    return 0 if "objects" in path.parts else path.stat().st_mtime_ns, path.read_bytes()
