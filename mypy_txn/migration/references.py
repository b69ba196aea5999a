"""Where a type names a class, in all the ways in which a type can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import libcst as cst

from mypy_txn.migration.syntax import Span, literal_text, spans_of, written


class Reference(NamedTuple):
    """A class named in a type.

    Attributes:
        span: of the name, with the type arguments behind it.
        name: as it is written, perhaps dotted.
        quoted: whether it stands in a string or a comment.

    """

    span: Span
    name: str
    quoted: bool


class TypeText(NamedTuple):
    """A type, its places, and how far these are from those in the module.

    Attributes:
        node: its expression.
        spans: the places of its nodes.
        base: what to add to them.
        quoted: whether it stands in a string or a comment.

    """

    node: cst.BaseExpression
    spans: dict[cst.CSTNode, Span]
    base: int
    quoted: bool

    def references(self, full: Callable[[str], str]) -> Iterator[Reference]:
        """Every name of a class in it.

        Args:
            full: the full name of a written one; what ``Literal`` and ``Annotated`` have between
                their brackets is no type.

        """
        match self.node:
            case cst.Name() | cst.Attribute():
                yield from self._named(self.node)
            case cst.Subscript(value=value, slice=slices):
                yield from self._named(self.node)
                name = full(written(value) or "").rpartition(".")[2]
                types = {"Literal": 0, "Annotated": 1}.get(name, len(slices))
                for element in slices[:types]:
                    if isinstance(element.slice, cst.Index):
                        yield from self._inner(element.slice.value, full)
            case cst.BinaryOperation(left=left, right=right):
                yield from self._inner(left, full)
                yield from self._inner(right, full)
            case cst.List(elements=elements) | cst.Tuple(elements=elements):
                for one in elements:
                    yield from self._inner(one.value, full)
            case cst.SimpleString():
                yield from self._quoted(self.node, full)

    def _inner(self, node: cst.BaseExpression, full: Callable[[str], str]) -> Iterator[Reference]:
        yield from self._replace(node=node).references(full)

    def _named(self, node: cst.Name | cst.Attribute | cst.Subscript) -> Iterator[Reference]:
        name = written(node.value if isinstance(node, cst.Subscript) else node)
        if name:
            start, end = self.spans[node]
            yield Reference(Span(self.base + start, self.base + end), name, self.quoted)

    def _quoted(self, node: cst.SimpleString, full: Callable[[str], str]) -> Iterator[Reference]:
        text = literal_text(node)
        start = self.base + self.spans[node].start + len(node.prefix) + len(node.quote)
        if text is not None and (inner := type_in(text, start)):
            yield from inner.references(full)


def type_in(text: str, start: int) -> TypeText | None:
    """The type that is written in a string or comment, which begins at ``start``."""
    try:
        module = cst.parse_module(f"({text})")
    except (cst.ParserSyntaxError, RecursionError):
        return None
    match module.body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=node)])]:
            return TypeText(node, spans_of(module), start - 1, True)
    return None
