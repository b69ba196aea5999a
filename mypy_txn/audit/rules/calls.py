"""``txn-call``: a control member called, or taken as a value, on a handle.

Whether the receiver is a handle is decided by its type. A member reached by its name in a string
counts where both the string and the receiver are known: ``getattr(session, "commit")``,
``operator.methodcaller("commit")(session)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Expression,
    MemberExpr,
    NameExpr,
    RefExpr,
    SuperExpr,
    SymbolNode,
    TypeInfo,
)

from mypy_txn.audit.handles import shown
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.violations import Violation, control_called, control_taken

BY_NAME = ("operator.methodcaller", "operator.attrgetter")


def check(module: TypedModule) -> Iterator[Violation]:
    """Every control member of a handle that the module calls or takes."""
    callers = _named_callers(module)
    for expr in module.types:
        match expr:
            case MemberExpr() | SuperExpr():
                yield from _on_receiver(module, expr, expr.name, module.receivers(expr), expr)
            case CallExpr():
                yield from _by_name(module, expr, callers)
        if isinstance(expr, RefExpr) and expr.fullname in module.catalog.control_functions:
            yield _finding(module, expr, expr.fullname.rpartition(".")[2], None, expr)


def _on_receiver(
    module: TypedModule, at: Expression, name: str, classes: Iterable[TypeInfo], callee: Expression
) -> Iterator[Violation]:
    for info in classes:
        if name in module.handles.facts(info).control:
            yield _finding(module, at, f"{shown(info)}.{name}", info, callee)
            return


def _by_name(
    module: TypedModule, call: CallExpr, callers: dict[SymbolNode, str]
) -> Iterator[Violation]:
    if isinstance(call.callee, RefExpr) and call.callee.fullname == "builtins.getattr":
        if len(call.args) > 1 and (name := module.literal(call.args[1])):
            yield from _on_receiver(module, call, name, module.classes(call.args[0]), call)
        return
    for caller in (call.callee, *call.args):
        if name := _name_called(module, caller, callers):
            for arg in call.args:
                given = module.handles.in_type(module.types.get(arg))
                if given and arg is not caller:
                    called = call if caller is not call.callee else caller
                    yield from _on_receiver(module, call, name, [given], called)


def _name_called(
    module: TypedModule, caller: Expression, callers: dict[SymbolNode, str]
) -> str | None:
    """``commit`` for ``methodcaller("commit")``, and for a name it was assigned to."""
    if isinstance(caller, NameExpr) and caller.node is not None:
        return callers.get(caller.node)
    match caller:
        case CallExpr(callee=RefExpr() as maker, args=[named, *_]) if maker.fullname in BY_NAME:
            return module.literal(named)
    return None


def _named_callers(module: TypedModule) -> dict[SymbolNode, str]:
    """The variables that hold a ``methodcaller`` or ``attrgetter`` of a known name."""
    found: dict[SymbolNode, str] = {}
    for stmt in module.statements:
        if isinstance(stmt, AssignmentStmt) and (name := _name_called(module, stmt.rvalue, {})):
            for target in stmt.lvalues:
                if isinstance(target, NameExpr) and target.node is not None:
                    found[target.node] = name
    return found


def _finding(
    module: TypedModule, at: Expression, target: str, info: TypeInfo | None, callee: Expression
) -> Violation:
    message = control_called if module.is_called(callee) else control_taken
    return message(module.who, place_of(at), target, module.handles.instead(info))
