"""Accounts, orchestrated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.accounts.L5_engines.accounts_engine import AccountsEngine
from app.accounts.L6_drivers import account_driver
from app.general.L4_handlers.context import OperationContext


async def create(ctx: OperationContext, name: str) -> None:
    """Create an account."""
    await AccountsEngine().create(ctx.session, name)


async def import_all(ctx: OperationContext, names: Iterable[str]) -> int:
    """Create accounts and leave out those that exist; returns how many were created."""
    return await AccountsEngine().import_all(ctx.session, names)


async def suspend(ctx: OperationContext, *names: str) -> None:
    """Suspend accounts."""
    for name in names:
        await AccountsEngine().suspend(ctx.session, name)


async def close(ctx: OperationContext, name: str) -> None:
    """Delete an account."""
    await AccountsEngine().close(ctx.session, name)


async def names(ctx: OperationContext) -> Sequence[str]:
    """List the names of all accounts."""
    return await account_driver.names(ctx.session)


async def status_of(ctx: OperationContext, name: str) -> str | None:
    """Look up the state of an account."""
    account = await account_driver.find(ctx.session, name)
    return account.status if account else None
