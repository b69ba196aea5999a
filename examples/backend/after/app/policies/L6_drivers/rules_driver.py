"""Reads policy rules and limits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.models import PolicyLimit, PolicyRule
from mypy_txn import AsyncReadOnlySession


async def list_rules(session: AsyncReadOnlySession, tenant_id: str) -> Sequence[PolicyRule]:
    """List a tenant's rules by name."""
    rules = await session.scalars(
        select(PolicyRule).where(PolicyRule.tenant_id == tenant_id).order_by(PolicyRule.name)
    )
    return rules.all()


async def find_rule(session: AsyncReadOnlySession, tenant_id: str, name: str) -> PolicyRule | None:
    """Find the rule of that name."""
    rules = await session.scalars(
        select(PolicyRule).where(PolicyRule.tenant_id == tenant_id, PolicyRule.name == name)
    )
    return rules.one_or_none()


async def find_limit(
    session: AsyncReadOnlySession, tenant_id: str, name: str
) -> PolicyLimit | None:
    """Find the limit of that name."""
    limits = await session.scalars(
        select(PolicyLimit).where(PolicyLimit.tenant_id == tenant_id, PolicyLimit.name == name)
    )
    return limits.one_or_none()
