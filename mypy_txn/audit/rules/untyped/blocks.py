"""Blocks of values of unknown type: leaving one may end a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from mypy.nodes import (
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    MemberExpr,
    NameExpr,
    SymbolNode,
    WithStmt,
)
from mypy.types import AnyType

from mypy_txn.audit.handles import alternatives, parts_of
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.rules.untyped.control import finding, suspicious_members
from mypy_txn.audit.suspects import (
    as_restricted,
    handle_word,
    is_named_like_a_handle,
    is_restricted,
    is_unknown,
    used_like_handles,
    why_unknown,
)
from mypy_txn.audit.walk import lines_of
from mypy_txn.violations import Violation, control_unverified

CURSOR: Final = "cursor"
"""Leaving its block closes it and ends nothing."""


class Entered(NamedTuple):
    """What a ``with`` enters, what it binds, and what that stands for."""

    manager: Expression
    target: NameExpr | MemberExpr
    node: SymbolNode


def blocks(module: TypedModule) -> Iterator[Violation]:
    """``with conn:`` and ``with get_session() as session:`` where no type says what they are."""
    bound = []
    for stmt in module.everything.of(WithStmt):
        for expr, target in zip(stmt.expr, stmt.target):
            if _is_named_so(module, expr):
                yield finding(module, expr, f"enters {describe(expr)}", expr)
            elif entered := _bound(module, expr, target):
                bound.append(entered)
    used = used_like_handles(module, {entered.node for entered in bound})
    likely = [one for one in bound if one.node in used]
    lines = {one.manager.line for one in likely}
    for manager, target, _ in likely:
        if not _shows_a_handle(module, manager, lines):
            name = describe(target)
            taken = as_restricted(module, manager.line, name)
            hint = f"open it in {module.who.owner_code} and take {taken}"
            of = manager if is_unknown(module, module.types.get(manager)) else target
            does, why = f"enters {describe(manager)} as {name}", why_unknown(module, manager, of)
            yield control_unverified(module.who, place_of(manager), does, why, hint)


def _is_named_so(module: TypedModule, expr: Expression) -> bool:
    named = isinstance(expr, (NameExpr, MemberExpr)) and is_named_like_a_handle(module, expr)
    return named and is_unknown(module, module.types.get(expr))


def _bound(module: TypedModule, expr: Expression, target: Expression | None) -> Entered | None:
    """``with expr as target`` if it may bring in a handle, and nothing in ``expr`` is reported."""
    if not isinstance(target, (NameExpr, MemberExpr)):
        return None
    if handle_word(module, target.name) in (None, CURSOR) or module.handle_in(expr):
        return None
    if not _yields_unknown(module, expr, target):
        return None
    reported = module.once(suspicious_members)
    if any(part in reported for part in module.chained_below(expr)):
        return None
    node = module.definition(target)
    return Entered(expr, target, node) if node else None


def _yields_unknown(module: TypedModule, expr: Expression, target: Expression) -> bool:
    """Whether no type says what entering ``expr`` yields, which ``target`` is bound to."""
    typ, unknown = module.types.get(expr), is_unknown(module, module.types.get(target))
    if any(isinstance(item, AnyType) for item in alternatives(typ)):
        return is_unknown(module, typ) and (unknown or is_restricted(module, target))
    if not unknown:
        return False
    function = module.function_at(expr.line)
    is_checked = function is None or not function.is_dynamic()
    return is_checked or any(isinstance(part, AnyType) for part in parts_of(typ))


def _shows_a_handle(module: TypedModule, expr: Expression, entered: Iterable[int]) -> bool:
    """Whether ``expr`` calls a function of this module in which the handle is seen to come in.

    Args:
        module: the module.
        expr: what a ``with`` enters.
        entered: the lines on which others are entered.

    """
    node = module.definition(expr.callee) if isinstance(expr, CallExpr) else None
    func = node.func if isinstance(node, Decorator) else node
    if not isinstance(func, FuncDef) or not module.is_here(func):
        return False
    lines = lines_of(func)
    reported = (*entered, *(member.line for member in module.once(suspicious_members)))
    return any(line in lines for line in reported) or any(
        part.line in lines and module.handle_in(part) for part in module.of_kind(CallExpr, NameExpr)
    )
