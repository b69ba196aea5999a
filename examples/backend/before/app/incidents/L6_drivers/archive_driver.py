"""Writes the archive of resolved incidents with the database's own driver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg2.extensions


def archive(conn: psycopg2.extensions.connection, rows: Iterable[tuple[int, str]]) -> int:
    """Archive incidents by number and title; returns how many."""
    archived = 0
    with conn.cursor() as cursor:
        for incident_id, title in rows:
            cursor.execute(
                "INSERT INTO incident_archive (incident_id, title) VALUES (%s, %s)",
                (incident_id, title),
            )
            archived += cursor.rowcount
    conn.commit()
    return archived


def archived_titles(conn: psycopg2.extensions.connection) -> list[str]:
    """List the titles in the archive."""
    with conn.cursor() as cursor:
        cursor.execute("SELECT title FROM incident_archive ORDER BY incident_id")
        return [title for (title,) in cursor.fetchall()]
