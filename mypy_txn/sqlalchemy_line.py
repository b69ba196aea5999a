"""Telling mypy which text of the Protocols fits the SQLAlchemy that is being checked."""

from __future__ import annotations

import sys
from importlib.metadata import distributions
from typing import Final

from mypy.modulefinder import get_search_dirs
from mypy.options import Options

CONSTANT: Final = "MYPY_TXN_SQLALCHEMY_20"


def select_protocols(options: Options) -> None:
    """Set the compile-time constant of ``mypy_txn.protocols`` for this run.

    The lists are replaced, never changed: a change in place would make every ``dmypy run`` restart
    the daemon, whose saved options share them (mypy 2.4.1).
    """
    if CONSTANT in options.always_true or CONSTANT in options.always_false:
        return
    if is_sqlalchemy_20(options.python_executable):
        options.always_true = [*options.always_true, CONSTANT]
    else:
        options.always_false = [*options.always_false, CONSTANT]


def is_sqlalchemy_20(python_executable: str | None) -> bool:
    """Whether the environment of ``python_executable`` has SQLAlchemy 2.0 rather than 2.1."""
    if python_executable is None or python_executable == sys.executable:
        path = sys.path
    else:
        path = [place for places in get_search_dirs(python_executable) for place in places]
    found = next(iter(distributions(name="sqlalchemy", path=path)), None)
    return found is not None and found.version.startswith("2.0.")
