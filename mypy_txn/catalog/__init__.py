"""What is a handle, what controls a transaction, what yields a handle: data, one file a library.

A fact about a class is looked up along its MRO, so it holds for every subclass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mypy_txn.catalog import (
    aiomysql,
    aiopg,
    aiosqlite,
    asyncmy,
    asyncpg,
    duckdb,
    flask_sqlalchemy,
    mysqlclient,
    oracledb,
    psycopg,
    psycopg2,
    pymysql,
    pyodbc,
    sqlalchemy,
    sqlite3,
    sqlmodel,
)
from mypy_txn.catalog.model import NONE, Handle, Library

LIBRARIES = (
    sqlalchemy.LIBRARY,
    sqlmodel.LIBRARY,
    flask_sqlalchemy.LIBRARY,
    sqlite3.LIBRARY,
    psycopg2.LIBRARY,
    psycopg.LIBRARY,
    asyncpg.LIBRARY,
    aiosqlite.LIBRARY,
    aiopg.LIBRARY,
    pymysql.LIBRARY,
    mysqlclient.LIBRARY,
    aiomysql.LIBRARY,
    asyncmy.LIBRARY,
    oracledb.LIBRARY,
    pyodbc.LIBRARY,
    duckdb.LIBRARY,
)


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What the catalogue knows of one class, gathered along its MRO.

    Attributes:
        handle: the entry of the first handle class in the MRO; None if the class is no handle.
        control: members that start or end a transaction, or a handle's life.
        escapes: members that yield a handle, whatever their declared type says.
        switches: attributes and methods that change how transactions behave.
        classified: every member that is known, as control or as harmless.

    """

    handle: Handle | None
    control: frozenset[str]
    escapes: frozenset[str]
    switches: frozenset[str]
    classified: frozenset[str]


class Catalog:
    """All libraries as one."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self._classes: dict[str, ClassFacts] = {}
        functions: set[str] = set()
        inspectors: set[str] = set()
        raw_sql: set[str] = set()
        for library in libraries:
            for name in (*library.handles, *library.control, *library.leaks):
                self._classes[name] = _facts(library, name)
            functions |= library.control_functions
            inspectors |= library.inspectors
            raw_sql |= library.raw_sql
        self.control_functions = frozenset(functions)
        self.inspectors = frozenset(inspectors)
        self.raw_sql = frozenset(raw_sql)

    def of_class(self, mro: Iterable[str]) -> ClassFacts:
        """The facts about a class with this MRO, given as full names."""
        known = [self._classes[name] for name in mro if name in self._classes]
        return ClassFacts(
            next((facts.handle for facts in known if facts.handle), None),
            frozenset().union(*(facts.control for facts in known)),
            frozenset().union(*(facts.escapes for facts in known)),
            frozenset().union(*(facts.switches for facts in known)),
            frozenset().union(*(facts.classified for facts in known)),
        )


def _facts(library: Library, name: str) -> ClassFacts:
    handle = library.handles.get(name)
    control = library.control.get(name, NONE) | (handle.control if handle else NONE)
    escapes = library.leaks.get(name, NONE) | (handle.escapes if handle else NONE)
    switches = handle.switches if handle else NONE
    data = handle.data if handle else NONE
    return ClassFacts(handle, control, escapes, switches, control | escapes | switches | data)


@cache
def catalog() -> Catalog:
    """The catalogue of every library known."""
    return Catalog(LIBRARIES)
