"""Follows values through statements, and finds what a session writes without being asked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ClassDef,
    DelStmt,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    MatchStmt,
    MemberExpr,
    OperatorAssignmentStmt,
    ReturnStmt,
    StarExpr,
    Statement,
    WithStmt,
)

from mypy_txn.audit.assigned import DISPLAYS
from mypy_txn.audit.bindings import targets_in
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.flows import Follower
from mypy_txn.audit.summary.matching import follow_match
from mypy_txn.audit.summary.sinks import both, nothing
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.walk import expressions_of

MAPPED: Final = ("__mapper__", "__tablename__", "__table__")
"""What a class that SQLAlchemy or SQLModel maps to a table has, of its own or from its base."""


def follow_statement(
    module: TypedModule, slots: Slots, follower: Follower, stmt: Statement
) -> None:
    """Follow the values in one statement, without those of the statements in it."""
    match stmt:
        case AssignmentStmt():
            for target in [] if stmt.is_alias_def else stmt.lvalues:
                _assign(follower, target, stmt.rvalue)
        case OperatorAssignmentStmt():
            follower.augment(stmt)
        case ForStmt():
            by = "__aiter__" if stmt.is_async else "__iter__"
            follower.bind(stmt.index, stmt.expr, by)
        case WithStmt():
            for context, entered in zip(stmt.expr, stmt.target):
                _enter(module, slots, follower, stmt, context, entered)
        case MatchStmt():
            follow_match(module, slots, follower, stmt)
        case ReturnStmt():
            follower.follow(stmt.expr, follower.sinks.returned(stmt.line))
        case ExpressionStmt():
            follower.follow(stmt.expr)
        case ClassDef():
            _define(follower, stmt)
        case DelStmt():
            follower.assigned(stmt.expr, "__delitem__")
        case FuncDef():
            for index, (argument, name) in enumerate(zip(stmt.arguments, stmt.arg_names)):
                slot = slots.parameter(slots.names[stmt], name, index)
                sink = follower.sinks.into(slot, argument.variable.type, stmt.line)
                follower.follow(argument.initializer, sink)
        case _:
            for expr in expressions_of(stmt):
                follower.follow(expr)


def _define(follower: Follower, stmt: ClassDef) -> None:
    """``class Rows(Base, session=session)``: whoever sees to its definition is given that."""
    for expr in (*stmt.decorators, *stmt.base_type_exprs, *stmt.removed_base_type_exprs):
        follower.follow(expr)
    for expr in stmt.keywords.values():
        follower.follow(expr, follower.sinks.lose(f"given to the class {stmt.name}", stmt.line))


def _assign(follower: Follower, target: Expression, value: Expression) -> None:
    if isinstance(target, DISPLAYS) and isinstance(value, DISPLAYS):
        if any(isinstance(item, StarExpr) for item in (*target.items, *value.items)):
            follower.assigned(target)
            for item in value.items:  # any of them may get into any of the targets
                follower.follow(item, follower.sinks.target(target))
            return
        for one, other in zip(target.items, value.items):
            _assign(follower, one, other)
    elif isinstance(target, DISPLAYS):
        follower.bind(target, value, "__iter__")
    else:
        follower.assigned(target)
        follower.follow(value, follower.sinks.target(target))


def _enter(
    module: TypedModule,
    slots: Slots,
    follower: Follower,
    stmt: WithStmt,
    context: Expression,
    target: Expression | None,
) -> None:
    """``with context as target``."""
    by = "__aenter__" if stmt.is_async else "__enter__"
    sink = nothing if target is None else follower.sinks.target(target)
    follower.assigned(target)
    kind = slots.kind_of(context)
    is_other = kind in (Kind.OTHER, Kind.BOX)
    if is_other or (kind is Kind.HOLDER and _is_followed(module, context)):
        follower.follow(context, sink)
    else:
        follower.follow(context, both(sink, follower.sinks.used(context, by, context.line)))
    for name in slots.special(context, by):
        follower.sinks.called(name, context.line)
        sink(f"{name}()", context)


def _is_followed(module: TypedModule, manager: Expression) -> bool:
    """Whether what a manager of a handle does is seen in the function that makes it.

    Any other may be ``sessionmaker.begin()``.
    """
    return isinstance(manager, CallExpr) and module.is_function(manager.callee)


def changes(module: TypedModule, stmt: Statement) -> Iterator[str]:
    """The attributes of mapped objects that a statement sets: a session writes them at its end."""
    match stmt:
        case AssignmentStmt():
            targets = [part for target in stmt.lvalues for part in targets_in(target)]
        case OperatorAssignmentStmt():
            targets = [stmt.lvalue]
        case _:
            return
    for target in targets:
        if isinstance(target, MemberExpr):
            for info in module.classes(target.expr):
                if any(info.get(name) for name in MAPPED):
                    yield f"sets {info.name}.{target.name}"
