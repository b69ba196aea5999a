"""Counts the events by kind."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from app.models import AnalyticsEvent, EventCount
from mypy_txn import AsyncReadConnection, AsyncWriteConnection


async def rebuild(conn: AsyncWriteConnection) -> None:
    """Count all events anew."""
    await conn.execute(delete(EventCount))
    await conn.execute(
        insert(EventCount).from_select(
            ["kind", "total"],
            select(AnalyticsEvent.kind, func.count()).group_by(AnalyticsEvent.kind),
        )
    )


async def total(conn: AsyncReadConnection, kind: str) -> int:
    """Look up how often a kind of event happened, as of the last rollup."""
    count = await conn.scalar(select(EventCount.total).where(EventCount.kind == kind))
    return count or 0
