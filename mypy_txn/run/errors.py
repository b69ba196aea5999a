"""What mypy reports, as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class MypyError(NamedTuple):
    """One message of mypy.

    Attributes:
        path: the file, as mypy names it.
        line: from 1; less for the file as a whole.
        severity: ``error`` or ``note``.
        message: what is wrong.
        code: the error code; "" if it has none.

    """

    path: str
    line: int
    severity: str
    message: str
    code: str

    def __str__(self) -> str:
        code = f"  [{self.code}]" if self.code else ""
        place = f"{self.path}:{self.line}" if self.line > 0 else self.path
        return f"{place}: {self.severity}: {self.message}{code}"


def errors_in(lines: Iterable[str]) -> Iterator[MypyError]:
    """The errors among the lines that mypy makes with ``--output json``; notes are left out."""
    return (one for one in messages_in(lines) if one.severity == "error")


def messages_in(lines: Iterable[str]) -> Iterator[MypyError]:
    """The errors and notes among these lines, and nothing of a crash."""
    return (one for line in lines if (one := _read(line)))


def as_text(line: str) -> str:
    """Such a line for a reader; what is not one, as the text of a crash, stays as it is."""
    return str(_read(line) or line)


def _read(line: str) -> MypyError | None:
    if not line.startswith("{"):
        return None
    try:
        data = json.loads(line)
        code = data["code"] or ""
        return MypyError(data["file"], data["line"], data["severity"], data["message"], code)
    except (KeyError, ValueError):  # whatever else is printed: by another plugin, say
        return None
