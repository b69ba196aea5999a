"""Decides when a circuit breaker trips."""

from __future__ import annotations

from app.controls.L6_drivers import circuit_breaker


class BreakerEngine:
    """Trips a breaker after too many failures in a row."""

    def __init__(self, threshold: int = 3) -> None:
        self._threshold = threshold

    async def on_failure(self, name: str) -> bool:
        """Count a failure; returns whether the breaker tripped."""
        failures = await circuit_breaker.record_failure(name)
        if failures < self._threshold:
            return False
        await circuit_breaker.trip(name, f"{failures} failures in a row")
        return True
