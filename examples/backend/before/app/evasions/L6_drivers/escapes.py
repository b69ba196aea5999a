"""Reaches a session or a connection from something harmless: a row, a result, a query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, inspect, select
from sqlalchemy.orm import Session, object_session

from app.models import Account


def from_row(account: Account) -> None:
    """Ask a row for its session."""
    session = object_session(account)
    if session is not None:
        session.commit()


def from_state(account: Account) -> None:
    """Ask the state of a row for its session."""
    state = inspect(account)
    if state.session is not None:
        state.session.rollback()


def from_result(result: CursorResult[Any]) -> None:
    """Ask a result for its connection."""
    result.connection.commit()


def from_session(session: Session, name: str) -> None:
    """Ask a session for what is below it, and a query for the session."""
    session.get_bind()
    session.connection().commit()
    session.query(Account).filter_by(name=name).session.commit()


def names(session: Session) -> list[str]:
    """Ask for nothing but rows, and a row for nothing but its columns."""
    accounts = session.scalars(select(Account)).all()
    return [account.name for account in accounts if not inspect(account).transient]
