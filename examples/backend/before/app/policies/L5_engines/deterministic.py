"""Replays policy evaluations in memory, always with the same outcome."""

from __future__ import annotations

from collections.abc import Iterable


class DeterministicEngine:
    """Runs steps in order and can take back the last ones; it knows no database."""

    def __init__(self) -> None:
        self._run = ""
        self._steps: list[str] = []

    def begin(self, run: str) -> None:
        """Start a run."""
        self._run = run
        self._steps.clear()

    def step(self, action: str) -> None:
        """Do one step."""
        self._steps.append(f"{self._run}:{action}")

    def rollback(self, steps: int) -> None:
        """Take back the last steps."""
        del self._steps[len(self._steps) - steps :]

    def commit(self) -> tuple[str, ...]:
        """End the run and say what was done."""
        return tuple(self._steps)


def replay(engine: DeterministicEngine, run: str, actions: Iterable[str]) -> tuple[str, ...]:
    """Replay actions, without those that were cancelled."""
    engine.begin(run)
    for action in actions:
        if action == "cancel":
            engine.rollback(1)
        else:
            engine.step(action)
    return engine.commit()
