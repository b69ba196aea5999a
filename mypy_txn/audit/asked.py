"""Classes that a handle is asked for: ``isinstance(bind, Engine)`` where ``bind`` is one anyway."""

from __future__ import annotations

from typing import Final

from mypy.nodes import Expression
from mypy.types import NoneType

from mypy_txn.audit.handles import alternatives
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.walk import names_in

ASKS: Final = ("builtins.isinstance", "builtins.issubclass")


def asked_of_handles(module: TypedModule) -> set[Expression]:
    """The names of those classes: the handle has been reported, and no other one comes in.

    Also of those whose listeners are looked for: ``event.remove(Engine, "commit", listener)``.
    """
    asking = module.catalog.asking
    if not module.mentions((*ASKS, *asking)):
        return set()
    found = set[Expression]()
    for call in module.calls:
        name = module.called_name(call.callee) if call.args else ""
        if name in asking:
            found.update(names_in(call.args[0]))
        elif name in ASKS and len(call.args) > 1 and _is_handle_anyway(module, call.args[0]):
            found.update(names_in(call.args[1]))
    return found


def _is_handle_anyway(module: TypedModule, expr: Expression) -> bool:
    kinds = [typ for typ in alternatives(module.types.get(expr)) if not isinstance(typ, NoneType)]
    return bool(kinds) and all(module.handles.of_value(typ) for typ in kinds)
