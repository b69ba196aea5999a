"""Ends transactions in SQL: whoever may execute a statement may execute ``COMMIT``."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Integer, delete, literal_column, select, text

from app.models import LedgerEntry
from mypy_txn import ReadWriteSession, WriteConnection, WriteCursor

FINISH: Final = "COMMIT"


def drop_empty(session: ReadWriteSession) -> None:
    """Delete the entries without an amount, and keep that."""
    session.execute(delete(LedgerEntry).where(LedgerEntry.amount == 0))
    session.execute(text("COMMIT"))


def drop_account(conn: WriteConnection) -> None:
    """Do the same in one round trip."""
    conn.execute(text("DELETE FROM ledger_entries WHERE amount = 0; COMMIT"))


def lock(conn: Connection) -> None:
    """Begin at once, so that nobody else writes."""
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def checkpoint(cursor: WriteCursor, name: str) -> None:
    """Keep what there is so far."""
    cursor.execute(f"SAVEPOINT {name}")
    cursor.execute("RELEASE " + name)
    cursor.execute(FINISH)


def total(session: ReadWriteSession) -> int:
    """Hide the statement in a column."""
    return session.scalars(select(literal_column("1; COMMIT", Integer))).one()


def note(session: ReadWriteSession, cursor: WriteCursor, amount: int) -> None:
    """Write about commits: the word is a value here, and a column there."""
    session.execute(
        text("INSERT INTO ledger_entries (account, amount) VALUES ('commit; rollback', :amount)"),
        {"amount": amount},
    )
    cursor.execute('SELECT "commit" FROM builds -- ; COMMIT')
