"""Analytics, orchestrated."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.analytics.L5_engines.events_engine import EventsEngine
from app.analytics.L5_engines.ingest_session import IngestSession, ingest
from app.analytics.L6_drivers import events_driver, metrics_driver, rollup_driver
from app.db import SessionLocal, get_async_engine


def track(account: str, *kinds: str) -> None:
    """Keep events, all or none."""
    with SessionLocal.begin() as session:
        EventsEngine(session).track_all(account, ingest(IngestSession(), kinds))


def track_valid(account: str, *kinds: str) -> int:
    """Keep the events that the database takes; returns how many."""
    kept = 0
    with SessionLocal.begin() as session:
        engine = EventsEngine(session)
        for kind in kinds:
            try:
                with session.begin_nested():
                    engine.track(account, kind)
            except IntegrityError:
                continue
            kept += 1
    return kept


def rename_kind(old: str, new: str) -> None:
    """Give a kind of event another name."""
    with SessionLocal.begin() as session:
        metrics_driver.rename_kind(session, old, new)


def count(account: str) -> int:
    """Count the events of an account."""
    with SessionLocal() as session:
        return events_driver.count(session, account)


async def rebuild() -> None:
    """Count all events anew."""
    async with get_async_engine().begin() as conn:
        await rollup_driver.rebuild(conn)


async def total(kind: str) -> int:
    """Look up how often a kind of event happened, as of the last rollup."""
    async with get_async_engine().connect() as conn:
        return await rollup_driver.total(conn, kind)
