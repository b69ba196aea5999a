"""Listens to SQLAlchemy's events: a listener gets the session or the connection."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.db import SessionLocal
from app.models import Account


def audit(_mapper: object, conn: Connection, account: Account) -> None:
    """Write in the transaction of whoever flushes, and end it."""
    conn.exec_driver_sql("INSERT INTO audit (account) VALUES (?)", (account.name,))
    conn.commit()


def register() -> None:
    """Listen from now on."""
    event.listen(Account, "after_insert", audit)
    event.listen(SessionLocal, "after_flush", finish)


def finish(session: Session, _context: object) -> None:
    """End the transaction of whoever flushes."""
    session.connection().commit()


@event.listens_for(Account, "before_update")
def check(_mapper: Any, conn: Any, _account: Account) -> None:
    """Throw away what whoever flushes has done."""
    conn.rollback()


@event.listens_for(Account.name, "set", retval=True)
def normalise(_account: Account, value: str, _old: object, _initiator: object) -> str:
    """Listen to an event that hands nobody a session."""
    return value.strip()
