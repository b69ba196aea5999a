"""The report for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TextIO

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table
from rich.text import Text

from mypy_txn.console import console_on
from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import By, Kind
from mypy_txn.totals.words import sentences, table

STYLES: Final[dict[str, str]] = {
    Kind.OPEN: "red",
    Kind.NOT_VERIFIABLE: "yellow",
    Kind.VERIFIED: "green",
}


def write(report: Report, by: Sequence[By], out: TextIO) -> None:
    """Write ``report``, with one table for each of ``by``."""
    console = console_on(out, fits=False)  # a path is to be read whole
    if report.incomplete:
        console.print(Text(report.incomplete, "bold red"))
        for one in report.unchecked:
            console.print(Text(f"  {one.what}: {one.why}", "red"))
        console.print()
    for sentence in sentences(report):
        console.print(Text(sentence))
    for dimension in by:
        console.print()
        console.print(_table(report, dimension))


def _table(report: Report, by: By) -> Table:
    words = table(report, by)
    columns = [Column(name, justify="right", style=STYLES.get(name, "")) for name in words.head]
    columns[0].justify = "left"
    shown = Table(*columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in words.rows:
        shown.add_row(*map(Text, row))
    shown.add_section()
    shown.add_row(*map(Text, words.last), style="bold")
    return shown
