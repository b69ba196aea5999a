"""Reads and writes decisions."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from app.models import Decision
from mypy_txn import ReadConnection, WriteConnection


def record(conn: WriteConnection, request_id: str, outcome: str) -> int:
    """Keep a decision; returns its number."""
    return conn.execute(
        insert(Decision).values(request_id=request_id, outcome=outcome).returning(Decision.id)
    ).scalar_one()


def review(conn: WriteConnection, request_id: str, outcome: str, reviewer: str) -> None:
    """Replace a decision by a reviewer's."""
    conn.execute(
        update(Decision)
        .where(Decision.request_id == request_id)
        .values(outcome=outcome, reviewer=reviewer)
    )


def forget(conn: WriteConnection, request_id: str) -> None:
    """Delete a decision."""
    conn.execute(delete(Decision).where(Decision.request_id == request_id))


def outcome_of(conn: ReadConnection, request_id: str) -> str | None:
    """Look up what was decided."""
    return conn.execute(
        select(Decision.outcome).where(Decision.request_id == request_id)
    ).scalar_one_or_none()
