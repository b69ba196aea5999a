"""Follows values through statements, and finds what a session writes without being asked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    DelStmt,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    MatchStmt,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    ReturnStmt,
    Statement,
    WithStmt,
)
from mypy.patterns import AsPattern, ClassPattern

from mypy_txn.audit.assigned import DISPLAYS
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.patterns import parts_of
from mypy_txn.audit.summary.flows import Follower
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
            _match(follower, stmt)
        case ReturnStmt():
            follower.follow(stmt.expr, follower.sinks.returned(stmt.line))
        case ExpressionStmt():
            follower.follow(stmt.expr)
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


def _assign(follower: Follower, target: Expression, value: Expression) -> None:
    if isinstance(target, DISPLAYS) and isinstance(value, DISPLAYS):
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
    if kind is not Kind.OTHER and not (kind is Kind.HOLDER and _is_followed(module, context)):
        follower.follow(context, both(sink, follower.sinks.used(context, by, context.line)))
    else:
        follower.follow(context, sink)
    for name in slots.special(context, by):
        follower.sinks.called(name, context.line)
        sink(f"{name}()", context)


def _is_followed(module: TypedModule, manager: Expression) -> bool:
    """Whether what a manager of a handle does is seen in the function that makes it.

    Any other may be ``sessionmaker.begin()``.
    """
    return isinstance(manager, CallExpr) and module.is_function(manager.callee)


def _match(follower: Follower, stmt: MatchStmt) -> None:
    """What the patterns bind may be the subject; what they look at are members of it."""
    sinks = []
    for part in (part for pattern in stmt.patterns for part in parts_of(pattern)):
        match part:
            case AsPattern(name=NameExpr() as name):
                sinks.append(follower.sinks.target(name))
            case ClassPattern(keyword_keys=names):
                sinks += [follower.sinks.used(stmt.subject, name, stmt.line) for name in names]
    follower.follow(stmt.subject, both(*sinks))
    for guard in stmt.guards:
        follower.follow(guard)


def changes(module: TypedModule, stmt: Statement) -> Iterator[str]:
    """The attributes of mapped objects that a statement sets: a session writes them at its end."""
    match stmt:
        case AssignmentStmt():
            targets = [part for target in stmt.lvalues for part in _flat(target)]
        case OperatorAssignmentStmt():
            targets = [stmt.lvalue]
        case _:
            return
    for target in targets:
        if isinstance(target, MemberExpr):
            for info in module.classes(target.expr):
                if any(info.get(name) for name in MAPPED):
                    yield f"sets {info.name}.{target.name}"


def _flat(target: Expression) -> Iterator[Expression]:
    if isinstance(target, DISPLAYS):
        for item in target.items:
            yield from _flat(item)
    else:
        yield target
