"""Values of unknown type that are entered, or bound to a name like a handle's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    ForStmt,
    FuncDef,
    MemberExpr,
    NameExpr,
    SymbolNode,
    Var,
    WithStmt,
)
from mypy.types import AnyType

from mypy_txn.audit.assigned import assignments
from mypy_txn.audit.bindings import targets_in
from mypy_txn.audit.declared import suspects, used_like_handles
from mypy_txn.audit.handles import alternatives, is_any_in
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.rules.untyped.control import finding, suspicious_members
from mypy_txn.audit.suspects import (
    CURSOR,
    advice,
    as_restricted,
    handle_word,
    is_restricted,
    is_unknown,
    maker_word,
    why_unknown,
    word_of,
)
from mypy_txn.audit.unfollowed import unfollowed_makers
from mypy_txn.audit.walk import lines_of
from mypy_txn.catalog.model import LEFT
from mypy_txn.violations import Violation, control_unverified


class Bound(NamedTuple):
    """A value, the name that it is bound to, what that stands for, and how the message puts it."""

    value: Expression
    target: NameExpr | MemberExpr
    node: SymbolNode
    does: str


def bound(module: TypedModule) -> Iterator[Violation]:
    """``with conn:``, ``with get_session() as session:``, ``session = get_session()``, ``for``."""
    assigned, entered = list(_assigned(module)), []
    for stmt in module.everything.of(WithStmt):
        for expr, target in zip(stmt.expr, stmt.target):
            if _is_named_so(module, expr) and not _is_control(module, expr):
                yield finding(module, expr, f"enters {describe(expr)}", expr)
            elif one := _entered(module, expr, target):
                entered.append(one)
    used = used_like_handles(module, {one.node for one in assigned}, handed_on=False)
    used |= used_like_handles(module, {one.node for one in entered})
    likely = [one for one in (*assigned, *entered) if one.node in used]
    lines = {one.value.line for one in likely}
    for value, target, _, does in likely:
        if not _shows_a_handle(module, value, lines):
            hint = _hint(module, value, target)
            of = value if is_unknown(module, module.types.get(value)) else target
            why = why_unknown(module, value, of)
            yield control_unverified(module.who, place_of(value), does, why, hint)


def _hint(module: TypedModule, value: Expression, target: NameExpr | MemberExpr) -> str:
    """What to do: say what a variable of this module is, or take what comes from elsewhere."""
    if isinstance(node := module.definition(value), Var) and module.is_here(node):
        return advice(module, value.line, describe(value))
    word = _bound_word(module, value, target)
    taken = as_restricted(module, value.line, describe(target), word)
    return f"open it in {module.who.owner_code} and take {taken}"


def _assigned(module: TypedModule) -> Iterator[Bound]:
    """The first value of unknown type that each local variable gets, unless more is said of it."""
    said: set[SymbolNode] = {suspect.variable for suspect in suspects(module)}
    controlled = (module.definition(member.expr) for member in module.once(suspicious_members))
    said.update(node for node in controlled if node)
    for target, value in _values(module):
        if not isinstance(target, NameExpr) or not _bound_word(module, value, target):
            continue
        node = target.node
        if not isinstance(node, Var) or node in said:
            continue
        if not _is_local(node) or not is_unknown(module, node.type):
            continue
        parts = list(module.chained_below(value))
        if module.definition(value) in said or not _may_bring_one(module, value, target):
            continue
        if any(module.definition(part) is node or module.handle_in(part) for part in parts):
            continue
        said.add(node)
        yield Bound(value, target, node, f"gets {target.name} from {describe(value)}")


def _values(module: TypedModule) -> Iterator[tuple[Expression, Expression]]:
    """Each target of an assignment or a loop, with the value of unknown type that it comes from."""
    walruses = module.of_kind(AssignmentExpr)
    for target, value in assignments(module.everything.of(AssignmentStmt), walruses):
        if is_unknown(module, module.types.get(value)):
            yield from ((part, value) for part in targets_in(target))
    for loop in module.everything.of(ForStmt):
        yield from ((part, loop.expr) for part in targets_in(loop.index))


def _is_local(variable: Var) -> bool:
    return not (variable.info or variable.is_argument or "." in variable.fullname)


def _is_named_so(module: TypedModule, expr: Expression) -> bool:
    named = isinstance(expr, (NameExpr, MemberExpr)) and word_of(module, expr) is not None
    return named and is_unknown(module, module.types.get(expr))


def _is_control(module: TypedModule, expr: Expression) -> bool:
    """Whether entering it is a finding for certain, whatever else it may be: ``Session | Any``."""
    return any(LEFT & module.handles.facts(info).control for info in module.classes(expr))


def _entered(module: TypedModule, expr: Expression, target: Expression | None) -> Bound | None:
    """``with expr as target`` if it may bring in a handle."""
    if not isinstance(target, (NameExpr, MemberExpr)):
        return None
    if not _may_bring_one(module, expr, target) or not _yields_unknown(module, expr, target):
        return None
    node = module.definition(target)
    does = f"enters {describe(expr)} as {describe(target)}"
    return Bound(expr, target, node, does) if node else None


def _may_bring_one(module: TypedModule, expr: Expression, target: NameExpr | MemberExpr) -> bool:
    """Whether it is named like a handle, and nothing in ``expr`` is reported."""
    if _bound_word(module, expr, target) in (None, CURSOR) or module.handle_in(expr):
        return False
    members, makers = module.once(suspicious_members), unfollowed_makers(module)
    return not any(part in members or part in makers for part in module.chained_below(expr))


def _bound_word(
    module: TypedModule, value: Expression, target: NameExpr | MemberExpr
) -> str | None:
    """The handle word of a name, or else of the function that its value comes from."""
    return handle_word(module, target.name) or maker_word(module, value)


def _yields_unknown(module: TypedModule, expr: Expression, target: Expression) -> bool:
    """Whether no type says what entering ``expr`` yields, which ``target`` is bound to."""
    typ, unknown = module.types.get(expr), is_unknown(module, module.types.get(target))
    if any(isinstance(item, AnyType) for item in alternatives(typ)):
        return is_unknown(module, typ) and (unknown or is_restricted(module, target))
    if not unknown:
        return False
    function = module.function_at(expr.line)
    is_checked = function is None or not function.is_dynamic()
    return is_checked or is_any_in(typ)


def _shows_a_handle(module: TypedModule, expr: Expression, entered: set[int]) -> bool:
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
    return not all(known.isdisjoint(lines) for known in (entered, module.once(_lines_with_handles)))


def _lines_with_handles(module: TypedModule) -> set[int]:
    """The lines on which a handle is called or named, or something suspicious is done."""
    parts = (part for part in module.of_kind(CallExpr, NameExpr) if module.handle_in(part))
    return {part.line for part in (*parts, *module.once(suspicious_members))}
