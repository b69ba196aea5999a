"""Runs steps of several domains in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from mypy_txn import AsyncReadWriteSession

Step = Callable[[AsyncReadWriteSession], Awaitable[object]]


class TransactionCoordinator:
    """Keeps what all steps did, or nothing."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def run(self, *steps: Step) -> None:
        """Run the steps in order; commit, or roll back if one fails."""
        try:
            for step in steps:
                await step(self._session)
        except BaseException:
            await self._session.rollback()
            raise
        await self._session.commit()
