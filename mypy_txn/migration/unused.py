"""Removing imports that nothing needs any more."""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import libcst as cst

from mypy_txn.migration.reading import read
from mypy_txn.migration.syntax import Block, Import, Syntax, written
from mypy_txn.migration.text import Edit, Text

_NOQA: Final = re.compile(r"#\s*noqa\b(?!:)|#\s*noqa:.*\bF401\b", re.IGNORECASE)
_PROMPT: Final = re.compile(r"\s*(?:>>>|\.\.\.)\s")


def without_unused(
    source: bytes, names: Iterable[tuple[str, str]], taken: Collection[str] = ()
) -> bytes:
    """``source`` without the imports among ``names`` that nothing in it uses.

    A use is also a mention in a string that could be code, in a type comment or in a doctest. What
    is imported to be handed on is left: ``import X as X``, ``__all__``, ``noqa: F401``.

    Args:
        source: of a module.
        names: of each import the name that it binds, and the full one that it stands for.
        taken: the names that other modules take out of this one; ``*`` is all.

    Raises:
        UnreadableError: if the module cannot be read.

    """
    text = Text(source)
    syntax = read(text)
    wanted = set(names)
    unused = [
        one
        for one in syntax.imports
        if (one.local, one.full) in wanted and {"*", one.local}.isdisjoint(taken)
        if _is_unused(syntax, text, one)
    ]
    removal = _Removal(syntax, text)
    edits = list(removal.edits(unused))
    return without_unused(text.edited(edits), removal.freed, taken) if edits else source


def _is_unused(syntax: Syntax, text: Text, one: Import) -> bool:
    if one.alias is None or (one.alias.asname and one.full.rpartition(".")[2] == one.local):
        return False
    line = text.line_end(syntax.spans[one.statement].end)
    statement = text.slice((syntax.spans[one.statement].start, line))
    return one.local not in syntax.names and not (
        _NOQA.search(statement) or _is_mentioned(syntax, one.local)
    )


def _is_mentioned(syntax: Syntax, name: str) -> bool:
    word = re.compile(rf"\b{re.escape(name)}\b")
    return (
        any(word.search(comment.text) for comment in syntax.comments)
        or any(word.search(string) and _is_code(string) for string in syntax.strings)
        or any(
            word.search(line) and _PROMPT.match(line)
            for string in syntax.docstrings
            for line in string.splitlines()
        )
    )


def _is_code(string: str) -> bool:
    with warnings.catch_warnings(action="ignore"):
        try:
            ast.parse(textwrap.dedent(string).strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


class _Removal:
    """The edits that remove names from import statements."""

    def __init__(self, syntax: Syntax, text: Text) -> None:
        self._syntax = syntax
        self._text = text
        self.freed: set[tuple[str, str]] = set()

    def edits(self, unused: Iterable[Import]) -> Iterator[Edit]:
        gone: dict[Block, list[cst.CSTNode]] = {}
        for _, group in groupby(unused, key=lambda one: one.statement):
            imports = list(group)
            first = imports[0]
            names = first.statement.names
            aliases = [one.alias for one in imports if one.alias]
            if not isinstance(names, Sequence):
                continue
            if len(aliases) < len(names):
                yield from self._names(list(names), aliases)
            elif isinstance(first.line, cst.SimpleStatementLine) and len(first.line.body) == 1:
                gone.setdefault(first.block, []).append(first.line)
        for block, lines in gone.items():
            yield from self._lines(block, lines)

    def _lines(self, block: Block, lines: list[cst.CSTNode]) -> Iterator[Edit]:
        """Whole lines, and the block around them if nothing else is in it."""
        if len(lines) < len(block.node.body):
            yield from map(self._line, lines)
        elif block.is_type_checking and isinstance(block.owner, cst.If) and not block.owner.orelse:
            outer = block.outer
            if outer is not None and len(outer.node.body) > 1:
                yield self._line(block.owner)
                head = (written(block.owner.test) or "").partition(".")[0]
                same = (one for one in self._syntax.imports if one.local == head)
                self.freed |= {(one.local, one.full) for one in same}

    def _line(self, node: cst.CSTNode) -> Edit:
        """A statement with its lines, and with the empty lines on one side if it stood alone."""
        span = self._syntax.spans[node]
        start, end = self._text.line_start(span.start), self._text.line_end(span.end)
        if self._is_empty(end):
            while start and self._is_empty(start - 1):
                start = self._text.line_start(start - 1)
            while start == 0 and end < len(self._text.data) and self._is_empty(end):
                end = self._text.line_end(end)
        return Edit(start, end, "")

    def _is_empty(self, offset: int) -> bool:
        line = self._text.slice((self._text.line_start(offset), self._text.line_end(offset)))
        return not line.strip(" \t\r\n")

    def _names(self, names: list[cst.ImportAlias], unused: list[cst.ImportAlias]) -> Iterator[Edit]:
        """Some of the names of a statement."""
        spans = self._syntax.spans
        kept = [alias for alias in names if alias not in unused]
        for alias in unused:
            start, end = spans[alias]
            line = self._text.line_text(start).strip()
            index = names.index(alias)
            if re.fullmatch(rf"{re.escape(self._text.slice((start, end)))}\s*,?\s*(#.*)?", line):
                yield Edit(self._text.line_start(start), self._text.line_end(end), "")
            elif any(names.index(one) > index for one in kept):
                yield Edit(start, spans[names[index + 1]].start, "")
            else:
                yield Edit(spans[names[index - 1]].end, end, "")
