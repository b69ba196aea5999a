"""What mypy finds around it that would make every verdict worthless."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mypy.defaults import CONFIG_NAMES, SHARED_CONFIG_NAMES
from mypy.options import Options
from mypy.plugin import Plugin
from mypy.version import __version__

from mypy_txn.adapter.sqlalchemy_line import why_not_its_own_types

AUDITING: Final = "get_additional_indirect_deps"
"""The entry of plugins in which modules are audited; mypy has it since 2.4.0."""

NAMES: Final = (*CONFIG_NAMES, *SHARED_CONFIG_NAMES)
"""The files that mypy looks for to be configured by."""
_SECTION: Final = re.compile(rb"^[ \t]*\[[ \t]*(?:tool\.)?mypy_txn[.\]]", re.MULTILINE)


def why_unfit(options: Options) -> str | None:
    """Why nothing can be checked in this environment with mypy's ``options``; None if it can."""
    if not hasattr(Plugin, AUDITING):
        return (
            f"mypy_txn needs mypy 2.4 or later: mypy {__version__} does not tell plugins when it"
            " has checked a module"
        )
    unread = _unread(options.config_file) if options.config_file else None
    return unread or why_not_its_own_types(options.python_executable)


def _unread(config_file: str) -> str | None:
    """That there is a section for us in a file that mypy passes over.

    mypy 2.4 takes the first of its files that configures it, in the working folder or above. Any
    other one has been asked for, and what it says of us was meant.
    """
    read, here = os.path.realpath(config_file), os.path.realpath(os.curdir)
    folder, name = os.path.split(read)
    is_found = name in NAMES and Path(here).is_relative_to(folder)
    if not is_found and _has_section(read):
        return None
    for each in dict.fromkeys((here, folder)):
        for path in _configurations_in(each):
            if os.path.realpath(path) != read:
                shown = os.path.basename(path) if each == here else path
                return (
                    f"{shown}: mypy is configured by {config_file}: move mypy_txn's section there"
                )
    return None


def _configurations_in(folder: str) -> Iterator[str]:
    """The files in ``folder`` that mypy may be configured by and that have a section for us."""
    paths = (os.path.join(folder, name) for name in NAMES)
    return filter(_has_section, paths)


def _has_section(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return _SECTION.search(file.read()) is not None
    except OSError:
        return False
