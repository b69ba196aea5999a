"""What an unrestricted module of a backend offers: engines, factories, dependencies."""

from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

T = TypeVar("T")
engine = create_engine("sqlite://")
async_engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine)
AsyncSessionLocal = async_sessionmaker(async_engine)
registry = scoped_session(SessionLocal)
current: ContextVar[Session] = ContextVar("current")
by_name: dict[str, Session] = {}


def get_session() -> Session:
    return SessionLocal()


def dependency() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


async def async_dependency() -> AsyncIterator[AsyncSession]:
    async with AsyncSessionLocal() as session:
        yield session


@contextmanager
def session_scope() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


@asynccontextmanager
async def async_scope() -> AsyncIterator[AsyncSession]:
    async with AsyncSessionLocal() as session:
        yield session


async def open_session() -> AsyncSession:
    return AsyncSessionLocal()


class Holder(NamedTuple):
    session: Session
    number: int


class Context:
    """A request's context, which L4 builds."""

    session: AsyncSession
    connection: Connection
    maybe: Session | None
    name: str

    @property
    def current(self) -> Session:
        return get_session()

    def open(self) -> Session:
        return get_session()


class UnitOfWork:
    """Not a handle itself; entering it yields one."""

    def __enter__(self) -> Session:
        return get_session()

    def __exit__(self, *exc: object) -> None: ...


class Sessions:
    """Not a handle itself; iterating or indexing it yields them."""

    def __iter__(self) -> Iterator[Session]:
        yield get_session()

    def __getitem__(self, name: str) -> Session:
        return get_session()


class BaseDriver:
    """A base class that holds a session."""

    session: Session


class Opener:
    """Not a handle itself; calling, awaiting or adding to it yields one."""

    def __call__(self) -> Session:
        return get_session()

    def __await__(self) -> Generator[None, None, Session]:
        yield
        return get_session()

    def __neg__(self) -> Session:
        return get_session()

    def __getattr__(self, name: str) -> Session:
        return get_session()


def identity(value: T) -> T:
    return value


def unpacked() -> Holder:
    return Holder(get_session(), 1)
