"""Which types are handles, and which types hand one over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    Overloaded,
    ParamSpecType,
    ProperType,
    TupleType,
    Type,
    TypeAliasType,
    TypedDictType,
    TypeGuardedType,
    TypeOfAny,
    TypeType,
    TypeVarTupleType,
    TypeVarType,
    UnionType,
    UnpackType,
    get_proper_type,
)

from mypy_txn.catalog import OWN_INSTEAD, SHOWN_WITH, Catalog, ClassFacts
from mypy_txn.catalog.model import PROTOCOLS, Handle

LEADING = ("__enter__", "__aenter__", "__iter__", "__aiter__", "__next__", "__anext__", "__await__",
           "__call__", "__getitem__")  # fmt: skip


class HandleFinder:
    """Answers about types, by the MRO of the classes in them; remembers what it was asked about.

    Attributes:
        catalog: what is known about the libraries.
        asked: the classes that it was asked about.
        aliases: the full names of the aliases that it was asked about.
        reached: the modules that a verdict depends on with a class, as far as looked up.

    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.asked: dict[TypeInfo, ClassFacts] = {}
        self.aliases: set[str] = set()
        self.reached: dict[TypeInfo, frozenset[str]] = {}
        self._classes: dict[TypeInfo, ClassFacts] = {}
        self._restricted: dict[TypeInfo, bool] = {}
        self._types: dict[int, tuple[Type, TypeInfo | None]] = {}

    def anew(self) -> HandleFinder:
        """A finder that knows the same classes, and no type: those of a module go with it."""
        finder = HandleFinder(self.catalog)
        finder._classes, finder._restricted = self._classes, self._restricted
        finder.reached = self.reached
        return finder

    def facts(self, info: TypeInfo) -> ClassFacts:
        """What the catalogue knows of a class."""
        facts = self.asked.get(info)
        if facts is None:
            facts = self._classes.get(info)
            if facts is None:
                facts = self._classes[info] = self.catalog.of_class(b.fullname for b in info.mro)
            self.asked[info] = facts
        return facts

    def handle(self, info: TypeInfo) -> Handle | None:
        """The catalogue's entry of a handle class; None if ``info`` is none."""
        return self.facts(info).handle

    def is_restricted(self, info: TypeInfo) -> bool:
        """Whether the class is one of our Protocols, or extends one."""
        if info not in self.asked:
            self.facts(info)
        known = self._restricted.get(info)
        if known is None:
            known = self._restricted[info] = any(map(is_ours, info.mro))
        return known

    def instead(self, info: TypeInfo | None) -> str:
        """What a protected layer takes in place of a handle of this class; "" if it is none."""
        if info is None:
            return OWN_INSTEAD.said
        handle = self.handle(info)
        return handle.instead.said if handle else ""

    def in_type(self, typ: Type | None) -> TypeInfo | None:
        """The first handle class that a value of this type is, holds or returns; else None."""
        while type(typ) is CallableType:
            typ = typ.ret_type
        if type(typ) is Instance:
            info = typ.type
            if (self.asked.get(info) or self.facts(info)).handle:
                return info
            args = typ.args
            return self._first_in(typ) if args and any(map(self.in_type, args)) else None
        if type(typ) is LiteralType:
            self.facts(typ.fallback.type)
        if typ is None or type(typ) not in _HOLDERS:
            return None
        # By identity: to hash a type costs what it does to look into it. Kept, it stays the same.
        known = self._types.get(id(typ))
        if known is None:
            self._types[id(typ)] = typ, None  # for a bound that has its own variable in it
            known = self._types[id(typ)] = typ, self._held_by(typ)
        return known[1]

    def _held_by(self, typ: Type) -> TypeInfo | None:
        """``in_type`` of what is not known yet: part by part, so that each is looked into once."""
        if type(typ) is TypeAliasType and typ.alias is not None:
            self.aliases.add(typ.alias.fullname)
        parts = yields_of(typ)
        return None if parts and not any(map(self.in_type, parts)) else self._first_in(typ)

    def in_type_outright(self, typ: Type | None) -> TypeInfo | None:
        """Like ``in_type``, but not through the bound of a type variable."""
        return self._first_in(typ, through_variables=False)

    def of_value(self, typ: Type | None) -> TypeInfo | None:
        """The handle class that a value of this type is itself, or None."""
        return next((info for info in classes_of(typ) if self.handle(info)), None)

    def led_to(self, info: TypeInfo) -> TypeInfo | None:
        """The handle that entering, iterating, calling or indexing such an object yields."""
        for name in LEADING:
            symbol = info.get(name)
            if symbol is not None and (found := self.in_type_outright(symbol.type)):
                return found
        return None

    def _first_in(self, typ: Type | None, through_variables: bool = True) -> TypeInfo | None:
        for part in parts_of(typ, through_variables):
            if type(part) is Instance and self.handle(part.type):
                return part.type
        return None


def is_ours(info: TypeInfo) -> bool:
    """Whether the class is one of our Protocols."""
    return info.fullname.startswith(PROTOCOLS)


