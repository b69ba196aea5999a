"""Leaves a block: that commits, rolls back or closes, and no name says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext

import psycopg2.extensions
from sqlalchemy.orm import Session

from app.db import session_scope
from app.models import Account
from mypy_txn import ReadWriteSession


def import_titles(path: str, titles: list[str]) -> None:
    """Open a file; leaving the block commits."""
    with sqlite3.connect(path) as conn:
        conn.executemany("INSERT INTO incident_archive (title) VALUES (?)", zip(titles))


def archive(conn: psycopg2.extensions.connection, title: str) -> None:
    """Enter a connection that was given; leaving the block commits."""
    with conn, conn.cursor() as cursor:
        cursor.execute("INSERT INTO incident_archive (title) VALUES (%s)", (title,))


def archive_all(conn: psycopg2.extensions.connection, titles: list[str]) -> None:
    """Enter it through a stack."""
    with ExitStack() as stack:
        stack.enter_context(conn)
        for title in titles:
            conn.cursor().execute("INSERT INTO incident_archive (title) VALUES (%s)", (title,))


def create(session: Session, name: str) -> None:
    """Close the session, and with it throw away what the caller had not committed."""
    with closing(session):
        session.add(Account(name=name))
        session.flush()


def create_alone(name: str) -> None:
    """Enter a scope of the database's module, which commits."""
    with session_scope() as session:
        session.add(Account(name=name))


@contextmanager
def own_scope() -> Iterator[ReadWriteSession]:
    """Do the same and look as if it had no full session."""
    with session_scope() as session:
        yield session


def flush(session: ReadWriteSession, path: str) -> None:
    """Enter what ends nothing: no transaction, and not the session."""
    with open(path) as file, nullcontext(session) as same:
        same.add_all(Account(name=line.strip()) for line in file)
    session.flush()
