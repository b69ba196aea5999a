"""The text of import statements: new ones, and new names in those that are there.

Names are sorted as ruff 0.17.6 does by default, but for numbers in them: constants, classes, the
rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

import libcst as cst

from mypy_txn.migration.syntax import Span, Syntax
from mypy_txn.migration.text import Edit, Text

_WIDTH: Final = 88


def width_of(syntax: Syntax, text: Text) -> int:
    """How long an import may become: 88 characters, or as long as the longest that is there."""
    lines = (text.line_text(syntax.spans[one.statement].start) for one in syntax.imports)
    return max([_WIDTH, *(len(line) for line in lines)])


def statement(module: str, names: Sequence[str], indent: str, line_break: str, width: int) -> str:
    """``from module import names``, on one line if that is not longer than ``width``.

    Args:
        module: to import from.
        names: in order, perhaps with an ``as``.
        indent: what the first line, and each other, begins with; it is not part of the result.
        line_break: between lines.
        width: of a line.

    """
    line = f"from {module} import {', '.join(names)}"
    if len(indent) + len(line) <= width:
        return line
    step = "\t" if indent.endswith("\t") else "    "
    lines = "".join(f"{indent}{step}{name},{line_break}" for name in names)
    return f"from {module} import ({line_break}{lines}{indent})"


def in_order(names: Sequence[str]) -> list[str]:
    """``names`` as they are sorted."""
    return sorted(names, key=_by_kind)


def added(
    syntax: Syntax, text: Text, node: cst.ImportFrom, names: Sequence[str], width: int
) -> Iterator[Edit]:
    """The edits that put ``names`` into ``node``, where they belong by its own order."""
    if not isinstance(node.names, Sequence):
        return
    spans = [syntax.spans[alias] for alias in node.names]
    present = [text.slice(span) for span in spans]
    places = _places(present, names)
    whole = syntax.spans[node]
    merged = list(present)
    for index, group in reversed(places):
        merged[index:index] = group
    indent = text.indent(whole.start)
    line_break = text.line_break(whole.start)
    if node.lpar is None and text.line(whole.start) == text.line(whole.end):
        module = text.slice(syntax.spans[node.module]) if node.module else ""
        new = statement(module, merged, indent, line_break, width)
        if "(" in new:
            yield Edit(*whole, new)
            return
    one_a_line = all(not text.indent(span.start).strip() for span in spans)
    for index, group in places:
        if index == len(spans):
            yield from _behind(text, spans[-1], node.names[-1], group, one_a_line)
        else:
            start = spans[index].start
            space = f"{line_break}{text.indent(start)}" if one_a_line else " "
            yield Edit(start, start, "".join(f"{name},{space}" for name in group))


def _behind(
    text: Text, last: Span, alias: cst.ImportAlias, names: Sequence[str], one_a_line: bool
) -> Iterator[Edit]:
    """The edits that put ``names`` behind the last one."""
    rest = text.data[last.end : text.line_end(last.end)]
    indent, line_break = text.indent(last.start), text.line_break(last.end)
    if not one_a_line or b")" in rest.partition(b"#")[0]:
        space = f"{line_break}{indent}" if one_a_line else " "
        yield Edit(last.end, last.end, "".join(f",{space}{name}" for name in names))
        return
    comma = isinstance(alias.comma, cst.Comma)
    lines = f",{line_break}".join(f"{indent}{name}" for name in names)
    end = text.line_end(last.end)
    if not comma:
        yield Edit(last.end, last.end, ",")
    yield Edit(end, end, lines + ("," if comma else "") + line_break)


def _places(present: Sequence[str], names: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Before which of the present names the new ones stand, in order."""
    key = next((one for one in _KEYS if sorted(present, key=one) == list(present)), None)

    def index(name: str) -> int:
        if key is None:
            return len(present)
        return sum(key(one) < key(name) for one in present)

    ordered = sorted(names, key=key or _by_kind)
    return [(place, list(group)) for place, group in groupby(ordered, key=index)]


def _by_kind(name: str) -> tuple[int, str, str]:
    if name.isupper() and len(name) > 1:
        return 0, name.lower(), name
    return (1 if name[:1].isupper() else 2), name.lower(), name


def _by_letters(name: str) -> tuple[int, str, str]:
    return 0, name.lower(), name


def _by_code(name: str) -> tuple[int, str, str]:
    return 0, name, name


_KEYS: Final[Sequence[Callable[[str], tuple[int, str, str]]]] = (
    _by_kind,
    _by_letters,
    _by_code,
)
