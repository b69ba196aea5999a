"""The database: settings, engines, session factories and the schema."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlmodel import SQLModel

from app.models import Base

if TYPE_CHECKING:
    from psycopg2.extensions import connection as PgConnection

_T = TypeVar("_T")

AsyncSessionLocal: async_sessionmaker[AsyncSession] = async_sessionmaker(expire_on_commit=False)
SessionLocal: sessionmaker[Session] = sessionmaker(expire_on_commit=False)

ThreadSession: scoped_session[Session] = scoped_session(SessionLocal)
current_session: ContextVar[Session] = ContextVar("current_session")
resources: dict[str, Engine] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the data is."""

    database: Path
    archive_dsn: str

    @property
    def url(self) -> str:
        """The URL for the synchronous engine."""
        return f"sqlite:///{self.database}"

    @property
    def async_url(self) -> str:
        """The URL for the asynchronous engine."""
        return f"sqlite+aiosqlite:///{self.database}"


def settings() -> Settings:
    """Read the settings from the environment."""
    return Settings(
        database=Path(os.environ.get("BACKEND_DATABASE", "backend.db")),
        archive_dsn=os.environ.get("BACKEND_ARCHIVE_DSN", "dbname=archive"),
    )


@cache
def get_engine() -> Engine:
    """Return the synchronous engine."""
    return _transactional(create_engine(settings().url))


@cache
def get_async_engine() -> AsyncEngine:
    """Return the asynchronous engine."""
    engine = create_async_engine(settings().async_url)
    _transactional(engine.sync_engine)
    return engine


def connect_archive() -> PgConnection:
    """Connect to the archive, below SQLAlchemy."""
    import psycopg2

    return psycopg2.connect(settings().archive_dsn)


class UnitOfWork:
    """Owns a session, and keeps what was done in its block if ``commit()`` was called."""

    def __init__(self) -> None:
        self._session = SessionLocal()

    def __enter__(self) -> UnitOfWork:
        return self

    def __exit__(self, *exc: object) -> None:
        self._session.close()

    def add(self, row: Base) -> None:
        """Add a row."""
        self._session.add(row)

    def commit(self) -> None:
        """Keep what was done."""
        self._session.commit()


@contextmanager
def transaction() -> Iterator[None]:
    """Keep what the current session does in the block, or nothing."""
    with current_session.get().begin():
        yield


@contextmanager
def session_scope() -> Iterator[Session]:
    """Open a session, and keep what is done with it."""
    with SessionLocal.begin() as session:
        yield session


def with_session(work: Callable[[Session], _T]) -> _T:
    """Do some work with a session of its own."""
    with SessionLocal() as session:
        return work(session)


def is_session(value: object) -> TypeGuard[Session]:
    """Whether a value is a full session."""
    return isinstance(value, Session)


def open_database() -> None:
    """Bind the session factories to the database and create the tables that are missing."""
    AsyncSessionLocal.configure(bind=get_async_engine())
    SessionLocal.configure(bind=get_engine())
    Base.metadata.create_all(get_engine())
    SQLModel.metadata.create_all(get_engine())


async def close_database() -> None:
    """Close every connection; the next ``open_database()`` starts afresh."""
    get_engine().dispose()
    await get_async_engine().dispose()
    get_engine.cache_clear()
    get_async_engine.cache_clear()


def _transactional(engine: Engine) -> Engine:
    """Let SQLAlchemy begin the transactions, which sqlite3 does too late for savepoints."""
    event.listen(engine, "connect", _leave_begin_to_sqlalchemy)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_begin_to_sqlalchemy(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None


def _begin(conn: Connection) -> None:
    conn.exec_driver_sql("BEGIN")
