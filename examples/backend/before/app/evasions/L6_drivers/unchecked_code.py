# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-check-untyped-defs
"""Commits where mypy does not look: without annotations, and in code that it takes for dead."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, no_type_check

from sqlalchemy import create_engine, text

from app.db import settings
from mypy_txn import ReadWriteSession


def archive(path, titles):
    """Open a connection in a function without annotations."""
    with sqlite3.connect(path) as conn:
        conn.executemany("INSERT INTO incident_archive (title) VALUES (?)", titles)
        conn.commit()


def finish(session):
    """Write the end of the transaction in SQL, which is read here as well."""
    session.execute(text("COMMIT"))
    session.rollback()


class Counter:
    """Makes its engine later, so that mypy takes what uses it for unreachable."""

    def __init__(self) -> None:
        self._engine = None

    def open(self):
        """Make the engine."""
        self._engine = create_engine(settings().url)

    def add(self) -> None:
        """Count one."""
        if self._engine is not None:
            with self._engine.begin() as conn:
                conn.execute(text("UPDATE analytics_event_counts SET total = total + 1"))


@no_type_check
def blind(session: ReadWriteSession) -> None:
    """Tell mypy to look away."""
    session.commit()


if not TYPE_CHECKING:

    def hidden(session: Any) -> None:
        """Show a function to everybody but mypy."""
        session.commit()


def titles(rows):
    """Have no annotations, and no session either."""
    history = list(rows)
    history.sort()
    return history
