"""Reads and writes what the policy engine keeps outside its tables of rules.

Header of the layer: drivers never call session.commit().
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, delete, insert, select

from app.db import get_engine
from app.models import RiskCeiling, SafetyRule


class PolicyEngineDriver:
    """Risk ceilings and safety rules."""

    def __init__(self, engine: Engine | None = None) -> None:
        self._engine = engine

    @contextmanager
    def _write_conn(self) -> Iterator[Connection]:
        """Open a connection to write on."""
        engine = self._engine or get_engine()
        with engine.begin() as conn:
            yield conn

    def replace_ceilings(self, tenant_id: str, ceilings: dict[str, float]) -> None:
        """Replace all of a tenant's risk ceilings."""
        with self._write_conn() as conn:
            conn.execute(delete(RiskCeiling).where(RiskCeiling.tenant_id == tenant_id))
            for metric, ceiling in ceilings.items():
                conn.execute(
                    insert(RiskCeiling).values(tenant_id=tenant_id, metric=metric, ceiling=ceiling)
                )

    def forbidden_actions(self, conn: Connection, tenant_id: str) -> set[str]:
        """List the actions that an enabled safety rule forbids."""
        rows = conn.execute(
            select(SafetyRule.action).where(SafetyRule.tenant_id == tenant_id, SafetyRule.enabled)
        )
        return {row.action for row in rows}
