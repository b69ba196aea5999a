"""What the variables of functions get, for those of which mypy says nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mypy.nodes import (
    AssignmentStmt,
    Expression,
    FuncDef,
    NameExpr,
    Statement,
    TypeInfo,
    Var,
    WithStmt,
)
from mypy.types import AnyType, Type, get_proper_type

from mypy_txn.audit.assigned import targets_of
from mypy_txn.audit.walk import expressions_in


def is_any(typ: Type | None) -> bool:
    """Whether a type says nothing of a value."""
    return typ is None or isinstance(get_proper_type(typ), AnyType)


def owners(everything: Iterable[Statement]) -> dict[Var, TypeInfo]:
    """The class of each method's ``self``."""
    return {
        func.arguments[0].variable: func.info
        for func in everything
        if isinstance(func, FuncDef) and func.info and func.arguments
        if func.arguments[0].variable.is_self
    }


class Entered(NamedTuple):
    """What a variable is bound to by ``with``."""

    given: Expression
    by: str


Value = Expression | Entered


def local_values(everything: Iterable[Statement]) -> dict[Var, list[Value]]:
    """All that each local variable is assigned, or entered as, if nothing else binds it."""
    values = defaultdict[Var, list[Value]](list)
    bound = set[object]()
    for stmt in everything:
        for target, value in _given_by(stmt):
            node = target.node if isinstance(target, NameExpr) else None
            if value is not None and isinstance(node, Var) and _is_local(node):
                values[node].append(value)
            else:
                bound.update(name.node for name in expressions_in(target) if type(name) is NameExpr)
    return {node: given for node, given in values.items() if node not in bound}


def _given_by(stmt: Statement) -> Iterator[tuple[Expression, Value | None]]:
    """Each target of a statement, and what it gets, if that is known."""
    if isinstance(stmt, WithStmt):
        by = "__aenter__" if stmt.is_async else "__enter__"
        for given, target in zip(stmt.expr, stmt.target):
            if target is not None:
                yield target, Entered(given, by)
        return
    value = stmt.rvalue if isinstance(stmt, AssignmentStmt) else None
    yield from ((target, value) for target in targets_of(stmt))


def _is_local(variable: Var) -> bool:
    is_typed = variable.type is not None and not is_any(variable.type)
    return not (is_typed or variable.info or variable.is_argument or "." in variable.fullname)
