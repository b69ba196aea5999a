"""Handle classes named as a type in a module that does not have the name: mypy takes them for Any.

mypy reports that as an error of its own, which ``ignore_errors`` hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import Node
from mypy.types import AnyType, Instance, ProperType, Type, TypeOfAny, get_proper_type

from mypy_txn.audit.handles import yields_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.written import KINDS_WITH_TYPES, WrittenType, written_types

UNRESOLVED: Final = (TypeOfAny.from_error, TypeOfAny.from_unimported_type, TypeOfAny.special_form)
"""What mypy 2.4.1 makes of a name that it cannot find; the last also of much else."""


def unresolved_handles(module: TypedModule) -> Iterator[tuple[Node, str]]:
    """Each such name, as it is written, and where."""
    expressions = module.of_kind(*KINDS_WITH_TYPES)
    for written in written_types(module.tree, module.statements, expressions):
        if _is_unresolved(module, written):
            for name in written.names.values():
                if name.rpartition(".")[2] in module.catalog.class_names:
                    yield written.node, name


def _is_unresolved(module: TypedModule, written: WrittenType) -> bool:
    found = [leaf.type_of_any for leaf in _leaves(written.type) if isinstance(leaf, AnyType)]
    return any(kind in UNRESOLVED for kind in found) and not module.handles.in_type(written.type)


def _leaves(typ: Type) -> Iterator[ProperType]:
    pending: list[Type] = [typ]
    while pending:
        current = get_proper_type(pending.pop())
        yield current
        if not isinstance(current, Instance) or current.args:
            pending.extend(yields_of(current))
