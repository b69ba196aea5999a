"""Policies, orchestrated."""

from __future__ import annotations

from collections.abc import Sequence

from app.db import get_engine
from app.general.L4_handlers.context import OperationContext
from app.models import PolicyRule
from app.policies.L5_engines.engine import PolicyEngine
from app.policies.L5_engines.limits_engine import PolicyLimitsEngine
from app.policies.L5_engines.rules_engine import PolicyRulesEngine
from app.policies.L6_drivers import rules_driver
from app.policies.L6_drivers.policy_engine_driver import PolicyEngineDriver


async def create_rule(ctx: OperationContext, name: str, expression: str) -> None:
    """Create a rule for the tenant."""
    async with ctx.session.begin():
        await PolicyRulesEngine(ctx.session).create_rule(ctx.tenant_id, name, expression)


async def set_rule_enabled(ctx: OperationContext, name: str, enabled: bool) -> None:
    """Switch one of the tenant's rules on or off."""
    async with ctx.session.begin():
        await PolicyRulesEngine(ctx.session).set_enabled(ctx.tenant_id, name, enabled)


async def create_limit(ctx: OperationContext, name: str, ceiling: int) -> None:
    """Create a limit for the tenant."""
    async with ctx.session.begin():
        await PolicyLimitsEngine(ctx.session).create_limit(ctx.tenant_id, name, ceiling)


async def consume(ctx: OperationContext, name: str, amount: int) -> int:
    """Use up some of a limit of the tenant."""
    async with ctx.session.begin():
        return await PolicyLimitsEngine(ctx.session).consume(ctx.tenant_id, name, amount)


async def list_rules(ctx: OperationContext) -> Sequence[PolicyRule]:
    """List the tenant's rules."""
    async with ctx.session.begin():
        return await rules_driver.list_rules(ctx.session, ctx.tenant_id)


def evaluate(tenant_id: str, action: str) -> bool:
    """Evaluate a request, and keep a violation if it is refused."""
    engine = PolicyEngine(PolicyEngineDriver())
    with get_engine().begin() as conn:
        allowed = engine.evaluate(conn, tenant_id, action)
        if not allowed:
            engine.record_violation(conn, tenant_id, action)
        return allowed


def forbid(tenant_id: str, *actions: str) -> None:
    """Forbid actions."""
    engine = PolicyEngine(PolicyEngineDriver())
    with get_engine().begin() as conn:
        for action in actions:
            engine.add_safety_rule(conn, tenant_id, action)


def replace_ceilings(tenant_id: str, ceilings: dict[str, float]) -> None:
    """Replace the tenant's risk ceilings."""
    with get_engine().begin() as conn:
        PolicyEngineDriver().replace_ceilings(conn, tenant_id, ceilings)


def release(tenant_id: str, label: str) -> None:
    """Label the present state of the policies and activate it."""
    engine = PolicyEngine(PolicyEngineDriver())
    with get_engine().begin() as conn:
        engine.add_version(conn, tenant_id, label)
        engine.activate_version(conn, tenant_id, label)
