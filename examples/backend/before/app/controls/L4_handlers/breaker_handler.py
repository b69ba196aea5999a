"""Circuit breakers, orchestrated."""

from __future__ import annotations

from app.controls.L5_engines.breaker_engine import BreakerEngine
from app.controls.L6_drivers import circuit_breaker


async def register(*names: str) -> None:
    """Add breakers."""
    for name in names:
        await circuit_breaker.register(name)


async def report_failure(name: str, threshold: int = 3) -> bool:
    """Count a failure; returns whether the breaker tripped."""
    return await BreakerEngine(threshold).on_failure(name)


async def report_success(name: str) -> None:
    """Forget the failures."""
    await circuit_breaker.record_success(name)


async def reset(name: str) -> None:
    """Close a breaker."""
    await circuit_breaker.reset(name)


async def state_of(name: str) -> str | None:
    """Look up whether a breaker is open or closed."""
    return await circuit_breaker.state_of(name)
