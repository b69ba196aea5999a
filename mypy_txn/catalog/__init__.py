"""What is a handle, what controls a transaction, what yields a handle: data, one file a library.

A fact about a class is looked up along its MRO, so it holds for every subclass.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mypy_txn.catalog import (
    aiosqlite,
    asyncpg,
    flask_sqlalchemy,
    psycopg,
    psycopg2,
    sqlalchemy,
    sqlite3,
    sqlmodel,
)
from mypy_txn.catalog.model import Handle, Library

LIBRARIES = (
    sqlalchemy.LIBRARY,
    sqlmodel.LIBRARY,
    flask_sqlalchemy.LIBRARY,
    sqlite3.LIBRARY,
    psycopg2.LIBRARY,
    psycopg.LIBRARY,
    asyncpg.LIBRARY,
    aiosqlite.LIBRARY,
)


class Catalog:
    """All libraries as one: each question takes the full names of a class's MRO."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self._handles: dict[str, Handle] = {}
        self._control: dict[str, frozenset[str]] = {}
        self._leaks: dict[str, frozenset[str]] = {}
        self._classified: dict[str, frozenset[str]] = {}
        functions: set[str] = set()
        inspectors: set[str] = set()
        for library in libraries:
            self._handles |= library.handles
            self._leaks |= library.leaks
            self._leaks |= {name: handle.escapes for name, handle in library.handles.items()}
            self._control |= library.control
            self._control |= {name: handle.control for name, handle in library.handles.items()}
            functions |= library.control_functions
            inspectors |= library.inspectors
            for name, handle in library.handles.items():
                self._classified[name] = handle.data | handle.switches
        self.control_functions = frozenset(functions)
        self.inspectors = frozenset(inspectors)

    def handle(self, mro: Iterable[str]) -> Handle | None:
        """The first handle class in ``mro``; None if the class is no handle."""
        return next((self._handles[name] for name in mro if name in self._handles), None)

    def controls(self, mro: Iterable[str], member: str) -> bool:
        """Whether ``member`` starts or ends a transaction, or a handle's life."""
        return any(member in self._control.get(name, ()) for name in mro)

    def escapes(self, mro: Iterable[str], member: str) -> bool:
        """Whether ``member`` yields a handle, whatever its declared type says."""
        return any(member in self._leaks.get(name, ()) for name in mro)

    def classifies(self, mro: Iterable[str], member: str) -> bool:
        """Whether ``member`` belongs to a handle class and is known, as control or as harmless."""
        return any(
            member in known.get(name, ())
            for name in mro
            for known in (self._control, self._leaks, self._classified)
        )


@cache
def catalog() -> Catalog:
    """The catalogue of every library known."""
    return Catalog(LIBRARIES)
