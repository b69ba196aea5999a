"""Commits below SQLAlchemy, with the connection of a database driver."""

from __future__ import annotations

import sqlite3

import asyncpg
import duckdb
import psycopg
import pymysql

from mypy_txn import WriteCursor


def archive(dsn: str, title: str) -> None:
    """Open a connection with psycopg, and begin and end a transaction."""
    conn = psycopg.connect(dsn)
    with conn.transaction():
        conn.execute("INSERT INTO incident_archive (title) VALUES (%s)", (title,))
    conn.commit()


async def count(conn: asyncpg.Connection) -> None:
    """Begin and end one with asyncpg."""
    async with conn.transaction():
        await conn.execute("UPDATE analytics_event_counts SET total = total + 1")


def count_in_mysql(host: str) -> None:
    """Switch transactions off with PyMySQL."""
    conn = pymysql.connect(host=host)
    conn.autocommit(True)


def migrate(conn: sqlite3.Connection, script: str) -> None:
    """Run a script, before which sqlite3 commits."""
    conn.executescript(script)


def summarise() -> None:
    """Commit on the connection that duckdb has for the whole process."""
    duckdb.commit()


def titles(cursor: WriteCursor) -> list[str]:
    """Read with a cursor that the owner has opened."""
    cursor.execute("SELECT title FROM incident_archive ORDER BY incident_id")
    return [title for (title,) in cursor.fetchall()]
