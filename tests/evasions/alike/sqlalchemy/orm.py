"""Like sqlalchemy.orm."""

from __future__ import annotations

from types import TracebackType
from typing import Generic, Self, TypeVar

from .engine import Connection, Engine


class SessionTransaction:
    @property
    def session(self) -> Session:
        return Session()

    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


class Session:
    def execute(self, statement: object) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def reset(self) -> None: ...
    def invalidate(self) -> None: ...
    def begin(self) -> SessionTransaction:
        return SessionTransaction()

    def begin_nested(self) -> SessionTransaction:
        return SessionTransaction()

    def get_transaction(self) -> SessionTransaction | None:
        return None

    def connection(self) -> Connection:
        return Connection()

    def get_bind(self) -> Engine | Connection:
        return Engine()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


S = TypeVar("S", bound=Session)


class sessionmaker(Generic[S]):
    def __init__(self, *, class_: type[S]) -> None: ...
    def begin(self) -> SessionTransaction:
        return SessionTransaction()

    def __call__(self) -> S:
        raise NotImplementedError


class scoped_session(Generic[S]):
    def execute(self, statement: object) -> None: ...
    def __init__(self, factory: sessionmaker[S]) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def reset(self) -> None: ...
    def remove(self) -> None: ...
    def invalidate(self) -> None: ...
    def begin(self) -> SessionTransaction:
        return SessionTransaction()

    def begin_nested(self) -> SessionTransaction:
        return SessionTransaction()

    def connection(self) -> Connection:
        return Connection()

    def __call__(self) -> S:
        raise NotImplementedError
