"""Parsing a module.

LibCST 1.9 reads Python up to 3.15, whatever Python it runs on.
"""

from __future__ import annotations

import re
from typing import Final

import libcst as cst

from mypy_txn.migration.fixed import why_fixed
from mypy_txn.migration.syntax import (
    Annotation,
    Block,
    Import,
    Parameter,
    Span,
    Syntax,
    TypeComment,
    spans_of,
    written,
)
from mypy_txn.migration.text import Text, UnreadableError

_TYPE_COMMENT: Final = re.compile(r"#\s*type:\s*(?!ignore\b)([^#]*?)\s*(?:#.*)?$")
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")


def read(text: Text) -> Syntax:
    """Parse a module.

    Raises:
        UnreadableError: if LibCST cannot, or would lose a byte of it.

    """
    source = _LONE_RETURN.sub("\n", str(text))  # LibCST would lose it
    try:
        module = cst.parse_module(source)
        code = module.code
        root = Block(module, module, Span(0, len(text.data)), None)
        syntax = Syntax(module, spans_of(module), root)
        module.visit(_Reader(syntax))
    except (cst.ParserSyntaxError, RecursionError) as error:
        first = str(error).partition("\n")[0]
        raise UnreadableError(f"the file cannot be parsed: {first}") from None
    if code != source:
        raise UnreadableError("the file does not survive parsing")
    return syntax


class _Reader(cst.CSTVisitor):
    """Fills a ``Syntax``."""

    def __init__(self, syntax: Syntax) -> None:
        super().__init__()
        self._into = syntax
        self._spans = syntax.spans
        self._above: list[cst.CSTNode] = []
        self._blocks = [syntax.root]

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Go into ``node``, with what is around it at hand."""
        if isinstance(node, cst.IndentedBlock | cst.SimpleStatementSuite):
            block = Block(node, self._above[-1], self._spans[node], self._blocks[-1])
            self._blocks.append(block)
        inside = super().on_visit(node)
        self._above.append(node)
        return inside

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Leave a node."""
        self._above.pop()
        if isinstance(original_node, cst.IndentedBlock | cst.SimpleStatementSuite):
            self._blocks.pop()
        super().on_leave(original_node)

    # Types

    def visit_Annotation(self, node: cst.Annotation) -> None:
        is_variable = isinstance(self._above[-1], cst.AnnAssign)
        evaluated = not (is_variable and self._in_function())
        self._annotate(node.annotation, self._spans[node], evaluated)

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        self._annotate(node.value, self._spans[node.value], False)

    def visit_TypeVar(self, node: cst.TypeVar) -> None:
        if node.bound:
            self._annotate(node.bound, self._spans[node.bound], False)

    def _annotate(self, node: cst.BaseExpression, span: Span, evaluated: bool) -> None:
        self._into.annotations.append(Annotation(node, span, evaluated))

    def _in_function(self) -> bool:
        scope = next(block for block in reversed(self._blocks) if block.is_scope)
        return isinstance(scope.owner, cst.FunctionDef)

    # Parameters and type comments

    def visit_Param(self, node: cst.Param) -> None:
        function = next(
            n for n in reversed(self._above) if isinstance(n, cst.FunctionDef | cst.Lambda)
        )
        name = self._spans[node.name]
        fixed = why_fixed(function, node)
        self._into.parameters.append(Parameter(node, name, function, fixed))
        after = [node.whitespace_after_param]
        if isinstance(node.comma, cst.Comma):
            after.append(node.comma.whitespace_after)
        for space in after:
            if isinstance(space, cst.ParenthesizedWhitespace):
                self._comment(space.first_line.comment, node, name.start)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._bind(node.name)
        if isinstance(node.body, cst.IndentedBlock):
            self._comment(node.body.header.comment, node)
            for line in getattr(node.body.body[0], "leading_lines", ()):
                self._comment(line.comment, node)

    def visit_For(self, node: cst.For) -> None:
        if isinstance(node.body, cst.IndentedBlock):
            self._comment(node.body.header.comment, node)

    def visit_With(self, node: cst.With) -> None:
        if isinstance(node.body, cst.IndentedBlock):
            self._comment(node.body.header.comment, node)

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        self._comment(node.trailing_whitespace.comment, node)

    def _comment(
        self, comment: cst.Comment | None, owner: cst.CSTNode, at: int | None = None
    ) -> None:
        found = comment and _TYPE_COMMENT.match(comment.value)
        if comment and found:
            start = self._spans[comment].start + len(comment.value[: found.start(1)].encode())
            span = Span(start, start + len(found[1].encode()))
            begin = self._spans[owner].start if at is None else at
            self._into.comments.append(TypeComment(found[1], span, owner, begin))

    # Imports

    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            full = written(alias.name) or ""
            self._import(_as_name(alias) or full.partition(".")[0], full, alias, node)
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        source = "." * len(node.relative) + (written(node.module) or "" if node.module else "")
        head = source if source.endswith(".") else f"{source}."
        if isinstance(node.names, cst.ImportStar):
            self._import("*", f"{head}*", None, node)
            return False
        for alias in node.names:
            name = written(alias.name) or ""
            self._import(_as_name(alias) or name, f"{head}{name}", alias, node)
        return False

    def _import(
        self,
        local: str,
        full: str,
        alias: cst.ImportAlias | None,
        statement: cst.Import | cst.ImportFrom,
    ) -> None:
        line, block = self._above[-1], self._blocks[-1]
        self._into.imports.append(Import(local, full, alias, statement, line, block))

    # Names and strings

    def visit_Name(self, node: cst.Name) -> None:
        match self._above[-1]:
            case cst.Attribute(attr=name) | cst.Arg(keyword=name) if name is node:
                pass
            case _:
                self._into.names[node.value] += 1

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._bind(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._bind(node.target)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._bind(node.name)

    def _bind(self, target: cst.BaseExpression) -> None:
        if isinstance(target, cst.Name):
            self._into.bound.add(target.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        is_statement = isinstance(self._above[-1], cst.Expr)
        strings = self._into.docstrings if is_statement else self._into.strings
        strings.append(node.raw_value)


def _as_name(alias: cst.ImportAlias) -> str | None:
    return written(alias.asname.name) if alias.asname else None
