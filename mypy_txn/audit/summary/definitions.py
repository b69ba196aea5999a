"""How a function is defined, also where mypy has read it from its cache."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef, SymbolNode, TypeInfo
from mypy.types import CallableType, Type


def functions_of(node: SymbolNode | None) -> Iterator[FuncDef]:
    """The definitions of a function, one for each overload."""
    match node:
        case FuncDef():
            yield node
        case Decorator():
            yield node.func
        case OverloadedFuncDef():
            for item in node.items:
                yield item.func if isinstance(item, Decorator) else item


def declared_as(func: FuncDef, place: int) -> Type | None:
    """The type of a parameter, also of a function that mypy has read from its cache."""
    types = func.type.arg_types if isinstance(func.type, CallableType) else []
    return types[place] if place < len(types) else None


def is_generated(func: FuncDef) -> bool:
    """Whether nobody wrote a method: it is a dataclass's, a model's or a named tuple's.

    That it has no line says nothing: what mypy 2.4 reads from its cache has none.
    """
    if not func.info:
        return False
    symbol = func.info.names.get(func.name)
    is_new_tuple = func.info.is_named_tuple and func.name == "__new__"
    return is_new_tuple or bool(symbol and symbol.plugin_generated)


def constructor_of(info: TypeInfo) -> SymbolNode | None:
    """The function that makes instances of a class; None if that is everybody's."""
    for name in ("__init__", "__new__"):
        symbol = info.get(name)
        if symbol and symbol.node and symbol.node.fullname != f"builtins.object.{name}":
            return symbol.node
    return None
