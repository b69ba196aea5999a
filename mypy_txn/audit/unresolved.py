"""Handle classes named as a type in a module that does not have the name: mypy takes them for Any.

mypy reports that as an error of its own, which ``ignore_errors`` hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mypy.nodes import Node
from mypy.types import AnyType, TypeOfAny

from mypy_txn.audit.handles import parts_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.written import WrittenType, written_in

UNRESOLVED: Final = (TypeOfAny.from_error, TypeOfAny.from_unimported_type, TypeOfAny.special_form)
"""What mypy 2.4.1 makes of a name that it cannot find; the last also of much else."""


class Unresolved(NamedTuple):
    """Such a name, as it is written, where, and whether it is imported from what mypy skips."""

    node: Node
    name: str
    is_imported: bool


def unresolved_handles(module: TypedModule) -> Iterator[Unresolved]:
    """Each such name."""
    for written in written_in(module):
        kinds = _kinds_of_any(module, written)
        if kinds.isdisjoint(UNRESOLVED):
            continue
        for name in written.names.values():
            if name.rpartition(".")[2] in module.catalog.class_names:
                yield Unresolved(written.node, name, TypeOfAny.from_unimported_type in kinds)


def _kinds_of_any(module: TypedModule, written: WrittenType) -> set[int]:
    kinds = {leaf.type_of_any for leaf in parts_of(written.type) if isinstance(leaf, AnyType)}
    return set() if module.handles.in_type(written.type) else kinds
