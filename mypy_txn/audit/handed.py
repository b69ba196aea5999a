"""Handles that something foreign hands in: to a lambda, to an event's listener, by a type guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mypy.nodes import (
    CallExpr,
    Expression,
    LambdaExpr,
    MemberExpr,
    TypeInfo,
)
from mypy.types import CallableType, get_proper_type

from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.origins import Origins
from mypy_txn.audit.texts import known_texts
from mypy_txn.audit.walk import values_in


class HandedIn(NamedTuple):
    """Where a handle comes in, of which class, and from what."""

    at: Expression
    handle: TypeInfo
    source: str


def handed_in(module: TypedModule, origins: Origins) -> Iterator[HandedIn]:
    """Every handle that a lambda or a type guard gets from what is not defined in the module."""
    has_lambdas = any(module.of_kind(LambdaExpr))
    for call, node in module.calls.items():
        guarded = _guarded(module, call)
        lambdas = _lambdas(call) if has_lambdas else []
        if not guarded and not lambdas:
            continue
        if origins.is_classified(call.callee) or (node is not None and module.is_here(node)):
            continue
        yield from guarded
        yield from _given_to_lambdas(module, origins, call, lambdas)


def listeners(module: TypedModule) -> Iterator[tuple[CallExpr, str]]:
    """``event.listen(User, "after_insert", f)``: a listener that receives a handle, and of what."""
    listening = module.catalog.listening
    if not module.mentions(listening):
        return
    for call in (call for call in module.calls if module.may_call(call.callee, listening)):
        names = known_texts(module, call.args[1]) if len(call.args) > 1 else []
        is_harmless = names and module.catalog.events_without_handle.issuperset(names)
        if not is_harmless and not _runs_itself(module, call):
            yield call, f"the event {' or '.join(names)}" if names else "an event"


def _runs_itself(module: TypedModule, call: CallExpr) -> bool:
    """Whether the listener is a statement: ``event.listen(table, "after_create", DDL("..."))``."""
    listener = module.classes(call.args[2]) if len(call.args) > 2 else ()
    known = module.catalog.self_executing
    return any(base.fullname in known for info in listener for base in info.mro)


def _guarded(module: TypedModule, call: CallExpr) -> list[HandedIn]:
    """``is_session(x)``, a function that makes mypy take ``x`` for a handle."""
    function = get_proper_type(module.types.get(call.callee))
    if type(function) is not CallableType or (function.type_guard or function.type_is) is None:
        return []
    found = map(module.handles.in_type, (function.type_guard, function.type_is))
    return [HandedIn(call, info, f"{describe(call.callee)}()") for info in found if info]


def _lambdas(call: CallExpr) -> list[LambdaExpr]:
    return [end for arg in call.args for end in values_in(arg) if isinstance(end, LambdaExpr)]


def _given_to_lambdas(
    module: TypedModule, origins: Origins, call: CallExpr, lambdas: list[LambdaExpr]
) -> Iterator[HandedIn]:
    """``with_session(lambda session: ...)``; not where the call has been given the handle."""
    parts = [arg for arg in call.args if not any(end in lambdas for end in values_in(arg))]
    if isinstance(call.callee, MemberExpr):
        parts.append(call.callee.expr)
    if any(origins.handle_in(part) for part in parts):
        return
    for function in lambdas:
        typ = get_proper_type(module.types.get(function))
        if isinstance(typ, CallableType):
            for parameter in typ.arg_types:
                if info := module.handles.in_type(parameter):
                    yield HandedIn(function, info, f"{describe(call.callee)}()")
