"""Which expressions a module assigns to which targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    DictExpr,
    Expression,
    ForStmt,
    ListExpr,
    MatchStmt,
    OperatorAssignmentStmt,
    SetExpr,
    Statement,
    TryStmt,
    TupleExpr,
    WithStmt,
)

from mypy_txn.audit.patterns import captures

DISPLAYS = (TupleExpr, ListExpr)
ALL_DISPLAYS = (TupleExpr, ListExpr, SetExpr, DictExpr)


def assignments(
    statements: Iterable[Statement], walruses: Iterable[AssignmentExpr]
) -> Iterator[tuple[Expression, Expression]]:
    """Each target with a value given to it, also by ``+=`` and by ``for`` from a display."""
    for stmt in statements:
        match stmt:
            case AssignmentStmt():
                for target in stmt.lvalues:
                    yield from _pairs(target, stmt.rvalue)
            case OperatorAssignmentStmt():
                yield stmt.lvalue, stmt.rvalue
            case ForStmt(expr=TupleExpr() | ListExpr() as display):
                for item in display.items:
                    yield from _pairs(stmt.index, item)
    for walrus in walruses:
        yield walrus.target, walrus.value


def _pairs(target: Expression, value: Expression) -> Iterator[tuple[Expression, Expression]]:
    if isinstance(target, DISPLAYS) and isinstance(value, DISPLAYS):
        if len(target.items) == len(value.items):
            for one, other in zip(target.items, value.items):
                yield from _pairs(one, other)
    else:
        yield target, value


def targets_of(stmt: Statement) -> Iterable[Expression]:
    """What a statement gives a value to; walruses and comprehensions in it aside."""
    match stmt:
        case AssignmentStmt():
            return stmt.lvalues
        case ForStmt():
            return [stmt.index]
        case WithStmt():
            return [target for target in stmt.target if target]
        case OperatorAssignmentStmt():
            return [stmt.lvalue]
        case TryStmt():
            return [name for name in stmt.vars if name]
        case MatchStmt():
            return [name for pattern in stmt.patterns for name, _ in captures(pattern)]
    return []
