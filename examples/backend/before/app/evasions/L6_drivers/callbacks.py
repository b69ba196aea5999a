"""Hands the end of a transaction to somebody else: a thread, a task, a loop, a callback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.db import with_session
from app.models import Account
from mypy_txn import AsyncReadWriteSession, ReadWriteSession


async def suspend(session: AsyncSession, name: str) -> None:
    """Get at the synchronous session, and commit that."""
    await session.execute(update(Account).where(Account.name == name).values(status="suspended"))
    await session.run_sync(lambda inner: inner.commit())


async def suspend_later(session: AsyncSession) -> asyncio.Task[None]:
    """Leave the end to a task."""
    return asyncio.create_task(session.commit())


def on_exit(session: Session, callbacks: list[Callable[[], None]]) -> None:
    """Leave it to whoever runs the callbacks."""
    callbacks.append(session.rollback)
    callbacks.append(partial(Session.commit, session))
    callbacks.append(lambda: session.close())


def in_background(session: Session, executor: Executor) -> None:
    """Leave it to a thread."""
    threading.Thread(target=session.commit).start()
    executor.submit(session.commit)


def activate(name: str) -> None:
    """Be handed a full session by a function of the database's module."""
    statement = update(Account).where(Account.name == name).values(status="active")
    with_session(lambda session: session.execute(statement))
    with_session(lambda session: session.commit())


async def flush(session: AsyncReadWriteSession, loop: asyncio.AbstractEventLoop) -> None:
    """Hand on what ends nothing."""
    await asyncio.create_task(session.flush())
    loop.call_soon(print, "flushed")


def flush_later(session: ReadWriteSession, callbacks: list[Callable[[], None]]) -> None:
    """Hand on a method that a driver may call."""
    callbacks.append(session.flush)
