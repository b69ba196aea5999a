"""The state of the circuit breakers."""

from __future__ import annotations

from sqlalchemy import select

from app.db import AsyncSessionLocal
from app.models import CircuitBreaker


async def register(name: str) -> None:
    """Add a closed breaker."""
    async with AsyncSessionLocal() as session:
        async with session.begin():
            session.add(CircuitBreaker(name=name, state="closed", failures=0))


async def record_failure(name: str) -> int:
    """Count a failure; returns how many there were since the last success."""
    async with AsyncSessionLocal() as session:
        async with session.begin():
            breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
            breaker.failures += 1
            await session.flush()
            return breaker.failures


async def record_success(name: str) -> None:
    """Forget the failures."""
    async with AsyncSessionLocal() as session:
        async with session.begin():
            breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
            breaker.failures = 0


async def trip(name: str, reason: str) -> None:
    """Open a breaker."""
    async with AsyncSessionLocal() as session:
        async with session.begin():
            breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
            breaker.state = "open"
            breaker.reason = reason


async def reset(name: str) -> None:
    """Close a breaker."""
    async with AsyncSessionLocal() as session:
        async with session.begin():
            breaker = await session.get_one(CircuitBreaker, name, with_for_update=True)
            breaker.state, breaker.failures, breaker.reason = "closed", 0, None


async def state_of(name: str) -> str | None:
    """Look up whether a breaker is open or closed."""
    async with AsyncSessionLocal() as session:
        states = await session.scalars(
            select(CircuitBreaker.state).where(CircuitBreaker.name == name)
        )
        return states.one_or_none()
