"""Like sqlite3."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Connection:
    def execute(self, statement: object) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None: ...


def connect(database: str) -> Connection:
    return Connection()
