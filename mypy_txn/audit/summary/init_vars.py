"""What a dataclass takes and hands to ``__post_init__``, without keeping it.

mypy 2.4 takes an ``InitVar`` out of its class again (``mypy/plugins/dataclasses.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import AssignmentStmt, ClassDef, NameExpr, TypeInfo

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Slots
from mypy_txn.summaries import During, Flow


def init_vars(module: TypedModule) -> Iterator[tuple[TypeInfo, AssignmentStmt, NameExpr]]:
    """Each ``name: InitVar[...]`` of the module, with its class and its name."""
    for stmt in module.everything:
        if isinstance(stmt, ClassDef) and stmt.info and stmt.info.get("__post_init__"):
            for item in stmt.defs.body:
                match item:
                    case AssignmentStmt(lvalues=[NameExpr(node=None) as name]) if item.type:
                        yield stmt.info, item, name


def init_var(slots: Slots, info: TypeInfo, name: str) -> str:
    """The slot of one."""
    return f"{slots.class_name(info)}.{name}"


def handed_on(module: TypedModule, slots: Slots) -> Iterator[Flow]:
    """What gets from them into the parameters of ``__post_init__``."""
    for info, stmt, name in init_vars(module):
        symbol = info.get("__post_init__")
        if symbol and symbol.node and (function := slots.function(symbol.node)):
            target = slots.parameter(function, name.name, 0)
            source = init_var(slots, info, name.name)
            yield Flow(source, target, "", stmt.line, During.NOW)
