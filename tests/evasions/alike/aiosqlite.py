"""Like aiosqlite."""

from __future__ import annotations

from .sqlalchemy.ext.asyncio import Entered


class Connection(Entered):
    async def execute(self, statement: object) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def close(self) -> None: ...


def connect(database: str) -> Connection:
    return Connection()
