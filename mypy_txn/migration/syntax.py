"""What there is in a module: its types, parameters, imports and names, each with its place.

Every place is an offset in the UTF-8 text of the module.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, CodeSpan, MetadataWrapper


class Span(NamedTuple):
    """From ``start`` to ``end``, which is behind the last byte."""

    start: int
    end: int

    def covers(self, offset: int) -> bool:
        """Whether the byte at ``offset`` is in it."""
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type where Python's grammar has one.

    Attributes:
        node: its expression.
        span: of the expression, with the brackets around it.
        evaluated: whether Python evaluates it when it gets there.

    """

    node: cst.BaseExpression
    span: Span
    evaluated: bool


@dataclass(frozen=True, slots=True)
class TypeComment:
    """A comment that gives types.

    Attributes:
        text: the types, without ``# type:`` and without a comment behind them.
        span: of that text.
        owner: the statement or parameter that it is about.
        at: where the owner begins.

    """

    text: str
    span: Span
    owner: cst.CSTNode
    at: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter.

    Attributes:
        node: its syntax.
        name: where its name stands.
        function: the function or lambda that takes it.
        fixed: why its type cannot be another one; "" if it can.

    """

    node: cst.Param
    name: Span
    function: cst.FunctionDef | cst.Lambda
    fixed: str


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The statements of a module, a function, a class, or a branch.

    Attributes:
        node: the module or the indented lines.
        owner: what they belong to.
        span: from its first statement to its last.
        outer: the block around it.

    """

    node: cst.Module | cst.IndentedBlock | cst.SimpleStatementSuite
    owner: cst.CSTNode
    span: Span
    outer: Block | None

    @property
    def is_type_checking(self) -> bool:
        """Whether only type checkers execute it."""
        if not isinstance(self.owner, cst.If):
            return False
        test = written(self.owner.test) or ""
        return self.node is self.owner.body and test.rpartition(".")[2] == "TYPE_CHECKING"

    @property
    def is_scope(self) -> bool:
        """Whether names bound in it are its own."""
        return isinstance(self.owner, cst.Module | cst.FunctionDef | cst.ClassDef)

    @property
    def takes_imports(self) -> bool:
        """Whether an import may be added to it: what follows it can rely on that."""
        if not isinstance(self.node, cst.Module | cst.IndentedBlock):
            return False
        of_module = self.outer is not None and isinstance(self.outer.node, cst.Module)
        return self.is_scope or (self.is_type_checking and of_module)


@dataclass(frozen=True, slots=True)
class Import:
    """One name that an import statement binds.

    Attributes:
        local: the name that it binds; ``*`` for all of another module's.
        full: what it stands for, as in ``sqlalchemy.orm.Session``, or ``.db.Session``.
        alias: its syntax; None for a ``*``.
        statement: the whole statement.
        line: the line of statements that the statement stands in.
        block: the block that the line stands in.

    """

    local: str
    full: str
    alias: cst.ImportAlias | None
    statement: cst.Import | cst.ImportFrom
    line: cst.CSTNode
    block: Block

    @property
    def is_plain(self) -> bool:
        """Whether it is ``import a.b``, which binds ``a``."""
        is_import = isinstance(self.statement, cst.Import)
        return is_import and self.alias is not None and self.alias.asname is None


@dataclass
class Syntax:
    """What there is in a module, in source order.

    Attributes:
        module: its tree.
        spans: the place of every node, without the space around it.
        root: the block that is the module.
        annotations: all types, in no comment.
        comments: all type comments.
        parameters: of all functions and lambdas.
        imports: all names that are imported, also inside functions and branches.
        strings: the texts of strings that are values or quoted types.
        docstrings: the texts of strings that are statements.
        names: how often each name is used or bound, other than by an import.
        bound: the names that an assignment, a class or a function binds somewhere.

    """

    module: cst.Module
    spans: dict[cst.CSTNode, Span]
    root: Block
    annotations: list[Annotation] = field(default_factory=list)
    comments: list[TypeComment] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    docstrings: list[str] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bound: set[str] = field(default_factory=set)

    @property
    def postpones(self) -> bool:
        """Whether annotations are not evaluated at all (PEP 563)."""
        return any(one.full == "__future__.annotations" for one in self.imports)


def written(node: cst.CSTNode) -> str | None:
    """The dotted name that ``node`` is; None if it is something else."""
    match node:
        case cst.Name():
            return node.value
        case cst.Attribute():
            head = written(node.value)
            return head and f"{head}.{node.attr.value}"
        case _:
            return None


def spans_of(module: cst.Module) -> dict[cst.CSTNode, Span]:
    """The place of every node of ``module``, without the space around it."""
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    return {
        node: Span(span.start, span.start + span.length)
        for node, span in wrapper.resolve(ByteSpanPositionProvider).items()
        if isinstance(span, CodeSpan)
    }


def literal_text(node: cst.SimpleString) -> str | None:
    """The text of a string as its source shows it; None for one with escapes, and for bytes."""
    has_other_text = "b" in node.prefix.lower() or "\\" in node.raw_value
    return None if has_other_text else node.raw_value
