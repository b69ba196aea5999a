"""The kinds of handles, and what changes one kind into another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Block


@dataclass(frozen=True)
class Kind:
    """A class of handles, and how it is controlled.

    Attributes:
        name: also the name of its module in ``given``.
        module: where the class is imported from.
        cls: its name there.
        verbs: members without arguments that control a transaction.
        args: its type arguments.
        imports: what ``args`` and ``make`` need.
        awaits: whether the verbs return something to await.
        begin: a call that returns a context manager that controls a transaction.
        enters: how that context manager is entered.
        itself: how the handle itself is entered, where that ends something.
        text: whether it executes SQLAlchemy's statements.
        sql: whether it executes SQL as a string.
        make: an expression that makes such a handle.
        subclassed: whether a class can be derived from it without further ado.

    """

    name: str
    module: str
    cls: str
    verbs: str
    args: str = ""
    imports: str = ""
    awaits: bool = False
    begin: str = ""
    enters: str = "with"
    itself: str = ""
    text: bool = False
    sql: bool = False
    make: str = ""
    subclassed: bool = True

    @property
    def traits(self) -> frozenset[str]:
        """What a block may need."""
        return frozenset(
            name
            for name, holds in {
                "awaits": self.awaits,
                "plain": not self.awaits,
                "begin": bool(self.begin),
                "with": bool(self.begin) and self.enters == "with",
                "async with": bool(self.begin) and self.enters == "async with",
                "make": bool(self.make),
                "subclass": self.subclassed,
                # What an AsyncEngine or a psycopg connection begins can only be entered.
                "awaited begin": self.awaits
                and self.begin.startswith("begin")
                and "commit" in self.verbs,
                "itself": bool(self.itself),
                "with itself": self.itself == "with",
                "close": " close" in self.verbs,
                "text": self.text,
                "sql": self.sql,
                "plain class": not self.args,
            }.items()
            if holds
        )


_SYNC = "commit rollback close"

KINDS = [
    Kind(
        "session",
        "sqlalchemy.orm",
        "Session",
        "commit rollback close begin begin_nested reset invalidate",
        begin="begin()",
        make="Session()",
        itself="with",
        text=True,
    ),
    Kind(
        "async_session",
        "sqlalchemy.ext.asyncio",
        "AsyncSession",
        "commit rollback close aclose reset invalidate",
        awaits=True,
        begin="begin_nested()",
        enters="async with",
        make="AsyncSession()",
        itself="async with",
        text=True,
    ),
    Kind(
        "scoped_session",
        "sqlalchemy.orm",
        "scoped_session",
        "commit rollback close remove reset begin_nested",
        args="[Session]",
        imports="from sqlalchemy.orm import Session, sessionmaker",
        begin="begin_nested()",
        make="scoped_session(sessionmaker(class_=Session))",
        text=True,
    ),
    Kind(
        "async_scoped_session",
        "sqlalchemy.ext.asyncio",
        "async_scoped_session",
        "commit rollback close aclose remove",
        args="[AsyncSession]",
        imports="from sqlalchemy.ext.asyncio import AsyncSession",
        awaits=True,
        begin="begin()",
        enters="async with",
        text=True,
    ),
    Kind(
        "factory",
        "sqlalchemy.orm",
        "sessionmaker",
        "begin",
        args="[Session]",
        imports="from sqlalchemy.orm import Session",
        begin="begin()",
        make="sessionmaker(class_=Session)",
    ),
    Kind(
        "async_factory",
        "sqlalchemy.ext.asyncio",
        "async_sessionmaker",
        "begin",
        args="[AsyncSession]",
        imports="from sqlalchemy.ext.asyncio import AsyncSession",
        begin="begin()",
        enters="async with",
        make="async_sessionmaker(class_=AsyncSession)",
    ),
    Kind(
        "session_transaction",
        "sqlalchemy.orm",
        "SessionTransaction",
        _SYNC,
        itself="with",
    ),
    Kind(
        "async_session_transaction",
        "sqlalchemy.ext.asyncio",
        "AsyncSessionTransaction",
        "commit rollback",
        awaits=True,
        itself="async with",
    ),
    Kind(
        "engine",
        "sqlalchemy.engine",
        "Engine",
        "begin dispose",
        begin="begin()",
        imports="from sqlalchemy import create_engine",
        make='create_engine("sqlite://")',
    ),
    Kind(
        "async_engine",
        "sqlalchemy.ext.asyncio",
        "AsyncEngine",
        "dispose",
        awaits=True,
        begin="begin()",
        enters="async with",
        imports="from sqlalchemy.ext.asyncio import create_async_engine",
        make='create_async_engine("sqlite+aiosqlite://")',
    ),
    Kind(
        "connection",
        "sqlalchemy.engine",
        "Connection",
        "commit rollback close begin begin_nested invalidate detach",
        begin="begin()",
        itself="with",
        text=True,
    ),
    Kind(
        "async_connection",
        "sqlalchemy.ext.asyncio",
        "AsyncConnection",
        "commit rollback close aclose invalidate",
        awaits=True,
        begin="begin()",
        enters="async with",
        itself="async with",
        text=True,
    ),
    Kind("transaction", "sqlalchemy.engine", "Transaction", _SYNC, itself="with"),
    Kind("savepoint", "sqlalchemy.engine", "NestedTransaction", _SYNC, itself="with"),
    Kind(
        "async_transaction",
        "sqlalchemy.ext.asyncio",
        "AsyncTransaction",
        _SYNC,
        awaits=True,
        itself="async with",
    ),
    Kind(
        "sqlmodel_session",
        "sqlmodel",
        "Session",
        "commit rollback close begin begin_nested",
        begin="begin()",
        make="Session()",
        itself="with",
        text=True,
    ),
    Kind(
        "sqlmodel_async_session",
        "sqlmodel.ext.asyncio.session",
        "AsyncSession",
        "commit rollback close",
        awaits=True,
        begin="begin()",
        enters="async with",
        make="AsyncSession()",
        itself="async with",
        text=True,
    ),
    Kind(
        "sqlite",
        "sqlite3",
        "Connection",
        _SYNC,
        imports="from sqlite3 import connect",
        make='connect(":memory:")',
        itself="with",
        sql=True,
    ),
    Kind(
        "aiosqlite",
        "aiosqlite",
        "Connection",
        _SYNC,
        awaits=True,
        imports="from aiosqlite import connect",
        make='connect(":memory:")',
        itself="async with",
        sql=True,
    ),
    Kind(
        "psycopg2",
        "psycopg2.extensions",
        "connection",
        "commit rollback close reset cancel",
        imports="from psycopg2 import connect",
        make='connect("")',
        itself="with",
    ),
    Kind(
        "psycopg",
        "psycopg",
        "Connection",
        _SYNC,
        args="[tuple[str, int]]",
        begin="transaction()",
        itself="with",
        sql=True,
    ),
    Kind(
        "psycopg_async",
        "psycopg",
        "AsyncConnection",
        _SYNC,
        args="[tuple[str, int]]",
        awaits=True,
        begin="transaction()",
        enters="async with",
        itself="async with",
        sql=True,
    ),
    Kind(
        "asyncpg",
        "asyncpg.transaction",
        "Transaction",
        "start commit rollback",
        awaits=True,
        subclassed=False,
        itself="async with",
    ),
    Kind(
        "subclass",
        "given.subclasses",
        "AuditedSession",
        "commit rollback begin_nested",
        begin="begin()",
        make="AuditedSession()",
        itself="with",
        text=True,
    ),
    Kind(
        "async_subclass",
        "given.subclasses",
        "TenantSession",
        "commit rollback",
        awaits=True,
        begin="begin()",
        enters="async with",
        make="TenantSession()",
        itself="async with",
        text=True,
    ),
]

BY_NAME = {kind.name: kind for kind in KINDS}

# From a kind, by which expression, to which kind.
_ESCAPES = """
session                   $h.connection()                    connection
session                   $h.begin_nested().session          session
scoped_session            $h.connection()                    connection
scoped_session            $h()                               session
factory                   $h()                               session
async_factory             $h()                               async_session
session_transaction       $h.session                         session
async_session_transaction $h.session                         async_session
engine                    $h.connect()                       connection
async_engine              $h.connect()                       async_connection
async_engine              $h.sync_engine                     engine
connection                $h.engine                          engine
connection                $h.begin()                         transaction
connection                $h.begin_nested()                  savepoint
async_connection          $h.engine                          async_engine
async_connection          $h.begin()                         async_transaction
transaction               $h.connection                      connection
savepoint                 $h.connection                      connection
async_transaction         $h.connection                      async_connection
async_session             $h.sync_session                    session
async_session             (await $h.connection())            async_connection
async_scoped_session      $h()                               async_session
sqlmodel_session          $h.connection()                    connection
sqlmodel_session          $h.begin()                         session_transaction
sqlmodel_async_session    $h.sync_session                    session
subclass                  $h.connection()                    connection
async_subclass            $h.begin()                         async_session_transaction
"""


def _escapes() -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {kind.name: [] for kind in KINDS}
    for line in _ESCAPES.strip().splitlines():
        kind, value, target = re.split(r"  +", re.sub(r"^\S+", r"\g<0>  ", line))
        marks = [
            word
            for word, due in (
                ("call", "begin" in value),
                ("acquire", not re.search(r"begin\w*\(\)$", value)),
            )
            if due
        ]
        name = "escape " + value.replace("$h", "")
        found[kind].append(Block(name, value=value, mark=" ".join(marks), becomes=target))
    return found


ESCAPES = _escapes()
