"""Decides which events are kept."""

from __future__ import annotations

from collections.abc import Iterable

from app.analytics.L6_drivers.events_driver import EventsDriver
from mypy_txn import ReadWriteSession


class EventsEngine:
    """Keeps events, on a session of the caller."""

    def __init__(self, session: ReadWriteSession) -> None:
        self._driver = EventsDriver(session)

    def track(self, account: str, kind: str) -> None:
        """Keep an event."""
        self._driver.insert(account, kind)

    def track_all(self, account: str, kinds: Iterable[str]) -> None:
        """Keep events."""
        self._driver.insert_all(account, kinds)
