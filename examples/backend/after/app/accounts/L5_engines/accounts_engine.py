"""Decides who gets an account and who loses it."""

from __future__ import annotations

from app.accounts.L6_drivers import account_driver
from app.models import Account
from mypy_txn import AsyncReadWriteSession


class AccountsEngine:
    """Creates, suspends and closes accounts."""

    async def create(self, session: AsyncReadWriteSession, name: str) -> Account:
        """Create an account."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} is no name")
        return await account_driver.insert(session, name)

    async def suspend(self, session: AsyncReadWriteSession, name: str) -> None:
        """Suspend an active account."""
        account = await account_driver.find(session, name)
        if account is None or account.status != "active":
            raise LookupError(f"no active account {name!r}")
        await account_driver.update_status(session, account, "suspended")

    async def close(self, session: AsyncReadWriteSession, name: str) -> None:
        """Delete an account."""
        account = await account_driver.find(session, name)
        if account is not None:
            await session.delete(account)
