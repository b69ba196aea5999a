"""Handle classes named as a type in a module that does not have the name: mypy takes them for Any.

mypy reports that as an error of its own, which ``ignore_errors`` hides.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from mypy.nodes import Context, TypeAlias
from mypy.types import AnyType, TypeOfAny

from mypy_txn.audit.handles import parts_of
from mypy_txn.audit.imports import NOT_IMPORTED, imported
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import lookup
from mypy_txn.audit.written import WrittenType, written_in
from mypy_txn.catalog.elsewhere import NO_HANDLES

UNRESOLVED: Final = (TypeOfAny.from_error, TypeOfAny.from_unimported_type, TypeOfAny.special_form)
"""What mypy 2.4.1 makes of a name that it cannot find; the last also of much else."""


class Unresolved(NamedTuple):
    """Such a name, as it is written, where, and whether it is imported from what mypy skips."""

    node: Context
    name: str
    is_imported: bool


def unresolved_handles(module: TypedModule) -> list[Unresolved]:
    """Each such name."""
    return module.once(_unresolved_handles)


def _unresolved_handles(module: TypedModule) -> list[Unresolved]:
    found = []
    for written in written_in(module):
        kinds = _kinds_of_any(module, written)
        if kinds.isdisjoint(UNRESOLVED):
            continue
        for name in written.names.values():
            if name.rpartition(".")[2] in module.catalog.class_names and not _is_known(
                module, name
            ):
                is_imported = TypeOfAny.from_unimported_type in kinds
                found.append(Unresolved(written.node, name, is_imported))
    return found


def _is_known(module: TypedModule, name: str) -> bool:
    """Whether ``name`` is ``Any`` by another name, or comes from a package without handles."""
    package = imported(module).get(name.partition(".")[0], NOT_IMPORTED).package
    return package in NO_HANDLES or isinstance(lookup(module.tree, name), TypeAlias)


def _kinds_of_any(module: TypedModule, written: WrittenType) -> set[int]:
    kinds = {leaf.type_of_any for leaf in parts_of(written.type) if type(leaf) is AnyType}
    return set() if kinds and module.handles.in_type(written.type) else kinds
