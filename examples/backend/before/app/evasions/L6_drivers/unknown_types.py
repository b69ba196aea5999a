"""Holds a session whose type mypy does not know: on ``Any``, every member is allowed."""

from __future__ import annotations

import asyncio
import importlib
import json
from typing import Any

from app.models import Account
from mypy_txn import ReadWriteSession


def store(session: Any, name: str) -> None:
    """Take a session as ``Any``, so that tests may pass another one."""
    session.add(Account(name=name))
    session.commit()


class AccountStore:
    """Keeps a session that has lost its type on the way."""

    _session: Any

    def __init__(self, parts: dict[str, Any]) -> None:
        self._session = parts["session"]
        self._conn = parts["conn"]

    def write(self, name: str) -> None:
        """Execute with what was kept."""
        self._session.execute(name)
        self._conn.execute(name)

    async def end(self) -> None:
        """Hand the end of the transaction on."""
        await asyncio.to_thread(self._session.commit)


def rename(session: ReadWriteSession, name: str) -> None:
    """Forget the type of what was given."""
    unit: Any = session
    unit.execute("COMMIT")
    unit.rollback()


def ping() -> None:
    """Fetch an engine from a module that mypy does not look at."""
    with importlib.import_module("app.db").get_engine().begin() as conn:
        conn.exec_driver_sql("SELECT 1")


def read(response: Any) -> object:
    """Close what is no session, and read a column that is called like a method of one."""
    response.close()
    return json.loads(response.body)["commit"]
