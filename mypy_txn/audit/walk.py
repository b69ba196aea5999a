"""Every statement and expression, without mypy's visitors, which interpreted code cannot extend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from mypy.nodes import (
    AssertStmt,
    AssertTypeExpr,
    AssignmentExpr,
    AssignmentStmt,
    AwaitExpr,
    Block,
    CallExpr,
    CastExpr,
    ClassDef,
    ComparisonExpr,
    ConditionalExpr,
    Decorator,
    DelStmt,
    DictExpr,
    DictionaryComprehension,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    GeneratorExpr,
    IfStmt,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    OpExpr,
    OverloadedFuncDef,
    RaiseStmt,
    ReturnStmt,
    RevealExpr,
    SetComprehension,
    SetExpr,
    SliceExpr,
    StarExpr,
    Statement,
    SuperExpr,
    TemplateStrExpr,
    TryStmt,
    TupleExpr,
    TypeApplication,
    UnaryExpr,
    WhileStmt,
    WithStmt,
    YieldExpr,
    YieldFromExpr,
)
from mypy.traverser import NameAndMemberCollector

Name = NameExpr | MemberExpr
Member = MemberExpr | SuperExpr
_N = TypeVar("_N", bound=Node)
_S = TypeVar("_S", bound=Statement)
_IN_STATEMENTS: Final[dict[type[Node], tuple[str, ...]]] = {
    AssertStmt: ("expr", "msg"),
    AssignmentStmt: ("lvalues", "rvalue"),
    ClassDef: ("decorators", "keywords"),
    Decorator: ("original_decorators",),
    DelStmt: ("expr",),
    ExpressionStmt: ("expr",),
    ForStmt: ("index", "expr"),
    IfStmt: ("expr",),
    MatchStmt: ("subject", "guards"),
    OperatorAssignmentStmt: ("lvalue", "rvalue"),
    RaiseStmt: ("expr", "from_expr"),
    ReturnStmt: ("expr",),
    TryStmt: ("types",),
    WhileStmt: ("expr",),
    WithStmt: ("expr", "target"),
}
IN_EXPRESSIONS: Final[dict[type[Node], tuple[str, ...]]] = {
    AssertTypeExpr: ("expr",),
    AssignmentExpr: ("target", "value"),
    AwaitExpr: ("expr",),
    CallExpr: ("callee", "args"),
    CastExpr: ("expr",),
    ComparisonExpr: ("operands",),
    ConditionalExpr: ("cond", "if_expr", "else_expr"),
    DictExpr: ("items",),
    DictionaryComprehension: ("sequences", "indices", "condlists", "key", "value"),
    GeneratorExpr: ("sequences", "indices", "condlists", "left_expr"),
    IndexExpr: ("base", "index"),
    ListComprehension: ("generator",),
    ListExpr: ("items",),
    MemberExpr: ("expr",),
    OpExpr: ("left", "right"),
    RevealExpr: ("expr",),
    SetComprehension: ("generator",),
    SetExpr: ("items",),
    SliceExpr: ("begin_index", "end_index", "stride"),
    StarExpr: ("expr",),
    SuperExpr: ("call",),
    TemplateStrExpr: ("items",),
    TupleExpr: ("items",),
    TypeApplication: ("expr",),
    UnaryExpr: ("expr",),
    YieldExpr: ("expr",),
    YieldFromExpr: ("expr",),
}


def expressions_of(stmt: Statement) -> Iterator[Expression]:
    """The outermost expressions of one statement, without those of the statements in it."""
    if isinstance(stmt, FuncDef):
        yield from _flat([argument.initializer for argument in stmt.arguments])
    for name in _IN_STATEMENTS.get(type(stmt), ()):
        yield from _flat(getattr(stmt, name))


def expressions_in(expr: Expression) -> Iterator[Expression]:
    """``expr`` and every expression in it, the bodies of lambdas included.

    What mypy analysed as a type is none: the first argument of ``cast``, a type variable's bound.
    """
    pending = [expr]
    while pending:
        current = pending.pop()
        yield current
        if (analyzed := getattr(current, "analyzed", None)) is not None:
            current = analyzed
        if isinstance(current, LambdaExpr):
            for stmt in current.body.body:
                pending.extend(expressions_of(stmt))
        pending.extend(children(current))


def children(expr: Expression) -> Iterator[Expression]:
    """The expressions that ``expr`` is made of, without the body of a lambda."""
    for name in IN_EXPRESSIONS.get(type(expr), ()):
        yield from _flat(getattr(expr, name))


def ends_of(expr: Expression) -> Sequence[Expression]:
    """The expressions that ``expr`` has its value from: through ``:=``, ``if``, ``and``, ``or``."""
    match expr:
        case NameExpr() | MemberExpr() | CallExpr():  # most are
            return (expr,)
        case AssignmentExpr():
            return ends_of(expr.value)
        case ConditionalExpr():
            return (*ends_of(expr.if_expr), *ends_of(expr.else_expr))
        case OpExpr(op="and" | "or"):
            return (*ends_of(expr.left), *ends_of(expr.right))
        case _:
            return (expr,)


def values_in(expr: Expression) -> list[Expression]:
    """What ``expr`` is, or has in it as a display of values."""
    match expr:
        case NameExpr() | MemberExpr() | CallExpr():  # most are
            return [expr]
        case DictExpr():
            return [part for _, value in expr.items for part in values_in(value)]
        case ListExpr() | TupleExpr() | SetExpr():
            return [part for item in expr.items for part in values_in(item)]
    ends = ends_of(expr)
    return [expr] if ends[0] is expr else [part for end in ends for part in values_in(end)]


def _flat(value: object) -> Iterator[Expression]:
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, dict):
        yield from _flat(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item)


def statements_of(tree: MypyFile) -> tuple[Statements, Statements]:
    """The statements of ``tree`` in source order, nested ones included.

    Functions that a plugin made up, which have no line, are not among them.

    Returns:
        all of them, and those that mypy does not leave out: ``if not TYPE_CHECKING``,
        ``sys.version_info``.

    """
    left_out: list[Block] = []
    everything = Statements(_statements(tree, left_out))
    return everything, Statements(_statements(tree)) if left_out else everything


def _statements(tree: MypyFile, left_out: list[Block] | None = None) -> Iterator[Statement]:
    """The statements; those that mypy leaves out if ``left_out`` is there to get their blocks."""
    pending: list[Node | None] = list(reversed(tree.defs))
    while pending:
        node = pending.pop()
        if node is None:
            continue
        if type(node) is Block:
            if node.is_unreachable:
                if left_out is None:
                    continue
                left_out.append(node)
            pending.extend(reversed(node.body))
            continue
        if isinstance(node, Statement):
            yield node
        find = _PARTS.get(type(node))
        if find:
            pending.extend(reversed(find(node)))


def _of_overloads(node: OverloadedFuncDef) -> Sequence[Node | None]:
    return node.items if node.impl in node.items else (*node.items, node.impl)


_PARTS: Final[dict[type[Node], Callable[[Any], Sequence[Node | None]]]] = {
    FuncDef: lambda node: (node.body,) if node.line > 0 else (),
    Decorator: lambda node: (node.func,),
    OverloadedFuncDef: _of_overloads,
    ClassDef: lambda node: (node.defs,),
    IfStmt: lambda node: (*node.body, node.else_body),
    ForStmt: lambda node: (node.body, node.else_body),
    WhileStmt: lambda node: (node.body, node.else_body),
    WithStmt: lambda node: (node.body,),
    TryStmt: lambda node: (node.body, *node.handlers, node.else_body, node.finally_body),
    MatchStmt: lambda node: node.bodies,
}
"""The blocks, functions and classes in a statement."""


def by_kind(nodes: Iterable[_N]) -> Mapping[type[_N], list[_N]]:
    """``nodes`` by their classes, each in the order given."""
    groups = defaultdict[type[_N], list[_N]](list)
    for node in nodes:
        groups[type(node)].append(node)
    return groups


def by_name(members: Iterable[Member]) -> Mapping[str, list[Member]]:
    """``members`` by their names, each in the order given."""
    groups = defaultdict[str, list[Member]](list)
    for member in members:
        groups[member.name].append(member)
    return groups


class Statements(list[Statement]):
    """Statements in source order."""

    def of(self, kind: type[_S]) -> list[_S]:
        """Those of exactly this class."""
        return cast("list[_S]", self._by_kind.get(kind, []))

    @cached_property
    def _by_kind(self) -> Mapping[type[Statement], list[Statement]]:
        return by_kind(self)


def lines_of(node: Node) -> range:
    """The lines that ``node`` is written in."""
    return range(node.line, (node.end_line or node.line) + 1)


def names_in(node: Node) -> list[Name]:
    """Every name and member in ``node``, in whatever it has."""
    collector = NameAndMemberCollector()
    node.accept(collector)
    return [*collector.name_exprs, *collector.member_exprs]
