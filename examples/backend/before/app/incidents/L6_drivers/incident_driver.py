"""Reads incidents."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.models import Incident, IncidentNote


def with_status(session: Session, status: str) -> Sequence[Incident]:
    """List the incidents that are in a state, oldest first."""
    statement = select(Incident).where(Incident.status == status).order_by(col(Incident.id))
    return session.exec(statement).all()


def notes_on(session: Session, incident_id: int) -> Sequence[IncidentNote]:
    """List what was written about an incident."""
    return session.exec(select(IncidentNote).where(IncidentNote.incident_id == incident_id)).all()
