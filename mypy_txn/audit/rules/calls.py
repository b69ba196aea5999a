"""``txn-call``: a control member called, or taken as a value, on a handle.

Whether the receiver is a handle is decided by its type. A member reached by its name in a string
counts where both the string and the receiver are known: ``getattr(session, "commit")``,
``operator.methodcaller("commit")(session)``. A ``with`` block counts where leaving it commits,
rolls back or closes: ``with conn:``. So does an exception that makes it roll back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    CastExpr,
    Expression,
    MemberExpr,
    Node,
    RaiseStmt,
    RefExpr,
    SuperExpr,
    SymbolNode,
    TypeInfo,
    Var,
    WithStmt,
)
from mypy.types import FunctionLike, TypeVarType, get_proper_type

from mypy_txn.audit.by_name import reached_by_name
from mypy_txn.audit.handles import alternatives, awaited, shown
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.symbols import class_of, declared_type
from mypy_txn.audit.walk import ends_of
from mypy_txn.catalog.model import LEFT
from mypy_txn.violations import Violation, control_called, control_taken, handle_entered

CLOSED: Final = frozenset(("close", "aclose"))
ENTERS: Final = {
    "contextlib._BaseExitStack.enter_context": LEFT,
    "contextlib._BaseExitStack.push": LEFT,
    "contextlib.AsyncExitStack.enter_async_context": LEFT,
    "contextlib.AsyncExitStack.push_async_exit": LEFT,
    "contextlib.aclosing": CLOSED,
    "contextlib.closing": CLOSED,
}
"""Functions that leave the block of what they are given, or close it (typeshed of mypy 2.4.1)."""


def check(module: TypedModule) -> Iterator[Violation]:
    """Every control member of a handle that the module calls or takes."""
    for member in module.members_named(module.catalog.control_names):
        yield from _on_receiver(module, member, member.name, module.receivers(member), member)
    if module.mentions(module.catalog.control_functions):
        for expr in module.references:
            if module.is_control_function(expr.node):
                yield _finding(module, expr, describe(expr), None, expr)
    yield from _entered(module)
    yield from _raised(module)
    for found in reached_by_name(module):
        for of in (part for expr in found.of for part in _made_of(module, expr)):
            handle = module.handle_in(of)
            classes = [handle] if handle else module.classes(of)
            for name in found.names:
                yield from _on_receiver(module, found.at, name, classes, found.callee)


def _made_of(module: TypedModule, expr: Expression) -> Iterator[Expression]:
    """``expr``, or what it is made of, where mypy has only what was wanted of it.

    mypy solves a type variable by where the result goes: ``getattr`` wants an ``object``,
    ``closing`` something to close.
    """
    pending = [expr]
    while pending:
        current = pending.pop()
        yield current
        if _is_as_wanted(module, current):
            parts = list(module.chained_below(current))
            calls = [part for part in parts if isinstance(part, CallExpr)]
            pending += [*parts[1:], *(arg for call in calls for arg in call.args)]


def _is_as_wanted(module: TypedModule, expr: Expression) -> bool:
    call = expr.expr if isinstance(expr, AwaitExpr) else expr
    if not isinstance(call, CallExpr):
        return False
    says_little = any(
        info.is_protocol or info.fullname == "builtins.object" for info in module.classes(expr)
    )
    return says_little and _is_solved(module.definition(call.callee))


def _is_solved(function: SymbolNode | None) -> bool:
    """Whether a function returns, or has awaited, what a type variable stands for."""
    typ = get_proper_type(declared_type(function)) if function is not None else None
    for item in typ.items if isinstance(typ, FunctionLike) else ():
        result = awaited(item.ret_type) or item.ret_type
        if any(isinstance(one, TypeVarType) for one in alternatives(result)):
            return True
    return False


def _entered(module: TypedModule) -> Iterator[Violation]:
    """Handles that end a transaction, or themselves, when a block is left."""
    for stmt in module.everything.of(WithStmt):
        for expr in (end for entered in stmt.expr for end in ends_of(entered)):
            if not _comes_in(module, expr):
                yield from _left(module, expr, LEFT)
    for call, node in module.calls.items():
        if node is not None and call.args and node.fullname in ENTERS:
            for expr in ends_of(call.args[0]):
                yield from _left(module, expr, ENTERS[node.fullname])


def _raised(module: TypedModule) -> Iterator[Violation]:
    """``raise psycopg.Rollback``, and such an exception made to be raised elsewhere."""
    exceptions = module.catalog.control_exceptions
    raised = [stmt.expr for stmt in module.statements.of(RaiseStmt) if stmt.expr]
    calls = module.calls.items() if module.mentions(exceptions) else ()
    made = [call for call, node in calls if class_of(node)]
    for expr in dict.fromkeys((*raised, *made)):
        for info in module.classes(expr):
            if any(base.fullname in exceptions for base in info.mro):
                yield control_called(module.who, place_of(expr), shown(info), "")
                break


def _left(module: TypedModule, expr: Expression, by: frozenset[str]) -> Iterator[Violation]:
    if isinstance(expr, CallExpr) and _is_control(module, expr.callee):
        return
    for info in _handles_in(module, expr):
        if by & module.handles.facts(info).control:
            instead = module.handles.instead(info)
            yield handle_entered(module.who, place_of(expr), shown(info), instead)
            return


def _is_control(module: TypedModule, callee: Expression) -> bool:
    return isinstance(callee, (MemberExpr, SuperExpr)) and any(
        callee.name in module.handles.facts(info).control for info in module.receivers(callee)
    )


def _handles_in(module: TypedModule, expr: Expression) -> Iterator[TypeInfo]:
    for part in _made_of(module, expr):
        if part is expr:
            yield from module.classes(expr)
        elif info := module.handle_in(part):
            yield info


def _comes_in(module: TypedModule, expr: Expression) -> bool:
    """Whether the handle is made or received right here: ``with sqlite3.connect(path) as conn``.

    That is the finding then, and the block no second one.
    """
    if isinstance(expr, AwaitExpr):
        return _comes_in(module, expr.expr)
    if not isinstance(expr, CallExpr):
        return False
    if isinstance(expr.analyzed, CastExpr) and _comes_in(module, expr.analyzed.expr):
        return True
    callee, node = expr.callee, module.definition(expr.callee)
    if module.handles.of_value(module.types.get(callee)):
        return True
    if isinstance(callee, (MemberExpr, SuperExpr)):
        for info in module.receivers(callee):
            facts = module.handles.facts(info)
            if callee.name in facts.classified:
                return callee.name in facts.escapes or _is_handed_back(module, expr)
    made_of = [part for part in module.chained_below(callee) if not _is_foreign(module, part)]
    made_of += expr.args
    at_hand = any(module.handle_in(part) for part in made_of)
    if (made := class_of(node)) is not None:
        return module.handles.handle(made) is not None or not at_hand
    return not at_hand and (node is None or not module.is_here(node))


def _is_handed_back(module: TypedModule, call: CallExpr) -> bool:
    """``engine.connect().execution_options(...)``: the connection that comes in there."""
    callee = call.callee
    return (
        isinstance(callee, MemberExpr)
        and module.classes(call) == module.receivers(callee)
        and _comes_in(module, callee.expr)
    )


def _is_foreign(module: TypedModule, expr: Expression) -> bool:
    """Whether ``expr`` is a function, or another module's variable: reading it is the finding."""
    read = expr.node if isinstance(expr, RefExpr) else None
    return module.is_function(expr) or (isinstance(read, Var) and not module.is_here(read))


def _on_receiver(
    module: TypedModule, at: Node, name: str, classes: Iterable[TypeInfo], callee: Expression
) -> Iterator[Violation]:
    for info in classes:
        if name in module.handles.facts(info).control:
            yield _finding(module, at, f"{shown(info)}.{name}", info, callee)
            return


def _finding(
    module: TypedModule, at: Node, target: str, info: TypeInfo | None, callee: Expression
) -> Violation:
    message = control_called if module.is_called(callee) else control_taken
    return message(module.who, place_of(at), target, module.handles.instead(info))
