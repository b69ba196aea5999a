"""Handle classes named as a type in a module that does not have the name: mypy takes them for Any.

mypy reports that as an error of its own, which ``ignore_errors`` hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import Node
from mypy.types import AnyType, TypeOfAny

from mypy_txn.audit.handles import parts_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.written import WrittenType, written_in

UNRESOLVED: Final = (TypeOfAny.from_error, TypeOfAny.from_unimported_type, TypeOfAny.special_form)
"""What mypy 2.4.1 makes of a name that it cannot find; the last also of much else."""


def unresolved_handles(module: TypedModule) -> Iterator[tuple[Node, str]]:
    """Each such name, as it is written, and where."""
    for written in written_in(module):
        if _is_unresolved(module, written):
            for name in written.names.values():
                if name.rpartition(".")[2] in module.catalog.class_names:
                    yield written.node, name


def _is_unresolved(module: TypedModule, written: WrittenType) -> bool:
    found = [leaf.type_of_any for leaf in parts_of(written.type) if isinstance(leaf, AnyType)]
    return any(kind in UNRESOLVED for kind in found) and not module.handles.in_type(written.type)
