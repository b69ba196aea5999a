"""Switches transactions off: with autocommit, every statement commits by itself."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import psycopg2.extensions
from sqlalchemy import Connection, create_engine

from app.db import settings


@dataclass
class Feed:
    """A feed that publishes each entry at once, or all at the end; it knows no database."""

    autocommit: bool = False


def load(conn: psycopg2.extensions.connection) -> None:
    """Load row by row."""
    conn.autocommit = True
    conn.set_session(isolation_level="SERIALIZABLE")


def load_by_name(conn: psycopg2.extensions.connection) -> None:
    """Set the same by its name."""
    setattr(conn, "autocommit", True)  # noqa: B010


def vacuum(conn: sqlite3.Connection) -> None:
    """Leave the transaction, which VACUUM cannot run in."""
    conn.isolation_level = None
    conn.execute("VACUUM")


def reindex(conn: Connection) -> None:
    """Ask SQLAlchemy for the same."""
    conn.execution_options(isolation_level="AUTOCOMMIT")


def count() -> int:
    """Make an engine of which every connection commits at once."""
    engine = create_engine(settings().url, isolation_level="AUTOCOMMIT")
    return len(engine.dialect.name)


def publish(feed: Feed) -> None:
    """Publish at once: a feed is no connection."""
    feed.autocommit = True


def stream(conn: Connection) -> None:
    """Set an option that has nothing to do with transactions."""
    conn.execution_options(stream_results=True)
