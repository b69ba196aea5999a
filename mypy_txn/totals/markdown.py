"""The report for a pull request or a wiki."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from mypy_txn.markdown import as_prose
from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import By
from mypy_txn.totals.words import sentences, table


def write(report: Report, by: Sequence[By], out: TextIO) -> None:
    """Write ``report``, with one table for each of ``by``."""
    print("## Transaction findings\n", file=out)
    if report.incomplete:
        print(f"> **{report.incomplete}**\n>", file=out)
        for one in report.unchecked:
            print(f"> - {as_prose(one.what)}: {as_prose(one.why)}", file=out)
        print(file=out)
    print("\n".join(map(as_prose, sentences(report))), file=out)
    for dimension in by:
        words = table(report, dimension)
        print(f"\n{_row(words.head)}\n| --- {'| ---: ' * (len(words.head) - 1)}|", file=out)
        for row in words.rows:
            print(_row(row), file=out)
        print(_row([f"**{cell}**" if cell else "" for cell in words.last], bold=True), file=out)


def _row(cells: Sequence[str], bold: bool = False) -> str:
    return f"| {' | '.join(cells if bold else map(as_prose, cells))} |"
