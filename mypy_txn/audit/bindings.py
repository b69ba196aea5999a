"""What ``with``, ``for``, comprehensions and unpacking bind to names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mypy.nodes import (
    AssignmentStmt,
    DictionaryComprehension,
    Expression,
    ForStmt,
    GeneratorExpr,
    ListComprehension,
    ListExpr,
    MemberExpr,
    OperatorAssignmentStmt,
    SetComprehension,
    StarExpr,
    TupleExpr,
    WithStmt,
)

from mypy_txn.audit.assigned import DISPLAYS
from mypy_txn.audit.module import TypedModule

WITH: Final = ("__enter__", "__aenter__")
FOR: Final = ("__iter__", "__aiter__")
COMPREHENSIONS = (ListComprehension, SetComprehension, GeneratorExpr, DictionaryComprehension)


class Binding(NamedTuple):
    """An object, the targets that are bound to what it yields, and the methods that yield it."""

    given: Expression
    targets: list[Expression]
    by: tuple[str, ...]


def bindings(module: TypedModule) -> Iterator[Binding]:
    """Each ``with``, ``for``, comprehension and unpacking assignment."""
    for block in module.statements.of(WithStmt):
        for given, entered in zip(block.expr, block.target):
            yield Binding(given, _targets(entered), WITH)
    for loop in module.statements.of(ForStmt):
        yield Binding(loop.expr, _targets(loop.index), FOR)
    for stmt in module.statements.of(AssignmentStmt):
        for target in stmt.lvalues:
            if isinstance(target, DISPLAYS) and not isinstance(stmt.rvalue, DISPLAYS):
                yield Binding(stmt.rvalue, _targets(target), FOR)
    for expr in module.of_kind(*COMPREHENSIONS):
        match expr:
            case ListComprehension() | SetComprehension():
                yield from _comprehended(expr.generator)
            case GeneratorExpr() | DictionaryComprehension():
                yield from _comprehended(expr)


def set_members(module: TypedModule) -> list[MemberExpr]:
    """Each member that something is assigned to: by ``=``, ``+=``, ``for``, ``with``."""
    return module.once(_set_members)


def _set_members(module: TypedModule) -> list[MemberExpr]:
    of = module.everything.of
    targets = [target for stmt in of(AssignmentStmt) for target in stmt.lvalues]
    targets += [stmt.lvalue for stmt in of(OperatorAssignmentStmt)]
    targets += [stmt.index for stmt in of(ForStmt)]
    targets += [target for stmt in of(WithStmt) for target in stmt.target if target]
    parts = [part for target in targets for part in _targets(target)]
    members = (part.expr if isinstance(part, StarExpr) else part for part in parts)
    return [member for member in members if isinstance(member, MemberExpr)]


def _comprehended(expr: GeneratorExpr | DictionaryComprehension) -> Iterator[Binding]:
    for given, target in zip(expr.sequences, expr.indices):
        yield Binding(given, _targets(target), FOR)


def _targets(target: Expression | None) -> list[Expression]:
    match target:
        case None:
            return []
        case TupleExpr() | ListExpr():
            return [part for item in target.items for part in _targets(item)]
        case _:
            return [target]
