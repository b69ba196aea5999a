"""``txn-untyped``: what cannot be verified, because mypy does not know its type.

Two things are reported: what is done to a value of unknown type that would control a transaction
if it were a handle, and a parameter or an attribute that is named like a handle, used like one and
has no type. Here names count, which is why this is a code of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    RefExpr,
    TypeInfo,
    WithStmt,
)
from mypy.types import Instance

from mypy_txn.audit.arguments import callbacks_in, given
from mypy_txn.audit.by_name import reached_by_name
from mypy_txn.audit.handles import alternatives
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.sqltext import controls
from mypy_txn.audit.suspects import (
    advice,
    is_named_like_a_handle,
    is_unknown,
    suspects,
    why_unknown,
)
from mypy_txn.audit.texts import executed_text, is_executing, known_texts
from mypy_txn.audit.unresolved import unresolved_handles
from mypy_txn.audit.written import expressions_not_read
from mypy_txn.violations import (
    Violation,
    control_unverified,
    given_away,
    handle_unverified,
    type_unresolved,
)

PASS_ON: Final = ("functools.partial",)
"""Functions that mypy checks as the function they are given."""
SYMBOLS: Final = (FuncBase, Decorator, TypeInfo)
SWITCHES: Final = ("autocommit", "isolation_level")


def check(module: TypedModule) -> Iterator[Violation]:
    """Everything in the module that cannot be verified."""
    yield from _members(module)
    yield from _by_name(module)
    yield from _entered(module)
    yield from _executed(module)
    yield from _switched(module)
    yield from _given_away(module)
    yield from _declared(module)
    yield from _unresolved(module)


def _members(module: TypedModule) -> Iterator[Violation]:
    """Members that are control-shaped, of values of unknown type."""
    not_read = set(expressions_not_read(module.statements))
    callbacks = callbacks_in(module)
    found = {
        expr
        for expr in module.of_kind(MemberExpr)
        if expr not in not_read and _is_suspicious(module, expr, callbacks)
    }
    for expr in found:
        if not any(link in found for link in _made_of(module, expr)):
            does = "calls" if module.is_called(expr) else "takes"
            call = "()" if module.is_called(expr) else ""
            fitting = _fits_a_handle(module, expr)
            why = f"a full session may be a {fitting}" if fitting else None
            yield _finding(module, expr, f"{does} {describe(expr)}{call}", expr.expr, why)


def _made_of(module: TypedModule, expr: Expression) -> Iterator[Expression]:
    link = module.chain.get(expr)
    while link is not None:
        yield link
        link = module.chain.get(link)


def _is_suspicious(
    module: TypedModule, expr: MemberExpr, callbacks: AbstractSet[Expression]
) -> bool:
    if expr.node is not None or _is_module(expr.expr):
        return False
    named = is_named_like_a_handle(module, expr.expr)
    if expr.name not in (module.catalog.suspicious if named else module.catalog.transactional):
        return False
    if is_unknown(module.types.get(expr.expr)):
        return named or module.is_called(expr) or expr in callbacks
    if any(module.handles.facts(info).classified for info in module.receivers(expr)):
        return False
    return _fits_a_handle(module, expr) is not None or (
        is_unknown(module.types.get(expr)) and _is_undefined(module, expr)
    )


def _is_module(expr: Expression) -> bool:
    return isinstance(expr, RefExpr) and isinstance(expr.node, MypyFile)


def _fits_a_handle(module: TypedModule, expr: MemberExpr) -> str | None:
    """The name of the receiver's class, if it is a Protocol with nothing but what a handle has."""
    for info in module.receivers(expr):
        if not info.is_protocol or module.is_ours(info):
            continue
        members = info.protocol_members
        if expr.name in members and module.catalog.fits_a_handle(members):
            return info.name
    return None


def _is_undefined(module: TypedModule, expr: MemberExpr) -> bool:
    """Whether the class knows nothing of the member: ``if hasattr(x, "commit"): x.commit()``."""
    node = module.definition(expr)
    return node is None or (module.is_called(expr) and node.name == "__getattr__")


