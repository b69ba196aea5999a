"""Protocols of a project's own that a handle fits, so that one may be behind them."""

from __future__ import annotations

from mypy.nodes import Decorator, FuncBase, TypeInfo
from mypy.types import (
    CallableType,
    Overloaded,
    ProperType,
    Type,
    get_proper_type,
)

from mypy_txn.audit.handles import alternatives, awaited, classes_of, mentioned
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import type_of_symbol
from mypy_txn.audit.takes import takes
from mypy_txn.catalog.arguments import ARGUMENTS, MADE_OF, REQUIRED


def fits_a_handle(module: TypedModule, protocol: TypeInfo) -> bool:
    """Whether some handle has all that ``protocol`` asks for, and can be given what it says.

    The classes of the libraries need not be known to mypy: that would depend on what the module
    imports, and in a run with a cache on what is read from it.
    """
    names = protocol.protocol_members
    return module.catalog.fits_a_handle(names) and all(
        _is_as_of_a_handle(module, protocol, name)
        for name in names
        if name in ARGUMENTS or name in REQUIRED
    )


def _is_as_of_a_handle(module: TypedModule, protocol: TypeInfo, name: str) -> bool:
    symbol = protocol.get(name)
    if symbol is None or symbol.node is None:
        return True
    node = symbol.node
    typ = get_proper_type(type_of_symbol(node))
    _ask_about(module, typ)
    if not isinstance(typ, (CallableType, Overloaded)):
        return name in REQUIRED or _may_be_own(module, typ)
    bound = 1 if isinstance(node, (FuncBase, Decorator)) else 0  # self
    return all(
        _is_given_enough(name, item, bound)
        if name in REQUIRED
        else _takes_as_much(name, item, bound)
        and (not ARGUMENTS[name].returns_own or _may_be_own(module, item.ret_type))
        for item in typ.items
    )


def _ask_about(module: TypedModule, typ: ProperType | None) -> None:
    """Have it known that the verdict depends on what the classes in ``typ`` are."""
    parts: list[Type | None] = [typ]
    for item in typ.items if isinstance(typ, (CallableType, Overloaded)) else ():
        parts += [*item.arg_types, item.ret_type]
    for info in (one for part in parts for one in mentioned(part)):
        module.handles.facts(info)


def _takes_as_much(name: str, function: CallableType, bound: int) -> bool:
    kinds = function.arg_kinds[bound:]
    by_position = [
        typ for typ, kind in zip(function.arg_types[bound:], kinds) if kind.is_positional()
    ]
    by_name = {of for of, kind in zip(function.arg_names[bound:], kinds) if kind.is_named() and of}
    return takes(name, by_position, by_name)


def _is_given_enough(name: str, function: CallableType, bound: int) -> bool:
    kinds = function.arg_kinds[bound:]
    if any(kind.is_star() for kind in kinds):
        return True
    return sum(kind.is_required() for kind in kinds) >= REQUIRED[name]


def _may_be_own(module: TypedModule, typ: Type | None) -> bool:
    """Whether a library may return it: nothing, what a Protocol has, an object of its own."""
    items = alternatives(typ)
    return not items or any(_is_own(module, item) for item in items)


def _is_own(module: TypedModule, typ: ProperType) -> bool:
    if result := awaited(typ):
        return _may_be_own(module, result)
    return all(_is_of_library(module, info) for info in classes_of(typ))


def _is_of_library(module: TypedModule, info: TypeInfo) -> bool:
    made_of = info.module_name.partition(".")[0].lstrip("_") in MADE_OF
    known = made_of or module.catalog.has_package_of(info.module_name)
    return known or info.is_protocol or info.fullname == "builtins.object"
