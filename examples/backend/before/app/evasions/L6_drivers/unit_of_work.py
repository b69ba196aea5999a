"""Commits through an object of the team's own, which mypy.ini names in ``handles``."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.db import UnitOfWork, transaction
from app.models import Account
from mypy_txn import ReadWriteSession


@dataclass
class Draft:
    """A text that can be committed; it knows no database, and is no unit of work."""

    lines: list[str] = field(default_factory=list)

    def commit(self) -> str:
        """End the draft and return its text."""
        return "\n".join(self.lines)


def create(name: str) -> None:
    """Open a unit of work and end it."""
    with UnitOfWork() as uow:
        uow.add(Account(name=name))
        uow.commit()


def create_in(uow: UnitOfWork, name: str) -> None:
    """End a unit of work that was given."""
    uow.add(Account(name=name))
    uow.commit()


def create_current(session: ReadWriteSession, name: str) -> None:
    """Begin and end the current transaction."""
    with transaction():
        session.add(Account(name=name))


def publish(draft: Draft) -> str:
    """Commit what is no transaction."""
    return draft.commit()
