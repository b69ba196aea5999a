"""Decides when a circuit breaker trips."""

from __future__ import annotations

from app.controls.L6_drivers import circuit_breaker
from mypy_txn import AsyncReadWriteSession


class BreakerEngine:
    """Trips a breaker after too many failures in a row."""

    def __init__(self, threshold: int = 3) -> None:
        self._threshold = threshold

    async def on_failure(self, session: AsyncReadWriteSession, name: str) -> bool:
        """Count a failure; returns whether the breaker tripped."""
        failures = await circuit_breaker.record_failure(session, name)
        if failures < self._threshold:
            return False
        await circuit_breaker.trip(session, name, f"{failures} failures in a row")
        return True
