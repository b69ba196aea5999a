"""Evaluates requests against the policies and keeps what it found."""

from __future__ import annotations

from sqlalchemy import delete, insert, update

from app.models import (
    Cooldown,
    PolicyEvaluation,
    PolicyVersion,
    PolicyViolation,
    RiskCeiling,
    SafetyRule,
)
from app.policies.L6_drivers.policy_engine_driver import PolicyEngineDriver
from mypy_txn import WriteConnection


class PolicyEngine:
    """The policy engine; every method works on a connection that it is given."""

    def __init__(self, driver: PolicyEngineDriver) -> None:
        self._driver = driver

    def evaluate(self, conn: WriteConnection, tenant_id: str, action: str) -> bool:
        """Decide whether a tenant may do something, and keep the answer."""
        allowed = action not in self._driver.forbidden_actions(conn, tenant_id)
        conn.execute(
            insert(PolicyEvaluation).values(tenant_id=tenant_id, action=action, allowed=allowed)
        )
        return allowed

    def record_violation(self, conn: WriteConnection, tenant_id: str, rule: str) -> None:
        """Keep that a rule was broken."""
        conn.execute(insert(PolicyViolation).values(tenant_id=tenant_id, rule=rule))

    def acknowledge_violations(self, conn: WriteConnection, tenant_id: str) -> None:
        """Mark a tenant's violations as seen."""
        conn.execute(
            update(PolicyViolation)
            .where(PolicyViolation.tenant_id == tenant_id)
            .values(acknowledged=True)
        )

    def add_ceiling(
        self, conn: WriteConnection, tenant_id: str, metric: str, ceiling: float
    ) -> None:
        """Limit a risk metric."""
        conn.execute(
            insert(RiskCeiling).values(tenant_id=tenant_id, metric=metric, ceiling=ceiling)
        )

    def remove_ceiling(self, conn: WriteConnection, tenant_id: str, metric: str) -> None:
        """Stop limiting a risk metric."""
        conn.execute(
            delete(RiskCeiling).where(
                RiskCeiling.tenant_id == tenant_id, RiskCeiling.metric == metric
            )
        )

    def add_safety_rule(self, conn: WriteConnection, tenant_id: str, action: str) -> None:
        """Forbid an action."""
        conn.execute(insert(SafetyRule).values(tenant_id=tenant_id, action=action))

    def toggle_safety_rule(
        self, conn: WriteConnection, tenant_id: str, action: str, enabled: bool
    ) -> None:
        """Switch a safety rule on or off."""
        conn.execute(
            update(SafetyRule)
            .where(SafetyRule.tenant_id == tenant_id, SafetyRule.action == action)
            .values(enabled=enabled)
        )

    def remove_safety_rule(self, conn: WriteConnection, tenant_id: str, action: str) -> None:
        """Drop a safety rule."""
        conn.execute(
            delete(SafetyRule).where(SafetyRule.tenant_id == tenant_id, SafetyRule.action == action)
        )

    def start_cooldown(
        self, conn: WriteConnection, tenant_id: str, agent_id: str, reason: str
    ) -> None:
        """Make an agent wait."""
        conn.execute(insert(Cooldown).values(tenant_id=tenant_id, agent_id=agent_id, reason=reason))

    def clear_cooldowns(self, conn: WriteConnection, tenant_id: str) -> None:
        """Let a tenant's agents go on."""
        conn.execute(delete(Cooldown).where(Cooldown.tenant_id == tenant_id))

    def add_version(self, conn: WriteConnection, tenant_id: str, label: str) -> None:
        """Label the present state."""
        conn.execute(insert(PolicyVersion).values(tenant_id=tenant_id, label=label))

    def activate_version(self, conn: WriteConnection, tenant_id: str, label: str) -> None:
        """Make a labelled state the active one."""
        conn.execute(
            update(PolicyVersion)
            .where(PolicyVersion.tenant_id == tenant_id)
            .values(active=PolicyVersion.label == label)
        )

    def purge_evaluations(self, conn: WriteConnection, tenant_id: str) -> None:
        """Forget a tenant's evaluations."""
        conn.execute(delete(PolicyEvaluation).where(PolicyEvaluation.tenant_id == tenant_id))
