"""Which file mypy is configured by, or would be."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import mypy.types  # noqa: F401  # before mypy.config_parser, else a circular import
from mypy.config_parser import parse_config_file
from mypy.defaults import USER_CONFIG_FILES
from mypy.options import Options

from mypy_txn.adapter.environment import NAMES

_OWN_NAMES: Final = ("mypy.ini", ".mypy.ini")


@dataclass(frozen=True)
class Configuration:
    """A configuration file.

    Attributes:
        path: relative to the current folder, as mypy shows it.
        is_new: whether mypy is not configured by it yet.
        options: as it sets them.
        complaints: what mypy says about it, and about files that it cannot read.

    """

    path: Path
    is_new: bool
    options: Options
    complaints: str

    @property
    def names_sources(self) -> bool:
        """Whether it says what is to be checked."""
        return bool(self.options.files or self.options.packages or self.options.modules)


def find_configuration(config_file: str | None) -> Configuration:
    """The file by which mypy is configured in the current folder, or else the one to write.

    That is, as mypy's users have it: ``pyproject.toml`` if the project has one, else ``mypy.ini``.
    A configuration in the home folder is not the project's.

    Args:
        config_file: of ``--config-file``.

    """
    options, out, err = Options(), io.StringIO(), io.StringIO()
    try:
        parse_config_file(options, lambda: None, config_file, out, err)
    except UnicodeDecodeError as error:
        path = Path(config_file) if config_file else _to_write()
        return Configuration(path, True, options, f"{path}: it is not UTF-8: {error}")
    used = options.config_file
    if used is not None and os.path.abspath(used) not in USER_CONFIG_FILES:
        return Configuration(Path(used), False, options, err.getvalue().strip())
    path = Path(config_file) if config_file else _to_write()
    return Configuration(path, True, options, err.getvalue().strip())


def configured_below(paths: Iterable[str]) -> str | None:
    """A file below the current folder, at or above one of ``paths``, that would configure mypy."""
    here = Path.cwd()
    for top in (Path(os.path.abspath(path)) for path in paths):
        for folder in (top, *top.parents):
            if folder == here or not folder.is_relative_to(here):
                break
            for name in NAMES:
                if _configures(folder / name):
                    return os.path.relpath(folder / name)
    return None


def _configures(path: Path) -> bool:
    """Whether there is such a file, and it has a section for mypy."""
    options = Options()
    try:
        parse_config_file(options, lambda: None, str(path), io.StringIO(), io.StringIO())
    except UnicodeDecodeError:
        return False
    return options.config_file is not None


def _to_write() -> Path:
    unreadable = (Path(name) for name in _OWN_NAMES if Path(name).exists())
    shared = (folder / "pyproject.toml" for folder in _folders())
    existing = (path for path in shared if path.exists())
    return next(unreadable, None) or next(existing, None) or Path("mypy.ini")


def _folders() -> Iterator[Path]:
    """From the current folder up to the repository's, as mypy 2.4 looks for its configuration."""
    folder = Path.cwd()
    for each in (folder, *folder.parents):
        yield Path(os.path.relpath(each))
        if any((each / name).exists() for name in (".git", ".hg")):
            return
