"""Tables and differences: in colour on a terminal, plain in a pipe."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def console() -> Console:
    """What prints to stdout; nothing that is printed is broken to fit a pipe."""
    width = None if sys.stdout.isatty() else 400
    return Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True, width=width)


def show_table(to: Console, columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print a table; all columns but the first are of numbers or words that are counted."""
    table = Table(box=box.SIMPLE_HEAD if to.is_terminal else None, pad_edge=False)
    table.add_column(columns[0], no_wrap=True)
    for column in columns[1:]:
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    to.print(table)


def show_difference(to: Console, name: str, old: str, new: str) -> None:
    """Print what changes in the file ``name`` as a unified diff."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, name
    )
    for line in lines:
        shown = Text(line.rstrip("\r\n"), _STYLES.get(line[0], ""))
        to.print(shown)
        if not line.endswith("\n"):
            to.print(Text("\\ No newline at end of file"))
