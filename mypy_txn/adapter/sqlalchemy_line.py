"""Which SQLAlchemy is being checked, and which text of the Protocols fits it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Final

from mypy.modulefinder import get_search_dirs
from mypy.options import Options

CONSTANT: Final = "MYPY_TXN_SQLALCHEMY_20"
STUBS: Final = "sqlalchemy-stubs"


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
    return (_version_in(_path_of(python_executable)) or "").startswith("2.0.")


def why_not_its_own_types(python_executable: str | None) -> str | None:
    """What keeps mypy from the types that SQLAlchemy has itself; None if nothing does.

    ``sqlalchemy2-stubs``, ``sqlalchemy-stubs`` and ``types-SQLAlchemy`` install the types of 1.4,
    and mypy prefers such a folder to the package (PEP 561). Our Protocols then mean nothing: names
    that they import are not there.
    """
    for place in _path_of(python_executable):
        if os.path.isdir(stubs := os.path.join(place, STUBS)):
            return (
                f"{stubs} hides the types of SQLAlchemy behind those of 1.4:"
                " uninstall sqlalchemy2-stubs, sqlalchemy-stubs and types-SQLAlchemy"
            )
    return None


def _path_of(python_executable: str | None) -> list[str]:
    if python_executable is None or python_executable == sys.executable:
        return sys.path
    return [place for places in get_search_dirs(python_executable) for place in places]


def _version_in(path: Iterable[str]) -> str | None:
    """The version of the first SQLAlchemy on ``path``, by the name of its metadata's folder.

    ``importlib.metadata`` looks in the same order for the same names, but takes ten times as long,
    which every run of mypy would pay. It is asked where it knows more: of an egg, of a zip file, of
    a folder without a version.
    """
    for place in path:
        for name in _names_in(place):
            if name[:10].lower() != "sqlalchemy":
                continue
            bare, _, kind = name.rpartition(".")
            project, _, version = bare.partition("-")
            if kind == "dist-info" and len(project) == 10 and version:
                return version
            if kind in ("egg-info", "egg") or (kind == "dist-info" and len(bare) == 10):
                return _version_by_metadata(path)
    return _version_by_metadata(path)


def _names_in(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")
    except OSError:
        return []


def _version_by_metadata(path: Iterable[str]) -> str | None:
    from importlib.metadata import distributions

    found = next(iter(distributions(name="sqlalchemy", path=list(path))), None)
    return found.version if found else None
