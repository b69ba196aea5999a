"""What fits into a comment on a pull request: GitHub refuses longer ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TextIO

from mypy_txn.markdown import as_code

LONGEST: Final = 65_536
"""Characters that a comment may have on GitHub."""
ROOM: Final = LONGEST // 4
"""What one list may take of it."""
FEW: Final = 10
"""What is shown without a click."""


def print_some(lines: Iterator[str], number: int, rest: str, out: TextIO, room: int = ROOM) -> int:
    """Print ``lines`` as far as there is room for them, then how many are left.

    Args:
        lines: the lines.
        number: how many there are.
        rest: what to print instead of those that are left, with a place for their number.
        out: where to print.
        room: how many characters there is room for.

    Returns:
        what is left of it.

    """
    for index, line in enumerate(lines):
        if len(line) >= room:
            print(rest.format(number - index), file=out)
            return 0
        room -= len(line) + 1
        print(line, file=out)
    return room


def print_unchecked(unchecked: Sequence[object], out: TextIO) -> None:
    """Print what could not be checked, if anything, after the lines above it."""
    if unchecked:
        print("\nNot checked, so there may be more:\n", file=out)
        lines = (f"- {as_code(str(one))}" for one in unchecked)
        print_some(lines, len(unchecked), "- and {} more", out)
