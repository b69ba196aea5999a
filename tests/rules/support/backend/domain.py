"""Domain objects with words of control in their members: none of them is a handle."""

from __future__ import annotations


class Adjustment:
    def begin(self) -> Adjustment:
        return self

    def commit(self) -> None: ...

    def rollback(self, reason: str = "") -> None: ...

    def close(self) -> None: ...

    def __enter__(self) -> Adjustment:
        return self

    def __exit__(self, *exc: object) -> None: ...


class LoopStatus:
    routing_adjustment = Adjustment()


class DeterministicEngine:
    def begin(self) -> int:
        return 1

    def connect(self) -> str:
        return ""

    def dispose(self) -> None: ...


engine = DeterministicEngine()
