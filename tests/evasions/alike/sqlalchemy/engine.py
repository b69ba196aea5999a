"""Like sqlalchemy.engine."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self


class Transaction:
    @property
    def connection(self) -> Connection:
        return Connection()

    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


class RootTransaction(Transaction): ...


class NestedTransaction(Transaction): ...


class Connection:
    def execute(self, statement: object) -> None: ...
    @property
    def engine(self) -> Engine:
        return Engine()

    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def invalidate(self) -> None: ...
    def detach(self) -> None: ...
    def begin(self) -> RootTransaction:
        return RootTransaction()

    def begin_nested(self) -> NestedTransaction:
        return NestedTransaction()

    def get_transaction(self) -> RootTransaction | None:
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


class Engine:
    def begin(self) -> AbstractContextManager[Connection]:
        return Connection()

    def connect(self) -> Connection:
        return Connection()

    def dispose(self) -> None: ...
