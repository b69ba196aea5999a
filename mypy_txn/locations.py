"""Where something stands in a module, in words that survive moved lines and reformatting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from tokenize import open as open_source
from typing import Final, NamedTuple

from mypy_txn.violations import Place

LONGEST: Final = 200
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Location(NamedTuple):
    """The function or class around a place (``Rows.write``), and the source that stands there."""

    symbol: str
    text: str


class Source:
    """The text of one module.

    Text that the running Python cannot parse is compared as it stands, line by line.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.encode().splitlines()
        self._text = text

    def locate(self, place: Place) -> Location:
        """The symbol and the text of ``place``; the text is cut at 200 characters."""
        return Location(self._symbols.get(place.line, ""), self._text_at(place)[:LONGEST])

    @property
    def symbols(self) -> frozenset[str]:
        """The names of all functions and classes, each with what it stands in."""
        return frozenset(name for name, _ in self._scopes)

    def _text_at(self, place: Place) -> str:
        end_line = place.end_line or place.line
        lines = self._lines[place.line - 1 : end_line]
        if not lines:
            return ""
        if place.end_column is not None:
            lines[-1] = lines[-1][: place.end_column]
        lines[0] = lines[0][place.column :]
        text = b"\n".join(lines).decode(errors="replace")
        try:
            return ast.unparse(ast.parse(f"({text}\n)", mode="eval"))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return re.sub(r"\s+", " ", text).strip()

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
        try:
            return list(_scopes(ast.parse(self._text), ""))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return []


def _scopes(parent: ast.AST, prefix: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, _SCOPES):
            name = f"{prefix}{node.name}"
            yield name, node
            yield from _scopes(node, f"{name}.")
        elif isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield from _scopes(node, prefix)


def read_source(path: str) -> Source:
    """The source in ``path``, decoded as Python decodes it; empty if that is not possible."""
    try:
        with open_source(path) as file:
            return Source(file.read())
    except (OSError, SyntaxError, UnicodeDecodeError):
        return Source(
            Path(path).read_bytes().decode(errors="replace") if Path(path).exists() else ""
        )
