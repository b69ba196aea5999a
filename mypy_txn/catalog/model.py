"""The form in which a library's facts are written down."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple


def members(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


NONE: frozenset[str] = frozenset()
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Instead(NamedTuple):
    """What a protected layer takes in the place of a handle.

    Attributes:
        said: the same as the end of a sentence.
        protocol: the full name of our Protocol; "" if it is none of ours.

    """

    said: str
    protocol: str = ""


class Handle(NamedTuple):
    """A class through whose instances a transaction can be started or ended.

    Attributes:
        instead: what a protected layer takes in its place.
        control: members that start or end a transaction, or the handle's own life.
        escapes: members that yield another handle.
        switches: attributes whose assignment changes how transactions behave.
        data: the members that do neither; named so that a new one is noticed.
        extends: the handle classes that it inherits from, the nearest first.

    """

    instead: Instead
    control: frozenset[str] = NONE
    escapes: frozenset[str] = NONE
    switches: frozenset[str] = NONE
    data: frozenset[str] = NONE
    extends: tuple[str, ...] = ()


EXECUTES: Final = members("execute executemany")


class Library(NamedTuple):
    """One library's facts; classes and functions by the full name mypy gives them.

    Attributes:
        handles: the handle classes.
        control: members of other classes that end a transaction all the same.
        control_functions: module-level functions that do.
        control_exceptions: exceptions that end a transaction, or a savepoint, in silence.
        leaks: members of harmless classes that yield a handle.
        executing: members of harmless classes that take SQL.
        takes_sql: all members that do, of whichever class.
        makers: module-level functions, variables and aliases that yield a handle.
        inspectors: functions whose result, even where it is typed ``Any``, has handles
            in the attributes of ``INSPECTED``.
        raw_sql: functions and classes that take a whole SQL statement as text.
        raw_fragments: functions and methods that put a text into a larger statement as it is.
        builders: how the full name of what makes a statement out of parts begins.
        wrappers: classes of one text that is SQL, or a part of it.
        joiners: classes of SQL that is put together of a list of parts.
        rendering: decorators of functions that render SQL.
        listening: functions that register a listener for an event: of what, which, whom.
        asking: functions that only look at the class that they are given.
        events_without_handle: the events whose listeners receive none.
        self_executing: classes whose instances are listeners, and receive nothing for the module.
        sql_statements: classes that are a transaction statement, with its head.
        shown_with: packages that a message puts before a class's name, since the classes of other
            libraries are called alike.

    """

    handles: Mapping[str, Handle]
    control: Mapping[str, frozenset[str]] = NOTHING
    control_functions: frozenset[str] = NONE
    control_exceptions: frozenset[str] = NONE
    leaks: Mapping[str, frozenset[str]] = NOTHING
    executing: Mapping[str, frozenset[str]] = NOTHING
    takes_sql: frozenset[str] = EXECUTES
    makers: frozenset[str] = NONE
    inspectors: frozenset[str] = NONE
    raw_sql: frozenset[str] = NONE
    raw_fragments: frozenset[str] = NONE
    builders: tuple[str, ...] = ()
    wrappers: frozenset[str] = NONE
    joiners: frozenset[str] = NONE
    rendering: frozenset[str] = NONE
    listening: frozenset[str] = NONE
    asking: frozenset[str] = NONE
    events_without_handle: frozenset[str] = NONE
    self_executing: frozenset[str] = NONE
    sql_statements: Mapping[str, str] = NOTHING
    shown_with: frozenset[str] = NONE


INSPECTED = members("session async_session bind engine")
"""What ``sqlalchemy.inspect()`` returns has a handle in these attributes."""
SWITCHED: Final = members("autocommit isolation_level")
"""What a transaction's behaviour is switched by, as an attribute, an argument or an option."""
WITH: Final = members("__enter__ __exit__")
ASYNC_WITH: Final = members("__aenter__ __aexit__")
LEFT: Final = members("__exit__ __aexit__")
"""What runs when a block is left."""
CURSOR: Final = Instead("take an open cursor as WriteCursor", "mypy_txn.WriteCursor")
"""What to take in place of a driver's connection."""
OWN_PROTOCOL: Final = Instead("take a Protocol of your own with what the query needs")
"""What to take in place of a connection whose driver has no interface that others share."""

PROTOCOLS: Final = "mypy_txn.protocols."
"""What the full name of each of our Protocols begins with, to mypy."""
OFFERED: Final = MappingProxyType(
    {
        "dialect": "dialect_name() from mypy_txn tells its dialect",
        "in_transaction": "in_transaction() from mypy_txn tells it",
        "inserted_primary_key": "inserted_primary_key() from mypy_txn tells it",
        "no_autoflush": "no_autoflush() from mypy_txn does the same",
        "rowcount": "rowcount() from mypy_txn tells it",
    }
)
"""Members for which there is a function that hands out no handle."""
