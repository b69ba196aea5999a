"""What prints to a terminal, or to a pipe."""

from __future__ import annotations

from typing import Final, TextIO

from rich.console import Console

NO_LIMIT: Final = 10_000


def console_on(out: TextIO, *, fits: bool = True) -> Console:
    """A console that prints what it is given as it is, and leaves long lines to the terminal.

    Args:
        out: where it prints.
        fits: whether it is as wide as a terminal; to a pipe it is as wide as it has to be.

    """
    width = None if fits and out.isatty() else NO_LIMIT
    return Console(file=out, highlight=False, markup=False, soft_wrap=True, width=width)
