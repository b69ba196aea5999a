"""The answer of a subcommand of ours about a project as a work tree has it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from mypy.errors import CompileError
from mypy.modulefinder import get_search_dirs, mypy_path

from mypy_txn.files import is_within
from mypy_txn.revisions.git import environment, top_of
from mypy_txn.run.child import MYPY_TXN
from mypy_txn.run.copying import copy_cache
from mypy_txn.run.project import CannotCheck, Project

# mypy (2.4) takes a file of the same size and second for the one that it knows.
SECONDS: Final = 100


@dataclass(frozen=True)
class Asked:
    """What is asked about a work tree.

    Attributes:
        command: a subcommand that prints JSON, with its options.
        paths: files and folders; none means what the configuration says.
        config_file: None means the one that mypy finds.
        folder: the one in which it is asked.
        top: the user's work tree.
        tree: the work tree; the user's, or one of a revision.

    """

    command: Sequence[str]
    paths: Sequence[str]
    config_file: str | None
    folder: Path
    top: Path
    tree: Path

    def at(self, tree: Path) -> Asked:
        """The same about another work tree."""
        return replace(
            self,
            paths=[self.moved(path, tree) for path in self.paths],
            config_file=self.config_file and self.moved(self.config_file, tree),
            folder=tree / self.folder.relative_to(self.top),
            tree=tree,
        )

    def has(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return (self.folder / path).exists()

    def moved(self, path: str, tree: Path) -> str:
        """An absolute path in the user's work tree, as it is in ``tree``."""
        real = Path(os.path.realpath(path))
        if os.path.isabs(path) and real.is_relative_to(self.top):
            return str(tree / real.relative_to(self.top))
        return path

    def without_place(self, text: str) -> str:
        """A text without the place of a revision's work tree, which is of use to nobody."""
        return text if self.tree == self.top else text.replace(f"{self.tree}{os.sep}", "")


def asked_by_user(
    command: Sequence[str], paths: Sequence[str], config_file: str | None, folder: Path
) -> Asked:
    """What is asked in ``folder``, about the work tree in which that is.

    Raises:
        GitError: if it is in none.

    """
    top = top_of(folder).resolve()
    return Asked(command, paths, config_file, folder.resolve(), top, top)


class Answer(NamedTuple):
    """What a subcommand said.

    Attributes:
        data: what it printed; empty if that is no JSON.
        complaints: the lines on stderr.
        status: with which it ended.
        root: the folder to which its paths are relative.

    """

    data: dict[str, Any]
    complaints: list[str]
    status: int
    root: Path


def ask(asked: Asked, cache: Path) -> Answer:
    """Run the subcommand, in a process of its own.

    Args:
        asked: what to run.
        cache: mypy's, instead of the user's.

    Raises:
        CannotCheck: if the folder or the configuration is not there, or cannot be understood.

    """
    if not asked.folder.is_dir():
        raise CannotCheck("there is no such folder in it")
    project = _project(asked)
    configured = ["--config-file", asked.config_file] if asked.config_file else []
    done = subprocess.run(
        [*MYPY_TXN, *asked.command, *configured, "--", *asked.paths],
        cwd=asked.folder,
        env=environment()
        | {
            "MYPY_CACHE_DIR": str(cache),
            "MYPYPATH": os.pathsep.join(_search_path(asked, project)),
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    said = asked.without_place(done.stderr.strip())
    lines = [line.removeprefix("mypy-txn: ") for line in said.splitlines()]
    return Answer(_object(done.stdout), lines, done.returncode, project.root)


def remember(asked: Asked, cache: Path) -> None:
    """Let ``cache`` have what the user's cache has of runs of ours."""
    with contextlib.suppress(CannotCheck):
        folder = asked.folder / _project(asked).options.cache_dir
        copy_cache(folder, cache / folder.name)


def _project(asked: Asked) -> Project:
    with contextlib.chdir(asked.folder):
        return Project(asked.paths, asked.config_file)


def _search_path(asked: Asked, project: Project) -> list[str]:
    """MYPYPATH, with the work tree's folders for those of the user in which mypy finds modules.

    An editable installation, PYTHONPATH and the like would lead it from the work tree of a revision
    back to the user's files. It gets the same in the user's, as what mypy finds on this path needs
    no ``py.typed``.
    """
    try:
        installed, packages = get_search_dirs(project.options.python_executable)
    except (CompileError, subprocess.CalledProcessError):
        installed, packages = [], []  # mypy complains about that itself
    named = [os.path.realpath(asked.folder / folder) for folder in mypy_path()]
    found = [*project.options.mypy_path, *installed, *packages]
    found = [os.path.realpath(asked.folder / folder) for folder in found]
    own = [each for each in [*named, *found] if is_within(os.path.join(each, "any.py"), asked.top)]
    moved = (folder for each in own if os.path.isdir(folder := asked.moved(each, asked.tree)))
    return list(dict.fromkeys([*moved, *(each for each in named if each not in own)]))


def _object(text: str) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(text)
    except ValueError:
        return {}
    return data
