"""Removing ``with session.begin():`` from around the lines that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from mypy_txn.migration.reading import read
from mypy_txn.migration.syntax import Syntax
from mypy_txn.migration.text import Edit, LeftError, Text, UnreadableError


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A module without some of its ``with`` blocks.

    Attributes:
        source: its new bytes.
        left: the lines of those that could not be removed, each with the reason.

    """

    source: bytes
    left: dict[int, str]


def unwrap(source: bytes, lines: Iterable[int]) -> Unwrapped:
    """Remove the ``with`` statements in ``lines`` and dedent what is in them.

    Comments stay, and so do the lines of strings that go over several.

    Args:
        source: a module's bytes, in whatever encoding and with whatever line breaks.
        lines: from 1, where these statements begin.

    """
    left = {}
    for line in sorted(lines, reverse=True):
        try:
            source = _without(source, line)
        except (UnreadableError, LeftError) as error:
            left[line] = str(error)
    return Unwrapped(source, left)


def _without(source: bytes, line: int) -> bytes:
    text = Text(source)
    syntax = read(text)
    node = _statement(syntax, text, line)
    if not isinstance(node.body, cst.IndentedBlock):
        raise LeftError("its body is in the same line")
    start, end = syntax.spans[node]
    outer = text.indent(start)
    inner = text.indent(syntax.spans[node.body.body[0]].start)
    after_header = text.line_end(syntax.spans[node.body.header].start)
    comment = node.body.header.comment
    kept = f"{outer}{comment.value}{text.line_break(start)}" if comment else ""
    last = text.line(end) + len(node.body.footer)
    strings = set(_lines_in_strings(syntax, text))
    lines = (one for one in range(text.line(after_header), last + 1) if one not in strings)
    places = (
        one for one in map(text.line_offset, lines) if text.data.startswith(inner.encode(), one)
    )
    dedents = (Edit(one, one + len(inner.encode()), outer) for one in places)
    return text.edited([Edit(text.line_start(start), after_header, kept), *dedents])


def _statement(syntax: Syntax, text: Text, line: int) -> cst.With:
    for node, span in syntax.spans.items():
        if isinstance(node, cst.With) and text.line(span.start) == line:
            return node
    raise LeftError("there is no with statement")


def _lines_in_strings(syntax: Syntax, text: Text) -> Iterator[int]:
    """The lines that begin inside a string."""
    for node, (start, end) in syntax.spans.items():
        if isinstance(node, cst.SimpleString | cst.FormattedString | cst.TemplatedString):
            yield from range(text.line(start) + 1, text.line(end) + 1)
