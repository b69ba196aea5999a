"""Onboarding: an account and the limits that it starts with."""

from __future__ import annotations

from app.accounts.L5_engines.accounts_engine import AccountsEngine
from app.general.L4_handlers.context import OperationContext
from app.general.L4_handlers.transaction_coordinator import TransactionCoordinator
from app.policies.L5_engines.limits_engine import PolicyLimitsEngine
from mypy_txn import AsyncReadWriteSession


async def onboard(ctx: OperationContext, name: str, ceiling: int) -> None:
    """Create an account and its limit of requests."""

    async def account(session: AsyncReadWriteSession) -> None:
        await AccountsEngine().create(session, name)

    async def limit(session: AsyncReadWriteSession) -> None:
        await PolicyLimitsEngine(session).create_limit(name, "requests", ceiling)

    await TransactionCoordinator(ctx.session).run(account, limit)
