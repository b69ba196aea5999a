"""Changes events in bulk; takes a session that cannot end a transaction."""

from __future__ import annotations

from sqlalchemy import update

from app.models import AnalyticsEvent
from mypy_txn import ReadWriteSession


def rename_kind(session: ReadWriteSession, old: str, new: str) -> None:
    """Give a kind of event another name; never session.commit() here."""
    session.flush()
    session.execute(update(AnalyticsEvent).where(AnalyticsEvent.kind == old).values(kind=new))
