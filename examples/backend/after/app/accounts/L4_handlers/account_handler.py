"""Accounts, orchestrated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.exc import IntegrityError

from app.accounts.L5_engines.accounts_engine import AccountsEngine
from app.accounts.L6_drivers import account_driver
from app.general.L4_handlers.context import OperationContext


async def create(ctx: OperationContext, name: str) -> None:
    """Create an account."""
    async with ctx.session.begin():
        await AccountsEngine().create(ctx.session, name)


async def import_all(ctx: OperationContext, names: Iterable[str]) -> int:
    """Create accounts and leave out those that exist; returns how many were created."""
    created = 0
    async with ctx.session.begin():
        for name in names:
            try:
                async with ctx.session.begin_nested():
                    await AccountsEngine().create(ctx.session, name)
            except IntegrityError:
                continue
            created += 1
    return created


async def suspend(ctx: OperationContext, *names: str) -> None:
    """Suspend accounts."""
    async with ctx.session.begin():
        for name in names:
            await AccountsEngine().suspend(ctx.session, name)


async def close(ctx: OperationContext, name: str) -> None:
    """Delete an account."""
    async with ctx.session.begin():
        await AccountsEngine().close(ctx.session, name)


async def names(ctx: OperationContext) -> Sequence[str]:
    """List the names of all accounts."""
    async with ctx.session.begin():
        return await account_driver.names(ctx.session)


async def status_of(ctx: OperationContext, name: str) -> str | None:
    """Look up the state of an account."""
    async with ctx.session.begin():
        account = await account_driver.find(ctx.session, name)
        return account.status if account else None
