"""What a module does with the handles and the Protocols that it has."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import CallExpr, Expression, MemberExpr

from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.violations import Place


def handle_uses(module: TypedModule) -> Iterator[Place]:
    """Every use that mypy's types decide about.

    A call of a member of something whose type is a handle or one of our Protocols, or extends one;
    and the handing on of the latter, which mypy allows only to what takes one. A full handle that
    is handed on is not judged, and so not verified; nor is what only a name suggests.
    """
    for call in module.of_kind(CallExpr):
        if isinstance(call.callee, MemberExpr) and _is_use_of(module, call.callee.expr):
            yield place_of(call)
        for argument in call.args:
            if _is_restricted(module, argument):
                yield place_of(argument)


def _is_use_of(module: TypedModule, base: Expression) -> bool:
    handle = module.handles.in_type(module.checked.get(base))
    return handle is not None or _is_restricted(module, base)


def _is_restricted(module: TypedModule, expr: Expression) -> bool:
    return expr in module.checked and any(map(module.is_restricted, module.classes(expr)))
