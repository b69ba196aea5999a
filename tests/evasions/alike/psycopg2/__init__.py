"""Like psycopg2."""

from __future__ import annotations

from .extensions import connection


def connect(dsn: str) -> connection:
    return connection()
