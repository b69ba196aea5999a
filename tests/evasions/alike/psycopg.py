"""Like psycopg."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import Generic, Self, TypeVar

from . import sqlite3
from .sqlalchemy.ext.asyncio import Entered

Row = TypeVar("Row", covariant=True)


class Transaction:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


class Connection(sqlite3.Connection, Generic[Row]):
    def transaction(self) -> AbstractContextManager[Transaction]:
        return Transaction()


class AsyncConnection(Entered, Generic[Row]):
    async def execute(self, statement: object) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...
    def transaction(self) -> AbstractAsyncContextManager[Entered]:
        return Entered()
