"""Like asyncpg.transaction."""

from __future__ import annotations

from ..sqlalchemy.ext.asyncio import Entered


class Transaction(Entered):
    async def start(self) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
