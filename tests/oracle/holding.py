"""What the layer that owns transactions holds when it calls a driver: a handle of each kind.

Each has a transaction open, in which a row was written.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
import sqlmodel
import sqlmodel.ext.asyncio.session as sqlmodel_asyncio
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import (
    AsyncSession,
    async_scoped_session,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker

WRITE = "insert into rows values (1)"
SESSIONS = {
    "session": Session,
    "session_transaction": Session,
    "sqlmodel_session": sqlmodel.Session,
}
ASYNC_SESSIONS = {
    "async_session": AsyncSession,
    "async_session_transaction": AsyncSession,
    "sqlmodel_async_session": sqlmodel_asyncio.AsyncSession,
}
KINDS = (
    *SESSIONS,
    *("subclass", "scoped_session", "factory", "engine"),
    *("connection", "transaction", "savepoint", "sqlite"),
)
ASYNC_KINDS = (
    *ASYNC_SESSIONS,
    *("async_subclass", "async_scoped_session", "async_factory"),
    *("async_engine", "async_connection", "async_transaction", "aiosqlite"),
)


def create(path: Path) -> None:
    """A database with a table and no row."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("create table rows (number integer)")
    connection.close()


def was_committed(path: Path) -> bool:
    """Whether somebody else sees the row."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("select * from rows").fetchall())
    finally:
        connection.close()


@asynccontextmanager
async def held(kind: str, path: Path, trace: Callable[[str], None]) -> AsyncIterator[object]:
    """A handle of this kind on the database at ``path``."""
    async with AsyncExitStack() as stack:
        if kind in ASYNC_KINDS:
            yield await _held_async(kind, path, trace, stack)
        else:
            yield _held(kind, path, trace, stack)


def _held(kind: str, path: Path, trace: Callable[[str], None], stack: AsyncExitStack) -> object:
    if kind == "sqlite":
        raw = sqlite3.connect(path, check_same_thread=False)
        stack.callback(raw.close)
        raw.execute(WRITE)
        raw.set_trace_callback(trace)
        return raw
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    stack.callback(engine.dispose)
    if kind in ("engine", "connection", "transaction", "savepoint"):
        connection = engine.connect()
        stack.callback(connection.close)
        transaction = connection.begin() if kind == "transaction" else None
        if kind == "engine":
            return engine
        connection.execute(text(WRITE))
        return transaction or (connection.begin_nested() if kind == "savepoint" else connection)
    factory = sessionmaker(engine)
    if kind == "factory":
        return factory
    if kind == "scoped_session":
        scoped = scoped_session(factory)
        stack.callback(scoped.remove)
        scoped.execute(text(WRITE))
        return scoped
    cls: type[Session] = SESSIONS.get(kind) or _subclass("AuditedSession")
    session = cls(engine)
    stack.callback(session.close)
    session.execute(text(WRITE))
    return session.get_transaction() if kind == "session_transaction" else session


async def _held_async(
    kind: str, path: Path, trace: Callable[[str], None], stack: AsyncExitStack
) -> object:
    if kind == "aiosqlite":
        raw = await aiosqlite.connect(path)
        stack.push_async_callback(raw.close)
        await raw.execute(WRITE)
        await raw.set_trace_callback(trace)
        return raw
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    stack.push_async_callback(engine.dispose)
    if kind == "async_engine":
        return engine
    if kind in ("async_connection", "async_transaction"):
        connection = await engine.connect()
        stack.push_async_callback(connection.close)
        transaction = await connection.begin() if kind == "async_transaction" else None
        await connection.execute(text(WRITE))
        return transaction or connection
    factory = async_sessionmaker(engine)
    if kind == "async_factory":
        return factory
    if kind == "async_scoped_session":
        scoped = async_scoped_session(factory, scopefunc=lambda: None)
        stack.push_async_callback(scoped.remove)
        await scoped.execute(text(WRITE))
        return scoped
    cls: type[AsyncSession] = ASYNC_SESSIONS.get(kind) or _subclass("TenantSession")
    session = cls(engine)
    stack.push_async_callback(session.close)
    await session.execute(text(WRITE))
    return session.get_transaction() if kind == "async_session_transaction" else session


def _subclass(name: str) -> Any:
    """A class of the tree that is run."""
    return getattr(importlib.import_module("given.subclasses"), name)
