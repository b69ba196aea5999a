"""Incidents, orchestrated."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from app.db import connect_archive
from app.general.L4_handlers.context import SyncOperationContext
from app.incidents.L5_engines.write_engine import IncidentWriteEngine
from app.incidents.L6_drivers import archive_driver, incident_driver
from app.models import Incident


def report(ctx: SyncOperationContext, title: str, *notes: str) -> int:
    """Open an incident with its first notes; returns its number."""
    engine = IncidentWriteEngine(ctx.session)
    incident_id = engine.open_incident(title)
    for note in notes:
        engine.add_note(incident_id, note)
    return incident_id


def resolve(ctx: SyncOperationContext, incident_id: int) -> None:
    """Resolve an incident."""
    IncidentWriteEngine(ctx.session).resolve(incident_id)


def with_status(ctx: SyncOperationContext, status: str) -> Sequence[Incident]:
    """List the incidents that are in a state."""
    return incident_driver.with_status(ctx.session, status)


def archive(*rows: tuple[int, str]) -> int:
    """Archive incidents by number and title; returns how many."""
    with closing(connect_archive()) as conn:
        return archive_driver.archive(conn, rows)


def archived_titles() -> list[str]:
    """List the titles in the archive."""
    with closing(connect_archive()) as conn:
        return archive_driver.archived_titles(conn)
