"""The sweep log: a Markdown file with a table; what else is in the file is left as it is.

A row is complete in itself and has no hidden part, so that logs merge line by line. Only the
numbers by file stand once, in a comment, as those of the last row: a line for each file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from mypy_txn.configuring.lines import with_endings_of
from mypy_txn.files import write_whole
from mypy_txn.sweep.notes import difference
from mypy_txn.sweep.rows import (
    HEAD,
    Row,
    RowError,
    Snapshot,
    as_line,
    is_row_of,
    make_row,
    read_row,
    with_delta,
)

INTRODUCTION: Final = """\
# Transaction findings

How many there are in the protected layers: open, baselined and suppressed ones together.
`mypy-txn sweep record` adds a row.
"""
FILES: Final = "<!-- The findings of the last row by file, for mypy-txn sweep:"
END: Final = "-->"
_CONFLICT: Final = re.compile(r"<{7}|={7}|>{7}")
_ROW: Final = re.compile(r"\s*\|?\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\s*\|")
_DELIMITER: Final = re.compile(r"\s*\|(\s*:?-+:?\s*\|)+\s*")
_SPECIAL: Final = re.compile(r"[%<>\x00-\x1f\x7f]")


Key = tuple[datetime, str]


class LogError(Exception):
    """The log cannot be read; the text names the file, the line and what is wrong there."""


@dataclass(frozen=True)
class Log:
    """The log.

    Attributes:
        before: the lines down to the table's second one.
        rows: the table's others, in their order.
        after: the lines below, without the numbers by file.
        files: how many findings there were in each file, by the row's key, where that is known:
            read and written is that of the last row.
        old: the text of the file as it was read; its line endings stay.

    """

    before: Sequence[str]
    rows: Sequence[Row]
    after: Sequence[str]
    files: Mapping[Key, Mapping[str, int]]
    old: str = ""

    @property
    def latest(self) -> Mapping[str, int]:
        """How many findings the last row has in each file, as far as that is known."""
        return self.files.get(_key(self.rows[-1]), {}) if self.rows else {}

    def has(self, commit: str) -> bool:
        """Whether there is a row of a commit, of which the whole hash is given."""
        return any(row.is_of(commit) for row in self.rows)

    def add(self, time: datetime, commit: str, snapshot: Snapshot, note: str | None) -> Log:
        """The log with one row more, behind all that are not later.

        Args:
            time: of the row.
            commit: as in a row.
            snapshot: the numbers.
            note: None means that it says what has changed.

        """
        at = max((at for at, row in enumerate(self.rows, 1) if row.time <= time), default=0)
        before = self.rows[at - 1] if at else None
        if note is None:
            files = self.files.get(_key(before)) if before else None
            note = difference(before, files, snapshot)
        row = make_row(time, commit, snapshot, note, before)
        below = [with_delta(self.rows[at], row), *self.rows[at + 1 :]] if self.rows[at:] else []
        known = {**self.files, _key(row): snapshot.files}
        return replace(self, rows=[*self.rows[:at], row, *below], files=known)

    @property
    def text(self) -> str:
        """The text of the file."""
        lines = [*self.before, *(row.line for row in self.rows), *self.after]
        if self.rows and (files := self.files.get(_key(self.rows[-1]))) is not None:
            lines += [*([""] if lines[-1] else []), *_files_block(files)]
        return with_endings_of(self.old, "\n".join([*lines, ""]))


def read_log(path: Path) -> Log:
    """Read a log; a file that does not exist, or is empty, is one without rows.

    Raises:
        LogError: if it is damaged, or has conflicts of a merge.

    """
    try:
        old = path.read_bytes().decode() if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise LogError(f"{path}: cannot read the log: {error}") from None
    text = old.replace("\r\n", "\n")
    lines = text.removesuffix("\n").split("\n") if text.strip() else _new()
    try:
        return replace(_log(lines), old=old)
    except _Damage as damage:
        line, what = damage.args
        raise LogError(f"{path}:{line}: {what}; mend it, or take it from version control") from None


def write_log(path: Path, log: Log) -> None:
    """Write a log, all of it or nothing.

    Raises:
        LogError: if it cannot be written.

    """
    try:
        write_whole(path, log.text.encode())
    except OSError as error:
        raise LogError(f"{path}: cannot write the log: {error}") from None


class _Damage(Exception):
    """What is wrong in which line."""


def _new() -> list[str]:
    dashes = ("---:" if name in ("total", "delta") else "---" for name in HEAD)
    return [*INTRODUCTION.splitlines(), "", as_line(HEAD), as_line([*dashes])]


def _log(lines: Sequence[str]) -> Log:
    for number, line in enumerate(lines, 1):
        if _CONFLICT.match(line):
            raise _Damage(number, "the log has conflicts of a merge; keep the rows of both sides")
    heads = [number for number, line in enumerate(lines, 1) if is_row_of(line, HEAD)]
    if len(heads) != 1:
        raise _Damage(1, f"there must be one table with the columns {', '.join(HEAD)}")
    top = heads[0] + 1
    if top > len(lines) or not _DELIMITER.fullmatch(lines[top - 1]):
        raise _Damage(top, "below the head of a table there is a line of dashes")
    table = list(takewhile(str.strip, lines[top:]))
    rows = []
    for number, line in enumerate(table, top + 1):
        try:
            rows.append(read_row(line))
        except RowError as error:
            raise _Damage(number, str(error)) from None
    below = top + len(table)
    for number, line in enumerate(lines, 1):
        if _ROW.match(line) and not top < number <= below:
            raise _Damage(number, "a row stands outside of the table")
    after, files = _without_files(lines[below:], below)
    if files is None or not rows or sum(files.values()) != rows[-1].total:
        return Log(lines[:top], rows, after, {})
    return Log(lines[:top], rows, after, {_key(rows[-1]): files})


def _without_files(
    lines: Sequence[str], above: int
) -> tuple[Sequence[str], Mapping[str, int] | None]:
    """The lines without the numbers by file, and those; ``above`` lines stand over them."""
    if FILES not in lines:
        return lines, None
    start = lines.index(FILES)
    if END not in lines[start:]:
        raise _Damage(above + start + 1, f"the numbers by file do not end with {END}")
    end = lines.index(END, start)
    files: dict[str, int] = {}
    for number, line in enumerate(lines[start + 1 : end], above + start + 2):
        path, _, count = line.rpartition(" ")
        if not path or not count.isdecimal():
            raise _Damage(number, f"{line!r} is not a file and how many findings it has")
        files[unquote(path)] = int(count)
    rest = [*lines[:start], *lines[end + 1 :]]
    while rest and not rest[-1]:
        rest.pop()
    return rest, files


def _key(row: Row) -> Key:
    return row.time, row.commit


def _files_block(files: Mapping[str, int]) -> Iterator[str]:
    yield FILES
    for path, number in sorted(files.items()):
        yield f"{_SPECIAL.sub(lambda found: quote(found[0]), path)} {number}"
    yield END
