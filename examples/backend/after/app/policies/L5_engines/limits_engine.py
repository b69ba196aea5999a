"""Decides how much a tenant may use."""

from __future__ import annotations

from app.models import PolicyLimit
from app.policies.L6_drivers import rules_driver
from mypy_txn import AsyncReadWriteSession


class LimitExceededError(Exception):
    """A tenant asked for more than its limit."""


class PolicyLimitsEngine:
    """Creates limits and consumes them."""

    def __init__(self, session: AsyncReadWriteSession) -> None:
        self._session = session

    async def create_limit(self, tenant_id: str, name: str, ceiling: int) -> PolicyLimit:
        """Create a limit."""
        limit = PolicyLimit(tenant_id=tenant_id, name=name, ceiling=ceiling, used=0)
        self._session.add(limit)
        await self._session.flush()
        return limit

    async def consume(self, tenant_id: str, name: str, amount: int) -> int:
        """Use up some of a limit; returns what is left."""
        limit = await rules_driver.find_limit(self._session, tenant_id, name)
        if limit is None:
            raise LookupError(f"no limit {name!r}")
        limit.used += amount
        await self._session.flush()
        if limit.used > limit.ceiling:
            raise LimitExceededError(f"{name}: {limit.used} of {limit.ceiling}")
        return limit.ceiling - limit.used
