"""What a module does with the handles and the Protocols that it has."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import CallExpr, MemberExpr

from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.violations import Place


def handle_uses(module: TypedModule) -> Iterator[Place]:
    """Every call of a member of something whose type is a handle or one of our Protocols."""
    for call in module.of_kind(CallExpr):
        if isinstance(call.callee, MemberExpr):
            of = call.callee.expr
            if module.handles.in_type(module.types.get(of)) or any(
                module.is_ours(info) for info in module.classes(of)
            ):
                yield place_of(call)
