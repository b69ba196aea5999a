"""A batch of events on its way in; a session of its own kind, in memory."""

from __future__ import annotations

from collections.abc import Iterable


class IngestSession:
    """Collects kinds of events until they are flushed."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self.flushed: list[str] = []

    def push(self, kind: str) -> None:
        """Take in an event."""
        self._pending.append(kind)

    def flush(self) -> None:
        """Sort what came in, and let go of it."""
        self.flushed.extend(sorted(self._pending))
        self._pending.clear()


def ingest(session: IngestSession, kinds: Iterable[str]) -> list[str]:
    """Return the events in order, without the empty ones."""
    for kind in kinds:
        if kind:
            session.push(kind)
    session.flush()
    return session.flushed
