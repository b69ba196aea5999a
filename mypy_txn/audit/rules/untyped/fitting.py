"""Protocols of a project's own that a handle fits, so that one may be behind them."""

from __future__ import annotations

from mypy.nodes import Decorator, FuncBase, TypeInfo
from mypy.types import CallableType, Overloaded, Type, TypeVarType, get_proper_type

from mypy_txn.audit.handles import classes_of, parts_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import declared_type
from mypy_txn.catalog.arguments import ARGUMENTS


def fits_a_handle(module: TypedModule, protocol: TypeInfo) -> bool:
    """Whether some handle has all that ``protocol`` asks for, and can be given what it says.

    The classes of the libraries need not be known to mypy: that would depend on what the module
    imports, and in a run with a cache on what is read from it.
    """
    names = protocol.protocol_members
    return module.catalog.fits_a_handle(names) and all(
        _can_be_given(protocol, name) for name in names if name in ARGUMENTS
    )


def _can_be_given(protocol: TypeInfo, name: str) -> bool:
    symbol = protocol.get(name)
    if symbol is None or symbol.node is None:
        return True
    typ = get_proper_type(declared_type(symbol.node))
    items = typ.items if isinstance(typ, (CallableType, Overloaded)) else []
    bound = 1 if isinstance(symbol.node, (FuncBase, Decorator)) else 0  # self
    return all(_takes_as_much(name, item, bound) for item in items)


def _takes_as_much(name: str, function: CallableType, bound: int) -> bool:
    taken = ARGUMENTS[name]
    kinds = function.arg_kinds[bound:]
    by_position = [
        typ for typ, kind in zip(function.arg_types[bound:], kinds) if kind.is_positional()
    ]
    by_name = {of for of, kind in zip(function.arg_names[bound:], kinds) if kind.is_named() and of}
    return (
        len(by_position) <= len(taken.by_position)
        and all(map(_is_one_of, by_position, taken.by_position))
        and by_name <= taken.by_name
    )


def _is_one_of(typ: Type, classes: frozenset[str]) -> bool:
    """Whether values of this type are of these classes; yes where it says nothing of a class."""
    if any(isinstance(part, TypeVarType) for part in parts_of(typ)):
        return True
    return all(any(base.fullname in classes for base in info.mro) for info in classes_of(typ))
