"""The state of the circuit breakers."""

from __future__ import annotations

from sqlalchemy import select

from app.models import CircuitBreaker
from mypy_txn import AsyncReadOnlySession, AsyncReadWriteSession


async def register(session: AsyncReadWriteSession, name: str) -> None:
    """Add a closed breaker."""
    session.add(CircuitBreaker(name=name, state="closed", failures=0))


async def record_failure(session: AsyncReadWriteSession, name: str) -> int:
    """Count a failure; returns how many there were since the last success."""
    breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
    breaker.failures += 1
    await session.flush()
    return breaker.failures


async def record_success(session: AsyncReadWriteSession, name: str) -> None:
    """Forget the failures."""
    breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
    breaker.failures = 0


async def trip(session: AsyncReadWriteSession, name: str, reason: str) -> None:
    """Open a breaker."""
    breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
    breaker.state = "open"
    breaker.reason = reason


async def reset(session: AsyncReadWriteSession, name: str) -> None:
    """Close a breaker."""
    breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
    breaker.state, breaker.failures, breaker.reason = "closed", 0, None


async def state_of(session: AsyncReadOnlySession, name: str) -> str | None:
    """Look up whether a breaker is open or closed."""
    states = await session.scalars(select(CircuitBreaker.state).where(CircuitBreaker.name == name))
    return states.one_or_none()
