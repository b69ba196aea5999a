"""What a typed module does with handles, as a summary that other modules can be followed from."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    AssignmentStmt,
    ClassDef,
    Decorator,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncBase,
    FuncDef,
    IndexExpr,
    ListExpr,
    MatchStmt,
    MemberExpr,
    OperatorAssignmentStmt,
    ReturnStmt,
    Statement,
    TupleExpr,
    TypeInfo,
    WithStmt,
)
from mypy.types import CallableType, Type

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.flows import Follower, both, nothing
from mypy_txn.audit.summary.held import held_in
from mypy_txn.audit.summary.slots import FirstParty, Kind, Slots
from mypy_txn.audit.walk import expressions_of
from mypy_txn.summaries import Call, Flow, Held, Lost, Needs, Summary, Use

DISPLAYS = (TupleExpr, ListExpr)
MAPPED = ("__mapper__", "__tablename__", "__table__")
"""What a class that SQLAlchemy or SQLModel maps to a table has, of its own or from its base."""


def summarize(module: TypedModule, is_first_party: FirstParty) -> Summary:
    """What ``module`` does.

    Args:
        module: after mypy has checked it.
        is_first_party: whether a module, by its name, is of the project.

    """
    slots = Slots(module, is_first_party)
    follower = Follower(module, slots)
    changed: dict[str, tuple[str, int]] = {}
    for stmt in module.everything:
        _follow(module, slots, follower, stmt)
        for what in _changes(module, stmt):
            changed.setdefault(slots.function_at(stmt.line), (what, stmt.line))
    for function, (what, line) in changed.items():
        for slot in sorted(follower.sessions.get(function, ())):
            follower.uses[Use(slot, Needs.WRITE, what, function, line)] = None
    held = tuple(held_in(module, slots))
    return Summary(
        held=held,
        uses=tuple(follower.uses),
        flows=(*follower.flows, *_overriding(module, slots)),
        lost=(*follower.lost, *_not_followed(module, held)),
        calls=(
            *(Call(*pair, line) for pair, line in follower.calls.items()),
            *_overridden(module, slots),
        ),
    )


def _follow(module: TypedModule, slots: Slots, follower: Follower, stmt: Statement) -> None:
    match stmt:
        case AssignmentStmt():
            if not stmt.is_alias_def:
                for target in stmt.lvalues:
                    _assign(follower, target, stmt.rvalue)
        case OperatorAssignmentStmt():
            follower.follow(stmt.lvalue)
            follower.follow(stmt.rvalue)
        case ForStmt():
            follower.bind(stmt.index, stmt.expr, "__iter__")
        case WithStmt():
            for expr, entered in zip(stmt.expr, stmt.target):
                follower.enter(expr, entered, stmt.is_async)
        case MatchStmt():
            follower.match(stmt)
        case ReturnStmt():
            follower.follow(stmt.expr, follower.returned(stmt.line))
        case ExpressionStmt():
            follower.follow(stmt.expr)
        case FuncDef():
            for index, (argument, name) in enumerate(zip(stmt.arguments, stmt.arg_names)):
                slot = slots.parameter(slots.names[stmt], name, index)
                sink = follower.into(slot, argument.variable.type, stmt.line)
                follower.follow(argument.initializer, sink)
        case _:
            for expr in expressions_of(stmt):
                follower.follow(expr)


def _assign(follower: Follower, target: Expression, value: Expression) -> None:
    if isinstance(target, DISPLAYS) and isinstance(value, DISPLAYS):
        if len(target.items) == len(value.items):
            for one, other in zip(target.items, value.items):
                _assign(follower, one, other)
            return
    if isinstance(target, DISPLAYS):
        follower.bind(target, value, "__iter__")
        return
    follower.assigned_to(target)
    follower.follow(value, follower.target(target))


def _changes(module: TypedModule, stmt: Statement) -> Iterator[str]:
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


def _methods(module: TypedModule, slots: Slots) -> Iterator[tuple[str, FuncDef, str, FuncDef]]:
    """Each method of the module that overrides one of the project, and that one, by name."""
    for stmt in module.everything:
        if not isinstance(stmt, FuncDef) or not stmt.info or stmt.line <= 0:
            continue
        for base in stmt.info.mro[1:]:
            symbol = base.names.get(stmt.name)
            node = symbol.node if symbol else None
            overridden = node.func if isinstance(node, Decorator) else node
            name = slots.function(overridden)
            if name and isinstance(overridden, FuncDef) and stmt.name != "__init__":
                yield slots.names[stmt], stmt, name, overridden


def _overriding(module: TypedModule, slots: Slots) -> Iterator[Flow]:
    """Whoever calls the base's method may call the override: what goes in, and what comes out."""
    for name, func, base_name, base in _methods(module, slots):
        for index in range(min(len(func.arg_names), len(base.arg_names))):
            typ = func.arguments[index].variable.type
            if index > 0 and slots.kind(typ) is not Kind.OTHER:
                source = slots.parameter(base_name, base.arg_names[index], index)
                target = slots.parameter(name, func.arg_names[index], index)
                yield Flow(source, target, "", func.line)
        result = func.type.ret_type if isinstance(func.type, CallableType) else None
        if slots.kind(result) is not Kind.OTHER:
            yield Flow(f"{name}()", f"{base_name}()", "", func.line)


def _overridden(module: TypedModule, slots: Slots) -> Iterator[Call]:
    for name, func, base_name, _ in _methods(module, slots):
        yield Call(base_name, name, func.line)


def _not_followed(module: TypedModule, held: tuple[Held, ...]) -> Iterator[Lost]:
    """The parameters of what has no body here: a stub, a method of a Protocol."""
    is_stub = module.tree.is_stub
    protocols = {
        line: stmt.name
        for stmt in module.everything
        if isinstance(stmt, ClassDef) and isinstance(stmt.info, TypeInfo) and stmt.info.is_protocol
        for line in range(stmt.line, (stmt.end_line or stmt.line) + 1)
    }
    for one in held:
        if one.kind == "parameter" and (is_stub or one.line in protocols):
            name = protocols.get(one.line)
            why = f"what implements the Protocol {name} is not known" if name else "only a stub"
            yield Lost(one.slot, why, one.slot.partition("(")[0], one.line)
