"""What SQLAlchemy and SQLite do to transactions, and which protected modules are on the stack then.

What counts as controlling a transaction

* a commit or a rollback, of a savepoint as well, by whatever way: SQLAlchemy's events and SQLite's
  own trace tell of it;
* a beginning that was asked for: ``begin()``, ``begin_nested()``. The transaction that a session or
  a connection begins by itself with its first statement is nobody's doing.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType

import greenlet
import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, SessionTransaction, SessionTransactionOrigin
from sqlalchemy.pool import Pool

COMMENTS = r"\s*(/\*.*?\*/\s*)*"
CONTROLS = re.compile(COMMENTS + r"(BEGIN|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)
ENDS = re.compile(COMMENTS + r"(COMMIT|END|ROLLBACK|RELEASE)\b", re.IGNORECASE)
LIBRARY = str(Path(sqlalchemy.__file__).parent)
CONNECTION_EVENTS = (
    *("begin", "commit", "rollback", "savepoint", "rollback_savepoint", "release_savepoint"),
    *("begin_twophase", "prepare_twophase", "commit_twophase", "rollback_twophase"),
)


@dataclass(frozen=True)
class Seen:
    """One thing that happened.

    Attributes:
        what: the event's name.
        functions: for each frame of a protected module, the innermost first: the line it is at, and
            the first and last line of its function. Empty where a thread or a task did it.

    """

    what: str
    functions: tuple[tuple[int, int, int], ...]


class Watcher:
    """Collects what happens while it is told to look."""

    def __init__(self, protected: Path) -> None:
        self._protected = str(protected)
        self._looking = False
        self.seen: list[Seen] = []
        for name in CONNECTION_EVENTS:
            event.listen(Engine, name, self._listener(name))
        event.listen(Pool, "connect", self._on_connect)
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        event.listen(Session, "after_transaction_create", self._on_session_transaction)

    @contextmanager
    def looking(self) -> Iterator[list[Seen]]:
        """What happens inside of this."""
        self.seen, self._looking = [], True
        try:
            yield self.seen
        finally:
            self._looking = False

    def note(self, what: str) -> None:
        """Record that ``what`` happens now."""
        if self._looking:
            frames = (f for f in _frames() if f.f_code.co_filename.startswith(self._protected))
            self.seen.append(Seen(what, tuple((f.f_lineno, *_lines(f.f_code)) for f in frames)))

    def trace(self, statement: str) -> None:
        """For SQLite's trace; the driver begins a transaction by itself, as SQLAlchemy does."""
        if ENDS.match(statement):
            self.note(f"SQLite: {statement}")

    def _listener(self, name: str) -> Callable[..., None]:
        def listen(*_: object) -> None:
            if name != "begin" or _asked_to_begin():
                self.note(name)

        return listen

    def _on_connect(self, connection: object, _: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(self.trace)

    def _on_statement(self, _: object, __: object, statement: str, *___: object) -> None:
        if CONTROLS.match(statement):
            self.note(statement)

    def _on_session_transaction(self, _: Session, transaction: SessionTransaction) -> None:
        if transaction.origin in (
            SessionTransactionOrigin.BEGIN,
            SessionTransactionOrigin.BEGIN_NESTED,
        ):
            self.note("Session.begin")


def _frames() -> Iterator[FrameType]:
    """The stack, through the greenlets in which SQLAlchemy's asyncio runs what is synchronous."""
    frame: FrameType | None = sys._getframe(1)
    current: greenlet.greenlet | None = greenlet.getcurrent()
    while True:
        while frame is not None:
            yield frame
            frame = frame.f_back
        current = current.parent if current else None
        if current is None:
            return
        frame = current.gr_frame


def _asked_to_begin() -> bool:
    """Whether the function of SQLAlchemy that was called from outside is one that begins."""
    called = ""
    for frame in _frames():
        if frame.f_code.co_filename.startswith(LIBRARY):
            called = frame.f_code.co_name
        elif called and frame.f_code.co_filename != __file__:
            break
    return called.startswith("begin")


def _lines(code: CodeType) -> tuple[int, int]:
    inner = [_lines(each)[1] for each in code.co_consts if isinstance(each, CodeType)]
    lines = [line for _, _, line in code.co_lines() if line]
    return code.co_firstlineno, max(lines + inner)
