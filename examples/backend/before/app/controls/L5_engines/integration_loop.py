"""The integration loop: adjusts the routing, and takes it back when it does not help."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class RoutingAdjustment:
    """A change of the routing that can be taken back."""

    weight: float
    history: list[str] = field(default_factory=list)

    def rollback(self, reason: str) -> None:
        """Go back to an even weight."""
        self.history.append(reason)
        self.weight = 1.0

    def expire(self, reason: str = "expired") -> None:
        """End the adjustment."""
        self.rollback(reason)


@dataclass(slots=True)
class LoopStatus:
    """Where the loop is."""

    routing_adjustment: RoutingAdjustment
    error_rate: float = 0.0


def review(loop_status: LoopStatus) -> LoopStatus:
    """Take the adjustment back if errors went up; nothing here needs session.rollback()."""
    if loop_status.error_rate > 0.05:
        loop_status.routing_adjustment.rollback(f"error rate {loop_status.error_rate:.0%}")
    return loop_status