def _by_name(module: TypedModule) -> Iterator[Violation]:
    for found in reached_by_name(module):
        named = module.catalog.transactional.intersection(found.names)
        for of in found.of:
            typ = module.types.get(of)
            restricted = _is_ours(module, of)
            if named and (restricted or is_unknown(typ)):
                does = f"gets {min(named)} of {describe(of)} by its name"
            elif not found.names and (restricted or module.handles.of_value(typ)):
                does = f"gets a member of {describe(of)} by a name that is not known"
            else:
                continue
            yield _finding(module, found.at, does, of)
            break


def _entered(module: TypedModule) -> Iterator[Violation]:
    """``with conn:`` on what is named like a handle: leaving the block may end a transaction."""
    for stmt in module.everything:
        if isinstance(stmt, WithStmt):
            for expr in stmt.expr:
                named = isinstance(expr, (NameExpr, MemberExpr)) and is_named_like_a_handle(
                    module, expr
                )
                if named and is_unknown(module.types.get(expr)):
                    yield _finding(module, expr, f"enters {describe(expr)}", expr)


def _executed(module: TypedModule) -> Iterator[Violation]:
    for call in module.of_kind(CallExpr):
        if is_executing(call) and isinstance(call.callee, MemberExpr):
            receiver = call.callee.expr
            if is_unknown(module.types.get(receiver)):
                for text in known_texts(module, executed_text(call)):
                    for statement in controls(text):
                        does = f"executes {statement} with {describe(call.callee)}()"
                        yield _finding(module, call, does, receiver)


def _switched(module: TypedModule) -> Iterator[Violation]:
    for stmt in module.everything:
        if isinstance(stmt, AssignmentStmt):
            for target in stmt.lvalues:
                if isinstance(target, MemberExpr) and target.name in SWITCHES:
                    of = target.expr
                    if is_unknown(module.types.get(of)) and is_named_like_a_handle(module, of):
                        yield _finding(module, target, f"sets {describe(target)}", of)


def _given_away(module: TypedModule) -> Iterator[Violation]:
    """A restricted session that goes where its type is lost, in code of other modules."""
    by_name = {found.at for found in reached_by_name(module)}
    for call in module.of_kind(CallExpr):
        if call in by_name or call.analyzed or not any(_is_ours(module, a) for a in call.args):
            continue
        node = module.definition(call.callee)
        if isinstance(node, SYMBOLS) and (module.is_here(node) or node.fullname in PASS_ON):
            continue
        for passed in given(module, call):
            if _is_ours(module, passed.argument) and is_unknown(passed.type):
                to = f"{describe(call.callee)}()"
                name = f"its parameter {passed.name}" if passed.name else "its parameter"
                what = describe(passed.argument)
                yield given_away(module.who, place_of(passed.argument), what, to, name)


def _is_ours(module: TypedModule, expr: Expression) -> bool:
    items = alternatives(module.types.get(expr))
    return any(isinstance(item, Instance) and module.is_ours(item.type) for item in items)


def _declared(module: TypedModule) -> Iterator[Violation]:
    """Parameters and attributes that are named and used like a handle."""
    for suspect in suspects(module):
        name = suspect.variable.name
        hint = advice(module, suspect.at.line, name)
        yield handle_unverified(module.who, place_of(suspect.at), name, suspect.why, hint)


def _unresolved(module: TypedModule) -> Iterator[Violation]:
    for node, name in unresolved_handles(module):
        yield type_unresolved(module.who, place_of(node), name)


def _finding(
    module: TypedModule, at: Node, does: str, of: Expression, why: str | None = None
) -> Violation:
    why = why or why_unknown(module, at, of)
    untyped = is_unknown(module.types.get(of))
    name = describe(of) if isinstance(of, RefExpr) else "it"
    hint = advice(module, at.line, name) if untyped else f"do it in {module.who.owner_code}"
    return control_unverified(module.who, place_of(at), does, why, hint)