def mentioned(typ: Type | None) -> Iterator[TypeInfo]:
    """Every class that a value of this type is, holds or returns an instance of."""
    return (part.type for part in parts_of(typ) if isinstance(part, Instance))


def parts_of(typ: Type | None, through_variables: bool = True) -> Iterator[ProperType]:
    """``typ`` and every type that it yields, through however many steps."""
    pending, seen = [typ], set[object]()
    for current in pending:
        if type(current) is Instance:  # most are, and need nothing of what follows
            yield current
            pending += current.args
            continue
        recurs = _recurs_through(current)
        if recurs is not None:
            if recurs in seen:
                continue
            seen.add(recurs)
        proper = get_proper_type(current)
        if proper is None:
            continue
        yield proper
        if through_variables or not isinstance(proper, TypeVarType):
            pending += yields_of(proper)


def is_any_in(typ: Type | None) -> bool:
    """Whether ``Any`` is a type, or within it."""
    return any(isinstance(part, AnyType) for part in parts_of(typ))


def _recurs_through(typ: Type | None) -> object:
    """What makes an expansion of ``typ`` meet itself again: a recursive alias, a type variable."""
    if isinstance(typ, TypeAliasType) and typ.is_recursive:
        return typ.alias
    if isinstance(typ, TypeVarType):
        return typ.id
    return None


def yields_of(typ: Type) -> Iterable[Type]:
    """The types that a holder of ``typ`` can get at through the type itself.

    What a callable accepts is not among them; nor are the items of a named tuple or a TypedDict
    class, which are attributes of a class like any other.
    """
    find = _YIELDS.get(type(typ))
    return find(typ) if find else ()


def _of_tuple(typ: TupleType) -> Iterable[Type]:
    return typ.items if typ.partial_fallback.type.fullname == "builtins.tuple" else ()


_YIELDS: Final[dict[type[Type], Callable[[Any], Iterable[Type]]]] = {
    Instance: lambda typ: typ.args,
    UnionType: lambda typ: typ.items,
    TupleType: _of_tuple,
    TypedDictType: lambda typ: typ.items.values() if typ.is_anonymous() else (),
    CallableType: lambda typ: (typ.ret_type,),
    Overloaded: lambda typ: [item.ret_type for item in typ.items],
    TypeType: lambda typ: (typ.item,),
    TypeVarType: lambda typ: (*typ.values, typ.upper_bound),
    UnpackType: lambda typ: (typ.type,),
    ParamSpecType: lambda typ: (typ.upper_bound,),
    TypeVarTupleType: lambda typ: (typ.upper_bound,),
}


AWAITABLE: Final = frozenset(("typing.Awaitable", "typing.Coroutine"))
_HOLDERS: Final = frozenset((*_YIELDS, TypeAliasType, TypeGuardedType))
"""The types that are more than what they are themselves."""


def is_from_error(typ: Type | None) -> bool:
    """Whether a type is ``Any`` because mypy complained about the expression."""
    proper = get_proper_type(typ)
    if not isinstance(proper, AnyType):
        return False
    return (proper.source_any or proper).type_of_any == TypeOfAny.from_error


def alternatives(typ: Type | None) -> list[ProperType]:
    """The items of a union, or ``typ`` alone."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return [get_proper_type(item) for item in proper.items]
    return [] if proper is None else [proper]


def awaited(typ: Type | None) -> Type | None:
    """What comes out of awaiting a coroutine, or an ``Awaitable``; None of anything else."""
    proper = get_proper_type(typ)
    is_awaitable = isinstance(proper, Instance) and proper.type.fullname in AWAITABLE
    return proper.args[-1] if is_awaitable and isinstance(proper, Instance) else None


def objects_of(typ: Type | None) -> Iterator[TypeInfo]:
    """The classes that a value of this type may be an instance of; none that it itself may be."""
    for item in alternatives(typ):
        if isinstance(item, Instance):
            yield item.type
        elif isinstance(item, TypeVarType):
            for one in item.values or (item.upper_bound,):
                yield from objects_of(one)


def classes_of(typ: Type | None) -> list[TypeInfo]:
    """The classes that a value of this type may be an instance of, or may itself be."""
    if type(typ) is Instance:
        return [typ.type]
    return [instance.type for instance in instances_of(typ)]


def instances_of(typ: Type | None) -> Sequence[Instance]:
    """Like ``classes_of``, with the type arguments of each class."""
    proper = get_proper_type(typ)
    match proper:
        case Instance():
            return [proper]
        case UnionType():
            return [instance for item in proper.items for instance in instances_of(item)]
        case TypeVarType():
            items = proper.values or (proper.upper_bound,)
            return [instance for item in items for instance in instances_of(item)]
        case TypeType():
            return instances_of(proper.item)
        case CallableType() | Overloaded():
            return instances_of(proper.items[0].ret_type) if proper.is_type_obj() else []
        case TupleType():
            return [proper.partial_fallback]
        case TypedDictType():
            return [proper.fallback]
        case _:
            return []


def shown(info: TypeInfo) -> str:
    """A class's name for a message; a driver's with its package, since most are ``Connection``."""
    package = info.fullname.partition(".")[0]
    return f"{package}.{info.name}" if package in SHOWN_WITH else info.name
