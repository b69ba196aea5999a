"""Reads and writes the ledger."""

from typing import TYPE_CHECKING, Optional

from sqlalchemy import func, insert, select

from app.models import LedgerEntry

if TYPE_CHECKING:
    from sqlalchemy import Connection


def post(conn: "Connection", account: str, amount: int) -> None:
    """Post an amount to an account."""
    conn.execute(insert(LedgerEntry).values(account=account, amount=amount))
    conn.commit()


def transfer(conn: Optional["Connection"], source: str, target: str, amount: int) -> bool:
    """Move an amount, if there is a connection; returns whether there was."""
    if conn is None:
        return False
    conn.execute(insert(LedgerEntry).values(account=source, amount=-amount))
    conn.execute(insert(LedgerEntry).values(account=target, amount=amount))
    conn.commit()
    return True


def balance(conn: "Connection", account: str) -> int:
    """Sum up what an account has."""
    total = conn.scalar(select(func.sum(LedgerEntry.amount)).where(LedgerEntry.account == account))
    return total or 0
