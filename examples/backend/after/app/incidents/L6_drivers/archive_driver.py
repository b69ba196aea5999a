"""Writes the archive of resolved incidents with the database's own driver."""

from __future__ import annotations

from collections.abc import Iterable

from mypy_txn import WriteCursor


def archive(cursor: WriteCursor, rows: Iterable[tuple[int, str]]) -> int:
    """Archive incidents by number and title; returns how many."""
    archived = 0
    for incident_id, title in rows:
        cursor.execute(
            "INSERT INTO incident_archive (incident_id, title) VALUES (?, ?)",
            (incident_id, title),
        )
        archived += cursor.rowcount
    return archived


def archived_titles(cursor: WriteCursor) -> list[str]:
    """List the titles in the archive."""
    cursor.execute("SELECT title FROM incident_archive ORDER BY incident_id")
    return [title for (title,) in cursor.fetchall()]
