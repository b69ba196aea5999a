"""Where a finding stands in the text of its file, in characters.

mypy's columns are bytes of UTF-8 with ``--no-native-parser``. Those of the native parser, which is
the default in mypy 2.4.1 (ast-serialize 0.13.1), are characters less the bytes that go beyond one a
character, counted up to a wrong byte. So one column may be that of two places: the syntax tree of
the file decides.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from tokenize import open as open_source
from typing import Final, NamedTuple

from mypy_txn.records import Finding
from mypy_txn.run import Outcome

_PLACED: Final = (ast.stmt, ast.expr, ast.arg, ast.keyword, ast.pattern)


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


class Sources:
    """The files of a run, each read once."""

    def __init__(self, outcome: Outcome) -> None:
        self._root = outcome.project.root
        native = outcome.project.options.native_parser
        self._counted = _by_native_parser if native else _in_bytes
        self._files: dict[str, _File] = {}

    def span(self, finding: Finding) -> Span | None:
        """The range of ``finding``; None if its file is gone or has become too short."""
        if finding.path not in self._files:
            self._files[finding.path] = _File(self._root / finding.path)
        return self._files[finding.path].span(finding, self._counted)


def _in_bytes(line: str, index: int) -> int:
    return len(line[:index].encode())


def _by_native_parser(line: str, index: int) -> int:
    return index - sum(0x80 <= byte < 0xC0 for byte in line.encode()[: index + 2])


class _File:
    def __init__(self, path: Path) -> None:
        self._path = path

    def span(self, finding: Finding, counted: Callable[[str, int], int]) -> Span | None:
        if finding.end_line > len(self._lines):
            return None
        first, last = self._lines[finding.line - 1], self._lines[finding.end_line - 1]
        column, end_column = finding.column, finding.end_column
        if not (first.isascii() and last.isascii()):
            for start, end in self._places(finding.line, finding.end_line):
                if (counted(first, start), counted(last, end)) == (column, end_column):
                    column, end_column = start, end
                    break
        column = min(max(column, 0), len(first))
        least = column + 1 if finding.line == finding.end_line else 0
        end_column = max(min(end_column, len(last)), least)
        return Span(finding.line, column, finding.end_line, end_column, first, last)

    @cached_property
    def _lines(self) -> list[str]:
        try:
            with open_source(self._path) as file:
                return file.read().split("\n")
        except (SyntaxError, UnicodeDecodeError):
            text = self._path.read_bytes().decode(errors="replace")
            return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        except OSError:
            return []

    @cached_property
    def _tree(self) -> ast.AST:
        try:
            return ast.parse("\n".join(self._lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])

    def _places(self, line: int, end_line: int) -> Iterator[tuple[int, int]]:
        """Where what stands on these lines starts and ends, in characters."""
        for node in ast.walk(self._tree):
            if isinstance(node, _PLACED) and (node.lineno, node.end_lineno) == (line, end_line):
                end = self._characters(end_line, node.end_col_offset or 0)
                yield self._characters(line, node.col_offset), end

    def _characters(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1].encode()[:offset].decode())
