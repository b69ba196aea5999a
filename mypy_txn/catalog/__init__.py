"""What is a handle, what controls a transaction, what yields a handle: data, one file a library.

A fact about a class is looked up along its MRO, so it holds for every subclass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Final, NamedTuple

from mypy_txn.catalog import (
    aiomysql,
    aiopg,
    aiosqlite,
    alembic,
    asyncmy,
    asyncpg,
    duckdb,
    flask_sqlalchemy,
    mysql_connector,
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
from mypy_txn.catalog.model import INSPECTED, NONE, Handle, Instead, Library, members

LIBRARIES = (
    sqlalchemy.LIBRARY,
    sqlmodel.LIBRARY,
    flask_sqlalchemy.LIBRARY,
    alembic.LIBRARY,
    sqlite3.LIBRARY,
    psycopg2.LIBRARY,
    psycopg.LIBRARY,
    asyncpg.LIBRARY,
    aiosqlite.LIBRARY,
    aiopg.LIBRARY,
    pymysql.LIBRARY,
    mysql_connector.LIBRARY,
    mysqlclient.LIBRARY,
    aiomysql.LIBRARY,
    asyncmy.LIBRARY,
    oracledb.LIBRARY,
    pyodbc.LIBRARY,
    duckdb.LIBRARY,
)
SHOWN_WITH: Final = NONE.union(*(library.shown_with for library in LIBRARIES))

TRANSACTIONAL: Final = re.compile(
    r"begin|commit|rollback|savepoint|transaction$|twophase|tpc_|executescript"
)
UNMISTAKABLE: Final = members("atomic get_raw_connection raw_connection set_isolation_level")
"""Members that no class but a handle has; ``atomic`` is Django's and peewee's."""
COMMON: Final = members(
    "clear connections create createfunc drop kw kwargs parent point raw set trans"
)
"""Members of pools, registries and the like, which nobody calls a session or a connection, and of
much that is called so."""
OWN_INSTEAD: Final = Instead("take a restricted session from mypy_txn here")
SPECIAL: Final = members("__await__ __aenter__ __aexit__ __call__ __enter__ __exit__")


class ClassFacts(NamedTuple):
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


NOTHING_KNOWN: Final = ClassFacts(None, NONE, NONE, NONE, NONE)


class Catalog:
    """All libraries as one.

    Attributes:
        control_functions: module-level functions that control a transaction.
        control_exceptions: exceptions that do.
        inspectors: functions whose result has handles whatever its type says.
        raw_sql: functions and classes that take a whole SQL statement as text.
        raw_fragments: those that put a text into a larger statement as it is.
        builders: how the full name of what makes a statement out of parts begins.
        wrappers: classes of one text that is SQL, or a part of it.
        joiners: classes of SQL that is put together of a list of parts.
        rendering: decorators of functions that render SQL.
        listening: functions that register a listener for an event.
        asking: functions that only look at the class that they are given.
        events_without_handle: the events whose listeners receive no handle.
        self_executing: classes whose instances are listeners that hand it to nobody.
        sql_statements: classes that are a transaction statement, with its head.
        sql_makers: whatever makes SQL, the three together.
        takes_sql: members of any class that take SQL as text.
        control_names: members of any class that control something.
        escape_names: members of any class that yield a handle.
        transactional: members of any handle that by their name can only control a transaction,
            or yield a connection.
        suspicious: members that control or yield a handle wherever a handle has them.
        control_shaped: members that are one or the other.
        members: every member of any handle.
        class_names: the names of the handle classes, without their modules.
        packages: those that handles come from, without a leading underscore.
        makers: what yields a handle, as the package and the name by which that has it.

    """

    def __init__(self, libraries: Iterable[Library], configured: Iterable[str] = ()) -> None:
        self._classes: dict[str, ClassFacts] = {}
        libraries = tuple(libraries)

        def every(of: Callable[[Library], frozenset[str]]) -> frozenset[str]:
            return NONE.union(*map(of, libraries))

        handles = [handle for lib in libraries for handle in lib.handles.values()]
        control = NONE.union(*(h.control for h in handles))
        data = NONE.union(*(h.data for h in handles))
        others = NONE.union(*(m for lib in libraries for m in lib.control.values()))
        self.control_names = control | others
        self.transactional = UNMISTAKABLE.union(filter(TRANSACTIONAL.search, self.control_names))
        leaks = NONE.union(*(m for lib in libraries for m in lib.leaks.values()))
        self.takes_sql = every(lambda lib: lib.takes_sql)
        self.escape_names = leaks.union(INSPECTED, *(h.escapes for h in handles))
        self.suspicious = control.union(*(h.escapes for h in handles)) - data - SPECIAL - COMMON
        self.control_shaped = self.suspicious | self.transactional
        classes = (*configured, *(name for lib in libraries for name in lib.handles))
        names = {name.rpartition(".")[2] for name in classes}
        self.class_names = frozenset(name for name in names if not name.startswith("_"))
        sources = (name for lib in libraries for name in (*lib.handles, *lib.makers))
        self.packages = frozenset(name.partition(".")[0].lstrip("_") for name in sources)
        made = (name.split(".") for lib in libraries for name in lib.makers)
        self.makers = frozenset((parts[0].lstrip("_"), parts[-1]) for parts in made)
        self.members = self.suspicious.union(data, *(h.switches for h in handles))
        for library in libraries:
            for name in (*library.handles, *library.control, *library.leaks, *library.executing):
                self._classes[name] = _facts(library, name)
        for name in configured:
            own = Handle(OWN_INSTEAD, control=control - data)
            self._classes[name] = ClassFacts(own, own.control, NONE, NONE, own.control)
        self._known = frozenset(self._classes)
        self.control_functions = every(lambda lib: lib.control_functions).union(configured)
        self.control_exceptions = every(lambda lib: lib.control_exceptions)
        self.inspectors = every(lambda lib: lib.inspectors)
        self.raw_sql = every(lambda lib: lib.raw_sql)
        self.raw_fragments = every(lambda lib: lib.raw_fragments)
        self.builders = tuple(name for lib in libraries for name in lib.builders)
        self.wrappers = every(lambda lib: lib.wrappers)
        self.joiners = every(lambda lib: lib.joiners)
        self.rendering = every(lambda lib: lib.rendering)
        self.listening = every(lambda lib: lib.listening)
        self.asking = every(lambda lib: lib.asking)
        self.self_executing = every(lambda lib: lib.self_executing)
        self.events_without_handle = every(lambda lib: lib.events_without_handle)
        self.sql_statements = {k: v for lib in libraries for k, v in lib.sql_statements.items()}
        self.sql_makers = self.raw_sql.union(self.raw_fragments, self.sql_statements)

    def has_package_of(self, module: str) -> bool:
        """Whether handles come from the package of a module: ``_sqlite3``, ``sqlalchemy.orm``."""
        return module.partition(".")[0].lstrip("_") in self.packages

    def fits_a_handle(self, names: Iterable[str]) -> bool:
        """Whether some handle class has every one of these members; special ones all may have."""
        wanted = {name for name in names if not name.startswith("__") or name in SPECIAL}
        return any(wanted <= known for known in self._members_of_handles)

    @cached_property
    def _members_of_handles(self) -> list[frozenset[str]]:
        """The members of each handle class, those that it inherits from others included."""
        return [
            facts.classified.union(
                *(self._classes[base].classified for base in facts.handle.extends)
            )
            for facts in self._classes.values()
            if facts.handle
        ]

    def of_class(self, mro: Iterable[str]) -> ClassFacts:
        """The facts about a class with this MRO, given as full names."""
        names = list(mro)
        if self._known.isdisjoint(names):
            return NOTHING_KNOWN
        known = [self._classes[name] for name in names if name in self._classes]
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
    data = library.executing.get(name, NONE) | (handle.data if handle else NONE)
    return ClassFacts(handle, control, escapes, switches, control | escapes | switches | data)


@cache
def catalog(configured: tuple[str, ...] = ()) -> Catalog:
    """The catalogue of every library known.

    Args:
        configured: the full names of a project's own classes that are handles, and of its
            functions that control transactions.

    """
    return Catalog(LIBRARIES, configured)
