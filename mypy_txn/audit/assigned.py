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
    OperatorAssignmentStmt,
    SetExpr,
    Statement,
    TupleExpr,
)

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
