"""Reads incidents."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from app.models import Incident, IncidentNote
from mypy_txn.sqlmodel import ReadOnlySession


def with_status(session: ReadOnlySession, status: str) -> Sequence[Incident]:
    """List the incidents that are in a state, oldest first."""
    statement = select(Incident).where(Incident.status == status).order_by(col(Incident.id))
    return session.exec(statement).all()


def notes_on(session: ReadOnlySession, incident_id: int) -> Sequence[IncidentNote]:
    """List what was written about an incident."""
    return session.exec(select(IncidentNote).where(IncidentNote.incident_id == incident_id)).all()
