"""Turns a restricted session back into the full one, which it is at run time."""

from __future__ import annotations

from typing import Protocol, cast

from sqlalchemy.orm import Session

from app.db import is_session
from app.models import Account
from mypy_txn import ReadWriteSession


class HasCommit(Protocol):
    """What somebody needs who only wants to commit: a full session fits."""

    def commit(self) -> None:
        """Keep what was done."""


def by_cast(session: ReadWriteSession) -> None:
    """Say that it is a full session."""
    cast(Session, session).commit()


def by_isinstance(session: ReadWriteSession) -> None:
    """Ask whether it is one."""
    if isinstance(session, Session):
        session.commit()


def by_assertion(session: ReadWriteSession) -> None:
    """Insist that it is one."""
    assert isinstance(session, Session)
    session.rollback()


def by_pattern(session: ReadWriteSession) -> None:
    """Match it."""
    match session:
        case Session() as full:
            full.commit()


def by_guard(session: ReadWriteSession) -> None:
    """Ask a function of the database's module."""
    if is_session(session):
        session.commit()


def by_protocol(session: HasCommit) -> None:
    """Take whatever can be committed."""
    session.commit()


def rename(session: ReadWriteSession, row: object, name: str) -> None:
    """Narrow what is no session."""
    if isinstance(row, Account):
        row.name = name
    session.flush()
