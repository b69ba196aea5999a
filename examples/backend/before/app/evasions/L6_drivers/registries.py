"""Looks a session or an engine up: nobody passes it, so no signature shows it."""

from __future__ import annotations

from sqlalchemy import update

from app import db
from app.db import ThreadSession, current_session, resources
from app.models import Account


def suspend(name: str) -> None:
    """Take the session of this context."""
    session = current_session.get()
    session.execute(update(Account).where(Account.name == name).values(status="suspended"))
    session.commit()


def activate(name: str) -> None:
    """Take the session of this thread."""
    ThreadSession.execute(update(Account).where(Account.name == name).values(status="active"))
    ThreadSession.commit()
    ThreadSession.remove()


def count_connections() -> str:
    """Take an engine out of the application's dictionary."""
    with resources["main"].begin() as conn:
        return conn.dialect.name


def close_all() -> None:
    """Take the factories through their module."""
    with db.SessionLocal.begin() as session:
        session.execute(update(Account).values(status="closed"))
    db.get_engine().dispose()


def database() -> str:
    """Take what is harmless from the same module."""
    return str(db.settings().database)
