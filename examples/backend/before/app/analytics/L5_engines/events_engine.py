"""Decides which events are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.analytics.L6_drivers.events_driver import EventsDriver
from app.db import SessionLocal


class EventsEngine:
    """Keeps events, on a session of the caller or on its own."""

    def __init__(self, session: Optional[Session] = None) -> None:
        self._session = session or SessionLocal()
        self._driver = EventsDriver(self._session)

    def track(self, account: str, kind: str) -> None:
        """Keep an event."""
        self._driver.insert(account, kind)
        self._session.commit()

    def track_all(self, account: str, kinds: Iterable[str]) -> None:
        """Keep events, all or none."""
        self._driver.insert_all(account, kinds)

    def track_valid(self, account: str, kinds: Iterable[str]) -> int:
        """Keep the events that the database takes; returns how many."""
        kept = 0
        for kind in kinds:
            try:
                with self._session.begin_nested():
                    self._driver.insert(account, kind)
            except IntegrityError:
                continue
            kept += 1
        self._session.commit()
        return kept
