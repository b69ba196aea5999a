"""Reads and writes accounts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.models import Account
from mypy_txn import AsyncReadOnlySession, AsyncReadWriteSession


async def insert(session: AsyncReadWriteSession, name: str) -> Account:
    """Add an active account."""
    account = Account(name=name, status="active")
    session.add(account)
    await session.flush()
    return account


async def update_status(session: AsyncReadWriteSession, account: Account, status: str) -> None:
    """Change the state of an account."""
    account.status = status
    await session.flush()


async def find(session: AsyncReadOnlySession, name: str) -> Account | None:
    """Find the account of that name."""
    accounts = await session.scalars(select(Account).where(Account.name == name))
    return accounts.one_or_none()


async def names(session: AsyncReadOnlySession) -> Sequence[str]:
    """List the names of all accounts."""
    return (await session.scalars(select(Account.name).order_by(Account.name))).all()
