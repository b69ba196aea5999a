"""Like sqlalchemy.ext.asyncio."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from ..engine import Connection, Engine
from ..orm import Session

R = TypeVar("R")


class Entered:
    """What is entered asynchronously, or awaited."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...

    def __await__(self) -> Generator[Any, None, Self]:
        raise NotImplementedError


class AsyncTransaction(Entered):
    @property
    def connection(self) -> AsyncConnection:
        return AsyncConnection()

    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...


class AsyncSessionTransaction(Entered):
    @property
    def session(self) -> AsyncSession:
        return AsyncSession()

    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...


class AsyncSession(Entered):
    async def execute(self, statement: object) -> None: ...
    @property
    def sync_session(self) -> Session:
        return Session()

    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...
    async def aclose(self) -> None: ...
    async def reset(self) -> None: ...
    async def invalidate(self) -> None: ...
    def begin(self) -> AsyncSessionTransaction:
        return AsyncSessionTransaction()

    def begin_nested(self) -> AsyncSessionTransaction:
        return AsyncSessionTransaction()

    def get_transaction(self) -> AsyncSessionTransaction | None:
        return None

    async def connection(self) -> AsyncConnection:
        return AsyncConnection()

    async def run_sync(self, act: Callable[[Session], R]) -> R:
        return act(Session())


class AsyncConnection(Entered):
    async def execute(self, statement: object) -> None: ...
    @property
    def sync_connection(self) -> Connection | None:
        return Connection()

    @property
    def engine(self) -> AsyncEngine:
        return AsyncEngine()

    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...
    async def aclose(self) -> None: ...
    async def invalidate(self) -> None: ...
    def begin(self) -> AsyncTransaction:
        return AsyncTransaction()

    def begin_nested(self) -> AsyncTransaction:
        return AsyncTransaction()

    def get_transaction(self) -> AsyncTransaction | None:
        return None

    async def run_sync(self, act: Callable[[Connection], R]) -> R:
        return act(Connection())


class AsyncEngine:
    @property
    def sync_engine(self) -> Engine:
        return Engine()

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return AsyncConnection()

    def connect(self) -> AsyncConnection:
        return AsyncConnection()

    async def dispose(self) -> None: ...


A = TypeVar("A", bound=AsyncSession)


def create_async_engine(url: str) -> AsyncEngine:
    return AsyncEngine()


class async_sessionmaker(Generic[A]):
    def __init__(self, *, class_: type[A]) -> None: ...
    def begin(self) -> AbstractAsyncContextManager[A]:
        raise NotImplementedError

    def __call__(self) -> A:
        raise NotImplementedError


class async_scoped_session(Generic[A]):
    async def execute(self, statement: object) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...
    async def aclose(self) -> None: ...
    async def remove(self) -> None: ...
    def begin(self) -> AsyncSessionTransaction:
        return AsyncSessionTransaction()

    def begin_nested(self) -> AsyncSessionTransaction:
        return AsyncSessionTransaction()

    async def connection(self) -> AsyncConnection:
        return AsyncConnection()

    def __call__(self) -> A:
        raise NotImplementedError
