"""Reads and writes what the policy engine keeps outside its tables of rules.

Header of the layer: drivers never call session.commit().
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from app.models import RiskCeiling, SafetyRule
from mypy_txn import ReadConnection, WriteConnection


class PolicyEngineDriver:
    """Risk ceilings and safety rules."""

    def replace_ceilings(
        self, conn: WriteConnection, tenant_id: str, ceilings: dict[str, float]
    ) -> None:
        """Replace all of a tenant's risk ceilings."""
        conn.execute(delete(RiskCeiling).where(RiskCeiling.tenant_id == tenant_id))
        for metric, ceiling in ceilings.items():
            conn.execute(
                insert(RiskCeiling).values(tenant_id=tenant_id, metric=metric, ceiling=ceiling)
            )

    def forbidden_actions(self, conn: ReadConnection, tenant_id: str) -> set[str]:
        """List the actions that an enabled safety rule forbids."""
        rows = conn.execute(
            select(SafetyRule.action).where(SafetyRule.tenant_id == tenant_id, SafetyRule.enabled)
        )
        return {row.action for row in rows}
