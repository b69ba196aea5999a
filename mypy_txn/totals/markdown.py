"""The report for a pull request or a wiki."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import By
from mypy_txn.totals.words import sentences, table

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def write(report: Report, by: Sequence[By], out: TextIO) -> None:
    """Write ``report``, with one table for each of ``by``."""
    print("## Transaction findings\n", file=out)
    if report.incomplete:
        print(f"> **{report.incomplete}**\n>", file=out)
        for one in report.unchecked:
            print(f"> - {_escaped(one.what)}: {_escaped(one.why)}", file=out)
        print(file=out)
    print("\n".join(map(_escaped, sentences(report))), file=out)
    for dimension in by:
        words = table(report, dimension)
        print(f"\n{_row(words.head)}\n| --- {'| ---: ' * (len(words.head) - 1)}|", file=out)
        for row in words.rows:
            print(_row(row), file=out)
        print(_row([f"**{cell}**" if cell else "" for cell in words.last], bold=True), file=out)


def _row(cells: Sequence[str], bold: bool = False) -> str:
    return f"| {' | '.join(cells if bold else map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
