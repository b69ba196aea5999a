"""Circuit breakers, orchestrated."""

from __future__ import annotations

from app.controls.L5_engines.breaker_engine import BreakerEngine
from app.controls.L6_drivers import circuit_breaker
from app.general.L4_handlers.context import OperationContext


async def register(ctx: OperationContext, *names: str) -> None:
    """Add breakers."""
    async with ctx.session.begin():
        for name in names:
            await circuit_breaker.register(ctx.session, name)


async def report_failure(ctx: OperationContext, name: str, threshold: int = 3) -> bool:
    """Count a failure; returns whether the breaker tripped."""
    async with ctx.session.begin():
        return await BreakerEngine(threshold).on_failure(ctx.session, name)


async def report_success(ctx: OperationContext, name: str) -> None:
    """Forget the failures."""
    async with ctx.session.begin():
        await circuit_breaker.record_success(ctx.session, name)


async def reset(ctx: OperationContext, name: str) -> None:
    """Close a breaker."""
    async with ctx.session.begin():
        await circuit_breaker.reset(ctx.session, name)


async def state_of(ctx: OperationContext, name: str) -> str | None:
    """Look up whether a breaker is open or closed."""
    async with ctx.session.begin():
        return await circuit_breaker.state_of(ctx.session, name)
