"""Decides who gets an account and who loses it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.L6_drivers import account_driver
from app.models import Account


class AccountsEngine:
    """Creates, imports, suspends and closes accounts."""

    async def create(self, session: AsyncSession, name: str) -> Account:
        """Create an account."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} is no name")
        return await account_driver.insert(session, name)

    async def import_all(self, session: AsyncSession, names: Iterable[str]) -> int:
        """Create accounts and leave out those that exist; returns how many were created."""
        created = 0
        for name in names:
            try:
                async with session.begin_nested():
                    session.add(Account(name=name, status="active"))
            except IntegrityError:
                continue
            created += 1
        await session.commit()
        return created

    async def suspend(self, session: AsyncSession, name: str) -> None:
        """Suspend an active account."""
        account = await account_driver.find(session, name)
        if account is None or account.status != "active":
            await session.rollback()
            raise LookupError(f"no active account {name!r}")
        await account_driver.update_status(session, account, "suspended")

    async def close(self, session: AsyncSession, name: str) -> None:
        """Delete an account."""
        try:
            account = await account_driver.find(session, name)
            if account is not None:
                await session.delete(account)
            await session.commit()
        except Exception:
            await session.rollback()
            raise
