"""What comes out of an object of the project's that is unpacked, iterated over or indexed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import Expression, TypeInfo
from mypy.types import CallableType, Instance, ProperType, TupleType, Type, get_proper_type

from mypy_txn.audit.handles import classes_of, parts_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Slots
from mypy_txn.audit.symbols import declared_type

ITEMS: Final = ("__getitem__", "__iter__", "get", "items", "keys")
"""With which unpacking and patterns look into sequences and mappings."""
STEPS: Final = ("__next__", "__anext__")


def items(slots: Slots, typ: Type | None) -> list[str]:
    """The slots of what unpacking an object of this type, or something in it, gives."""
    found: list[str | None] = []
    for info in (info for part in parts_of(typ) if (info := _class_of(part))):
        fields = (symbol.node for symbol in info.names.values() if info.is_named_tuple)
        found += [slots.member(node, 0) for node in fields if node]
        found += _got_by(slots, info, ITEMS)
    return [slot for slot in found if slot]


def iterated(module: TypedModule, slots: Slots, of: Expression, by: str) -> list[str]:
    """The slots of what comes out of ``of``; ``by`` is ``__iter__`` or ``__aiter__``."""
    names = (by, "__getitem__") if by == "__iter__" else (by,)
    found = (one for info in module.classes(of) for one in _got_by(slots, info, names))
    return [slot for slot in found if slot]


def _got_by(slots: Slots, info: TypeInfo, names: Iterable[str]) -> Iterator[str | None]:
    """What methods of a class return, and what the iterators give that these return."""
    for node in (symbol.node for name in names if (symbol := info.get(name))):
        if node is not None:
            yield slots.member(node, 0)
            typ = get_proper_type(declared_type(node))
            for made in classes_of(typ.ret_type) if isinstance(typ, CallableType) else ():
                steps = (symbol.node for name in STEPS if (symbol := made.get(name)))
                yield from (slots.member(step, 0) for step in steps if step)


def _class_of(typ: ProperType) -> TypeInfo | None:
    if isinstance(typ, TupleType):
        return typ.partial_fallback.type
    return typ.type if isinstance(typ, Instance) else None
