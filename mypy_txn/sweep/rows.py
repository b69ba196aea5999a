"""One row of the sweep log: numbers, as cells of a Markdown table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, unquote

HEAD: Final = (
    "time (UTC)", "commit", "total", "delta", "statuses", "domains", "codes", "note",
)  # fmt: skip
TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_BORDER: Final = re.compile(r"(?<!\\)\|")
_SPECIAL: Final = re.compile(r"[%,|\\\x00-\x1f\x7f]")
_NUMBERED: Final = re.compile(r"(.*\S) (\d+)")


class RowError(Exception):
    """A row that cannot be read; the text says what is wrong with it."""


@dataclass(frozen=True)
class Snapshot:
    """The findings of one run, counted: all of them, whatever their status and code.

    Attributes:
        statuses: how many are open, baselined, suppressed.
        domains: how many there are in each domain.
        codes: how many there are of each code.
        files: how many there are in each file.

    """

    statuses: Mapping[str, int]
    domains: Mapping[str, int]
    codes: Mapping[str, int]
    files: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.statuses.values())

    @classmethod
    def of_report(cls, totals: Mapping[str, Any]) -> Snapshot:
        """From what ``mypy-txn report --output json`` has under ``totals``."""
        by = totals["by"]
        domains, codes, files = (
            {name: counts["findings"] for name, counts in by[what].items() if counts["findings"]}
            for what in ("domain", "code", "file")
        )
        return cls(totals["statuses"], domains, codes, files)


@dataclass(frozen=True)
class Row:
    """One total, and when it was one.

    Attributes:
        time: in UTC, without fractions of seconds.
        commit: the first digits of its hash, ``-dirty`` behind them if files had been changed;
            empty outside of git.
        total: how many findings there were.
        statuses: how many of them were open, baselined, suppressed.
        domains: by domain.
        codes: by code.
        note: what was written to it.
        line: the row as it stands in the log, without the end of the line.

    """

    time: datetime
    commit: str
    total: int
    statuses: Mapping[str, int]
    domains: Mapping[str, int]
    codes: Mapping[str, int]
    note: str
    line: str

    def is_of(self, commit: str) -> bool:
        """Whether the row is that of a commit, of which the whole hash is given."""
        return bool(self.commit) and commit.startswith(self.commit)


def make_row(time: datetime, commit: str, snapshot: Snapshot, note: str, before: Row | None) -> Row:
    """The row that comes after ``before``."""
    numbers = snapshot.statuses, snapshot.domains, snapshot.codes
    readable = note.encode(errors="surrogateescape").decode(errors="replace")
    one_line = " ".join(readable.split())
    cells = [
        time.strftime(TIME),
        commit,
        str(snapshot.total),
        _delta(snapshot.total, before),
        *map(_listed, numbers),
        one_line.replace("|", r"\|"),
    ]
    return Row(time, commit, snapshot.total, *numbers, one_line, as_line(cells))


def with_delta(row: Row, before: Row | None) -> Row:
    """``row``, as it reads after ``before``."""
    cells = _cells(row.line)
    cells[HEAD.index("delta")] = _delta(row.total, before)
    return replace(row, line=as_line(cells))


def read_row(line: str) -> Row:
    """The row that ``line`` is.

    Raises:
        RowError: if it is none, or if its numbers do not add up.

    """
    cells = _cells(line)
    if len(cells) != len(HEAD):
        raise RowError(f"a row has {len(HEAD)} cells, this one {len(cells)}")
    when, commit, total, _, statuses, domains, codes, note = cells
    try:
        time = datetime.strptime(when, TIME).replace(tzinfo=UTC)
    except ValueError:
        raise RowError(f"{when!r} is not a time like 2026-01-31T09:30:00Z") from None
    if not total.isdecimal():
        raise RowError(f"the total {total!r} is not a number")
    return Row(
        time,
        commit,
        int(total),
        _numbers("statuses", statuses, int(total)),
        _numbers("domains", domains, int(total)),
        _numbers("codes", codes, int(total)),
        note.replace(r"\|", "|"),
        line,
    )


def is_row_of(line: str, cells: tuple[str, ...]) -> bool:
    """Whether ``line`` has just these cells."""
    return line.lstrip().startswith("|") and tuple(_cells(line)) == cells


def as_line(cells: list[str] | tuple[str, ...]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _cells(line: str) -> list[str]:
    found = [cell.strip() for cell in _BORDER.split(line.strip())]
    return found[1:-1] if len(found) > 1 and not found[0] and not found[-1] else found


def _delta(total: int, before: Row | None) -> str:
    return f"{total - before.total:+d}" if before else ""


def _listed(numbers: Mapping[str, int]) -> str:
    names = {_SPECIAL.sub(lambda found: quote(found[0]), name): name for name in sorted(numbers)}
    return ", ".join(f"{shown} {numbers[name]}" for shown, name in names.items() if numbers[name])


def _numbers(what: str, cell: str, total: int) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for part in filter(None, map(str.strip, cell.split(","))):
        found = _NUMBERED.fullmatch(part)
        if not found or unquote(found[1]) in numbers:
            raise RowError(f"the {what} are written like `accounts 3, policies 1`, not {cell!r}")
        numbers[unquote(found[1])] = int(found[2])
    if (added := sum(numbers.values())) != total:
        raise RowError(f"the {what} add up to {added}, and the total is {total}")
    return numbers
