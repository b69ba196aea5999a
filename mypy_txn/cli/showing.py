"""Tables and differences: in colour on a terminal, plain in a pipe."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mypy_txn.configuring.lines import lines_of

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def show_table(to: Console, columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print a table; all columns but the first are of numbers or words that are counted."""
    lines = {"box": box.SIMPLE_HEAD, "padding": (0, 1, 0, 0)} if to.is_terminal else {"box": None}
    table = Table(pad_edge=False, **lines)
    table.add_column(columns[0], overflow="fold")
    for column in columns[1:]:
        table.add_column(column, justify="right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    to.print(table)


def show_difference(to: Console, name: str, old: str, new: str) -> None:
    """Print what changes in the file ``name`` as a unified diff."""
    for line in difference(old, new, name, name):
        to.print(Text(line.rstrip("\r\n"), _STYLES.get(line[0], "")))


def difference(old: str, new: str, old_name: str, new_name: str) -> Iterator[str]:
    """The lines of a unified diff, as ``patch`` reads them."""
    for line in difflib.unified_diff(lines_of(old), lines_of(new), old_name, new_name):
        yield line if line.endswith("\n") else f"{line}\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"
