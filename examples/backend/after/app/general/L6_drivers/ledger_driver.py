"""Reads and writes the ledger."""

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from app.models import LedgerEntry

if TYPE_CHECKING:
    from mypy_txn import ReadConnection, WriteConnection


def post(conn: "WriteConnection", account: str, amount: int) -> None:
    """Post an amount to an account."""
    conn.execute(insert(LedgerEntry).values(account=account, amount=amount))


def transfer(conn: "WriteConnection", source: str, target: str, amount: int) -> None:
    """Move an amount."""
    post(conn, source, -amount)
    post(conn, target, amount)


def balance(conn: "ReadConnection", account: str) -> int:
    """Sum up what an account has."""
    total = conn.scalar(select(func.sum(LedgerEntry.amount)).where(LedgerEntry.account == account))
    return total or 0
