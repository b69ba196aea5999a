"""Decides which policy rules there are.

L5: never session.commit(); the L4 handler does that.
"""

from __future__ import annotations

from app.models import PolicyRule
from app.policies.L6_drivers import rules_driver
from mypy_txn import AsyncReadWriteSession


class PolicyRulesEngine:
    """Creates rules and switches them on and off."""

    def __init__(self, session: AsyncReadWriteSession) -> None:
        self._session = session

    async def create_rule(self, tenant_id: str, name: str, expression: str) -> PolicyRule:
        """Create a rule."""
        rule = PolicyRule(tenant_id=tenant_id, name=name, expression=expression)
        self._session.add(rule)
        await self._session.flush()
        return rule

    async def set_enabled(self, tenant_id: str, name: str, enabled: bool) -> None:
        """Switch a rule on or off."""
        rule = await rules_driver.find_rule(self._session, tenant_id, name)
        if rule is None:
            raise LookupError(f"no rule {name!r}")
        rule.enabled = enabled
