"""Where something stands in the text of a file, in words that survive moved lines.

One of mypy's columns may be that of two places (``mypy_txn.columns``): the syntax tree of the file
decides.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from tokenize import open as open_source
from typing import Final, NamedTuple

from mypy_txn.columns import by_native_parser, in_bytes
from mypy_txn.violations import Place

LONGEST: Final = 200
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_PLACED: Final = (ast.stmt, ast.expr, ast.arg, ast.keyword, ast.pattern)


class Location(NamedTuple):
    """The function or class around a place (``Rows.write``), and the source that stands there."""

    symbol: str
    text: str


class Span(NamedTuple):
    """A range of characters: lines from 1, columns from 0, the end behind the last character.

    Attributes:
        first: the text of the first line.
        last: the text of the last line.

    """

    line: int
    column: int
    end_line: int
    end_column: int
    first: str
    last: str


class _Ends(NamedTuple):
    column: int
    end_line: int
    end_column: int


class Source:
    r"""The text of one module; what the running Python cannot parse counts as plain text.

    Args:
        text: with ``\n`` at the end of each line.
        native: whether mypy's native parser counted the columns.

    """

    def __init__(self, text: str, native: bool = True) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._counted = by_native_parser if native else in_bytes

    def locate(self, place: Place) -> Location:
        """The symbol and the text of ``place``; the text is cut at 200 characters."""
        return Location(self._symbols.get(place.line, ""), self._text_at(place)[:LONGEST])

    def lines(self, first: int, last: int) -> list[str]:
        """The lines from ``first`` to ``last``, counted from 1, as far as there are any."""
        return self._lines[first - 1 : last]

    @property
    def symbols(self) -> frozenset[str]:
        """The names of all functions and classes, each with what it stands in."""
        return frozenset(name for name, _ in self._scopes)

    def span(self, place: Place) -> Span | None:
        """The range of ``place`` in characters; None if the text does not go that far."""
        end_line = place.end_line or place.line
        if end_line > len(self._lines):
            return None
        ends = self._ends(place)
        if ends is None:
            column = place.column
            last = self._lines[end_line - 1]
            ends = _Ends(
                column, end_line, len(last) if place.end_column is None else place.end_column
            )
        first, last = self._lines[place.line - 1], self._lines[ends.end_line - 1]
        column = min(max(ends.column, 0), len(first))
        least = column + 1 if place.line == ends.end_line else 0
        end_column = max(min(ends.end_column, len(last)), least)
        return Span(place.line, column, ends.end_line, end_column, first, last)

    def _ends(self, place: Place) -> _Ends | None:
        """What of the syntax tree stands at ``place``, where the columns alone do not tell."""
        end_line = place.end_line or place.line
        first, last = self._lines[place.line - 1], self._lines[end_line - 1]
        if place.end_column is not None and first.isascii() and last.isascii():
            return None
        here = [
            one for one in self._placed[place.line] if self._starts(one, place.line, place.column)
        ]
        if place.end_column is None:
            return max(here, key=lambda one: one[1:], default=None)
        ends = ((one, self._counted(last, one.end_column)) for one in here)
        return next(
            (one for one, end in ends if (one.end_line, end) == (end_line, place.end_column)), None
        )

    def _starts(self, one: _Ends, line: int, column: int) -> bool:
        return self._counted(self._lines[line - 1], one.column) == column

    def _text_at(self, place: Place) -> str:
        span = self.span(place)
        if span is None:
            return ""
        lines = self._lines[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_column]
        lines[0] = lines[0][span.column :]
        text = "\n".join(lines)
        try:
            return ast.unparse(ast.parse(f"({text}\n)", mode="eval"))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return re.sub(r"\s+", " ", text).strip()

    @cached_property
    def _tree(self) -> ast.AST:
        try:
            return ast.parse(self._text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])

    @cached_property
    def _placed(self) -> Mapping[int, Sequence[_Ends]]:
        """What starts on each line, in characters."""
        placed = defaultdict[int, list[_Ends]](list)
        for node in ast.walk(self._tree):
            if isinstance(node, _PLACED):
                end_line = node.end_lineno or node.lineno
                end = self._characters(end_line, node.end_col_offset or 0)
                start = self._characters(node.lineno, node.col_offset)
                placed[node.lineno].append(_Ends(start, end_line, end))
        return placed

    def _characters(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1].encode()[:offset].decode())

    @cached_property
    def _symbols(self) -> dict[int, str]:
        """From each line of a function or class to its name; inner ones come last and win."""
        return {
            line: name
            for name, node in self._scopes
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        }

    @cached_property
    def _scopes(self) -> list[tuple[str, ast.stmt]]:
        return list(_scopes(self._tree, ""))


def _scopes(parent: ast.AST, prefix: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, _SCOPES):
            name = f"{prefix}{node.name}"
            yield name, node
            yield from _scopes(node, f"{name}.")
        elif isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield from _scopes(node, prefix)


def read_source(path: str | Path, native: bool = True) -> Source:
    """The source in ``path``, decoded as Python decodes it; empty if there is no such file.

    Args:
        path: of the file.
        native: whether mypy's native parser counted the columns.

    """
    try:
        with open_source(path) as file:
            return Source(file.read(), native)
    except (SyntaxError, UnicodeDecodeError):
        text = Path(path).read_bytes().decode(errors="replace")
        return Source(text.replace("\r\n", "\n").replace("\r", "\n"), native)
    except OSError:
        return Source("", native)
