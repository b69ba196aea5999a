"""Copies of what mypy reads of a project, and of what it remembers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_SUFFIXES: Final = frozenset({".py", ".pyi", ".typed", ".ini", ".cfg", ".toml", ".pth"})
_IGNORES: Final = ".gitignore"
_LEFT_OUT: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", "__pycache__", "node_modules", "site-packages"}
)
_MARKS: Final = ("pyvenv.cfg", "conda-meta", "CACHEDIR.TAG")


def copy_tree(root: Path, to: Path, also: Iterable[Path] = ()) -> None:
    """Copy sources and configuration: no caches, no repositories, no environments, no data.

    A link to a folder inside leads to its copy, one to a folder outside still leads there.

    Args:
        root: an absolute path.
        to: a folder that does not exist.
        also: files that are copied whatever they are called.

    Raises:
        OSError: if a file cannot be read.

    """
    named = frozenset(also)
    for name, folders, files in os.walk(root):
        folder = Path(name)
        target = to / folder.relative_to(root)
        target.mkdir(parents=True)
        for file in (folder / file for file in files):
            if not _is_read(file) and file not in named:
                continue
            leads_nowhere = file.is_symlink() and not file.exists()  # mypy has its say about it
            shutil.copy2(file, target / file.name, follow_symlinks=not leads_nowhere)
        for link in (folder / child for child in folders):
            if link.is_symlink():
                (target / link.name).symlink_to(_copied(link.resolve(), root, to))
        folders[:] = [child for child in folders if not _is_left_out(folder / child)]


def copy_cache(folder: Path, to: Path) -> None:
    """Copy mypy's cache, so that the first run with the copy is a warm one.

    If there is none, or if it changes meanwhile, there is no copy.

    Args:
        folder: the cache.
        to: a folder that does not exist.

    """
    try:
        shutil.copytree(folder, to)
    except OSError:
        shutil.rmtree(to, ignore_errors=True)


def _is_read(file: Path) -> bool:
    return file.suffix in _SUFFIXES or file.name == _IGNORES


def _is_left_out(folder: Path) -> bool:
    return (
        folder.name in _LEFT_OUT
        or folder.is_symlink()
        or any((folder / mark).exists() for mark in _MARKS)
    )


def _copied(path: Path, root: Path, to: Path) -> Path:
    return to / path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
