"""A project in a temporary folder, and its own mypy there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from mypy.defaults import USER_CONFIG_FILES
from mypy.options import BuildType

from mypy_txn.run.child import MYPY, MYPY_TXN
from mypy_txn.run.copying import copy_tree
from mypy_txn.run.errors import as_text, messages_in
from mypy_txn.run.project import CannotCheck, Project

_PATH_VARIABLES: Final = ("MYPYPATH", "PYTHONPATH")


class Gate(StrEnum):
    """What a project runs in CI: mypy, or `mypy-txn check`."""

    MYPY = "mypy"
    CHECK = "check"


class Line(NamedTuple):
    """A line of a file."""

    path: Path
    line: int


class Sandbox:
    """A copy of everything that mypy reads of a project, in which one may write.

    It holds the current folder, the configuration and the sources: the smallest folder in which
    they all are. What is elsewhere is read where it is.
    """

    def __init__(
        self, project: Project, paths: Sequence[str], files: Iterable[Path], folder: Path
    ) -> None:
        """Copy the project.

        Args:
            project: what is copied.
            paths: files and folders to check, as they were asked for.
            files: that must be in the copy.
            folder: an empty one.

        Raises:
            CannotCheck: if a file cannot be copied.

        """
        self._project = project
        self._cwd = Path.cwd()
        config = project.options.config_file
        self._config = Path(os.path.abspath(config)) if config else None
        is_users = str(self._config) in USER_CONFIG_FILES
        configured_in = [self._config.parent] if self._config and not is_users else []
        asked_for = (Path(os.path.abspath(path)) for path in paths)
        everything = [self._cwd, *files, *asked_for, *configured_in]
        self._root = Path(os.path.commonpath(everything))
        self._to = folder.resolve() / "tree"
        self._cache = folder / "cache"
        self._paths = [os.path.relpath(path) for path in paths]
        try:
            copy_tree(self._root, self._to, [*self._named(), *files])
        except OSError as error:
            raise CannotCheck(f"the project cannot be copied: {error}") from None

    def _named(self) -> Iterator[Path]:
        """What is read whatever it is called."""
        if self._config:
            yield self._config
        if baseline := self._project.config.baseline:
            yield Path(os.path.abspath(self._project.root / baseline))

    def read(self, path: Path) -> str:
        """The text of the copy of ``path``."""
        return self._copied(path).read_text(encoding="utf-8")

    def write(self, path: Path, text: str) -> Path:
        """Write the copy of ``path``, and say where that is.

        Raises:
            CannotCheck: if it would be outside of the copy.

        """
        copy = self._copied(path)
        if not copy.resolve().is_relative_to(self._to):
            raise CannotCheck(f"{path.parent} is a link out of {self._root}: it is not written to")
        copy.write_text(text, encoding="utf-8")
        return copy.resolve()

    def _copied(self, path: Path) -> Path:
        return self._to / path.relative_to(self._root)

    def run(self, gate: Gate) -> dict[Line, set[str]]:
        """Run the gate in the copy, as the project configured it: the error codes of each line.

        Raises:
            CannotCheck: if it does not run to its end.

        """
        command = self._for_mypy() if gate is Gate.MYPY else self._for_check()
        done = subprocess.run(
            [*command, "--", *self._paths],
            cwd=self._copied(self._cwd),
            env={**os.environ, **self._environment(), "MYPY_CACHE_DIR": str(self._cache)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode not in (0, 1):
            said = [*map(as_text, done.stdout.splitlines()), *done.stderr.splitlines()]
            text = "\n".join(said).replace(str(self._to), str(self._root))  # no copy is left
            raise CannotCheck(f"mypy does not run to its end:\n{text}")
        found: dict[Line, set[str]] = {}
        for error in messages_in(done.stdout.splitlines()):
            path = (self._copied(self._cwd) / error.path).resolve()
            found.setdefault(Line(path, error.line), set()).add(error.code)
        return found

    def _for_check(self) -> list[str]:
        return [*MYPY_TXN, "check", f"--config-file={self._config_file}", "--output=json"]

    def _for_mypy(self) -> list[str]:
        return [
            *MYPY,
            f"--config-file={self._config_file}",
            f"--python-executable={os.path.abspath(self._project.options.python_executable or '')}",
            "--output=json",
        ]

    @property
    def _config_file(self) -> str:
        config = self._config
        if config is not None and config.is_relative_to(self._root):
            config = self._copied(config)
        return str(config or "")

    def _environment(self) -> dict[str, str]:
        """The variables that name folders, with the copies of those that are in the project."""
        variables = {name: os.environ.get(name, "") for name in _PATH_VARIABLES}
        folders = {name: value.split(os.pathsep) for name, value in variables.items() if value}
        if self._project.options.build_type is BuildType.MODULE:
            # mypy would find an editable installation, which leads back to the original
            folders["MYPYPATH"] = [*self._bases(), *folders.get("MYPYPATH", [])]
        return {name: os.pathsep.join(map(self._moved, values)) for name, values in folders.items()}

    def _bases(self) -> list[str]:
        bases = set()
        for source in self._project.sources:
            path = os.path.abspath(source.path or "")
            parts = source.module.count(".") + path.endswith(("__init__.py", "__init__.pyi")) + 1
            base = Path(path)
            for _ in range(parts):
                base = base.parent
            bases.add(base)
        return sorted(str(base) for base in bases if base.is_relative_to(self._root))

    def _moved(self, folder: str) -> str:
        path = Path(os.path.abspath(folder))
        inside = path.is_relative_to(self._root) and self._copied(path).exists()
        return str(self._copied(path)) if inside else str(path)
