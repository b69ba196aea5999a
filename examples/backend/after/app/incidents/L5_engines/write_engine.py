"""Decides what happens to an incident."""

from __future__ import annotations

from app.incidents.L6_drivers import incident_driver
from app.models import Incident, IncidentNote
from mypy_txn.sqlmodel import ReadWriteSession


class IncidentWriteEngine:
    """Opens incidents, writes notes on them, resolves them."""

    def __init__(self, session: ReadWriteSession) -> None:
        self._session = session

    def open_incident(self, title: str) -> int:
        """Open an incident; returns its number."""
        incident = Incident(title=title)
        self._session.add(incident)
        self._session.flush()
        assert incident.id is not None
        return incident.id

    def add_note(self, incident_id: int, text: str) -> None:
        """Write a note on an open incident."""
        incident = self._session.get_one(Incident, incident_id)
        if incident.status != "open":
            raise ValueError(f"incident {incident_id} is {incident.status}")
        self._session.add(IncidentNote(incident_id=incident_id, text=text))

    def resolve(self, incident_id: int) -> None:
        """Resolve an incident that somebody wrote a note on."""
        incident = self._session.get_one(Incident, incident_id)
        incident.status = "resolved"
        self._session.add(incident)
        self._session.flush()
        if not incident_driver.notes_on(self._session, incident_id):
            raise ValueError(f"incident {incident_id} has no notes")
