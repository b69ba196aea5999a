"""Reads and writes events."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.models import AnalyticsEvent

if TYPE_CHECKING:
    from mypy_txn import ReadOnlySession, ReadWriteSession


class EventsDriver:
    """Events on one session."""

    def __init__(self, session: "ReadWriteSession") -> None:
        self._session = session

    def insert(self, account: str, kind: str) -> AnalyticsEvent:
        """Add an event."""
        event = AnalyticsEvent(account=account, kind=kind)
        self._session.add(event)
        self._session.flush()
        return event

    def insert_all(self, account: str, kinds: Iterable[str]) -> None:
        """Add events."""
        self._session.add_all(AnalyticsEvent(account=account, kind=kind) for kind in kinds)
        self._session.flush()


def count(session: "ReadOnlySession", account: str) -> int:
    """Count the events of an account."""
    return session.scalars(
        select(func.count()).select_from(AnalyticsEvent).where(AnalyticsEvent.account == account)
    ).one()
