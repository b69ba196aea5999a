"""The names of what holds a value, and whether that may be a handle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import Final

from mypy.nodes import (
    ClassDef,
    Decorator,
    Expression,
    FuncBase,
    FuncDef,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
    Statement,
    SuperExpr,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.types import (
    Instance,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeVarType,
    get_proper_type,
)

from mypy_txn.access import family_of, protocol_of
from mypy_txn.audit.handles import (
    AWAITABLE,
    alternatives,
    classes_of,
    is_any_in,
    mentioned,
    objects_of,
)
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.definitions import constructor_of
from mypy_txn.audit.suspects import says_nothing
from mypy_txn.audit.symbols import class_of, is_property, member_of

FirstParty = Callable[[str], bool]


class Kind(Enum):
    """What a type says of a value."""

    HANDLE = "it is a handle"
    OURS = "it is an instance of one of our Protocols"
    HOLDER = "it holds or returns one of these"
    BOX = "it holds something that may be anything"
    UNKNOWN = "it may be anything"
    OTHER = "it is something else"


HOLDING: Final = (Kind.HOLDER, Kind.BOX)
GETTING: Final = ("__getattr__", "__getattribute__")


class Slots:
    """Names slots as every module does that mentions them.

    Attributes:
        names: the functions and classes of this module, with what they stand in.

    """

    def __init__(self, module: TypedModule, is_first_party: FirstParty) -> None:
        self._module = module
        self._is_first_party = is_first_party
        self._locals: dict[Var, str] = {}
        self.names = _qualified(module)

    def kind(self, typ: Type | None) -> Kind:
        """What ``typ`` says of a value."""
        handles = self._module.handles
        if handles.of_value(typ):
            return Kind.HANDLE
        if any(map(self._module.is_ours, objects_of(typ))):
            return Kind.OURS
        if handles.in_type(typ) or any(map(self._module.is_ours, mentioned(typ))):
            return Kind.HOLDER
        if self._may_be_anything(typ):
            return Kind.UNKNOWN
        return Kind.BOX if any(map(_may_hold_anything, alternatives(typ))) else Kind.OTHER

    def kind_of(self, expr: Expression) -> Kind:
        """What mypy's type of an expression says of its value."""
        return self.kind(self._module.types.get(expr))

    def _may_be_anything(self, typ: Type | None) -> bool:
        """Also a type variable, as whatever goes in comes out."""
        return isinstance(get_proper_type(typ), TypeVarType) or says_nothing(self._module, typ)

    def classes_in(self, typ: Type | None) -> list[TypeInfo]:
        """The handle classes and the Protocols of ours that a type mentions."""
        module = self._module
        known = (i for i in mentioned(typ) if module.handles.handle(i) or module.is_ours(i))
        return list(dict.fromkeys(known))

    def family(self, info: TypeInfo) -> str:
        """What can stand in the place of an instance of a handle class."""
        if known := protocol_of(info.fullname):
            return known[0]
        handle = self._module.handles.handle(info)
        protocol = handle.instead.protocol if handle else ""
        return family_of(protocol, lambda name: info.get(name) is not None)

    def function_at(self, line: int) -> str:
        """The name of the function around ``line``, or of the module."""
        function = self._module.function_at(line)
        return self.names[function] if function else self._module.tree.fullname

    def function(self, node: SymbolNode | None) -> str | None:
        """The name of a function of the project; None of any other."""
        if isinstance(node, Decorator):
            node = node.func
        if isinstance(node, FuncDef) and node in self.names:
            return self.names[node]
        if not isinstance(node, (FuncDef, OverloadedFuncDef)):
            return None
        name = f"{self.class_name(node.info)}.{node.name}" if node.info else node.fullname
        return name if self.is_first_party(node) else None

    def special(self, of: Expression, name: str) -> list[str]:
        """The functions of the project that are the method ``name`` of an object."""
        found = map(self.function, self.methods(of, name))
        return [function for function in found if function]

    def attributes(self, info: TypeInfo, line: int) -> Iterator[tuple[TypeInfo, str, str]]:
        """Whatever may be a handle in an object: the class that declares it, its name, its slot."""
        for base in info.mro:
            for name, symbol in base.names.items():
                node = symbol.node
                if not isinstance(node, Var) or self.kind(node.type) is Kind.OTHER:
                    continue
                if slot := self.variable(node, line):
                    yield base, name, slot

    def methods(self, of: Expression, name: str) -> list[SymbolNode]:
        """Whatever is the method ``name`` of an object, in each class that it may be of."""
        symbols = (info.get(name) for info in self._module.classes(of))
        return [symbol.node for symbol in symbols if symbol and symbol.node]

    def class_name(self, info: TypeInfo) -> str:
        """The name of a class, also of one in a function."""
        return self.names.get(info.defn, info.fullname)

    def is_first_party(self, node: SymbolNode) -> bool:
        """Whether a function, class or variable is defined in the project."""
        owner = node if isinstance(node, TypeInfo) else getattr(node, "info", None)
        if isinstance(owner, TypeInfo) and owner:
            return self._is_first_party(owner.module_name)
        return self._is_first_party(node.fullname.rpartition(".")[0])

    def is_public(self, slot: str) -> bool:
        """Whether code elsewhere is meant to name a slot of this module."""
        module = self._module.tree.fullname
        parts = slot.removeprefix(f"{module}.").partition("(")[0].split(".")
        around = {".".join((module, *parts[:length])) for length in range(1, len(parts))}
        is_private = any(part.startswith("_") and part != "__init__" for part in parts)
        return not is_private and self._functions.isdisjoint(around)

    def parameters_at(self, line: int) -> list[str]:
        """The slots of what may be a handle among the parameters of the functions around."""
        function = self.function_at(line)
        return [
            slot
            for variable, slot in self._parameters.items()
            if self.kind(variable.type) is not Kind.OTHER
            if not (variable.is_self or variable.is_cls)
            if f"{function}.".startswith(f"{slot.partition('(')[0]}.")
        ]

    def parameter(self, function: str, name: str | None, index: int) -> str:
        """The slot of a parameter; one that has no name for callers has its number."""
        return f"{function}({name or f'#{index}'})"

    def definitions(self, expr: Expression) -> list[SymbolNode]:
        """What a name or a member stands for: one for each class that its object may be of."""
        if isinstance(expr, MemberExpr) and expr.node is None:
            found = (_member_of(info, expr.name) for info in self._module.receivers(expr))
            return list(dict.fromkeys(node for node in found if node))
        node = self._module.definition(expr)
        return [node] if node else []

    def may_be_anyones(self, expr: MemberExpr) -> bool:
        """Whether it is a member of what has no type, or of a Protocol of somebody else."""
        found = self.definitions(expr)
        infos = (node.info for node in found if isinstance(node, FuncBase) and node.info)
        foreign = any(info.is_protocol and self._is_foreign(info) for info in infos)
        return foreign or all(node.name in ("__getattr__", "__getattribute__") for node in found)

    def _is_foreign(self, info: TypeInfo) -> bool:
        return not (self.is_first_party(info) or self._module.is_ours(info))

    def constructor(self, node: SymbolNode | None) -> str | None:
        """The function that runs where a class of the project is called; None of anything else."""
        info = class_of(node)
        return self.function(constructor_of(info)) if info else None

    def of(self, expr: Expression) -> str | None:
        """The slot that a name or a member stands for, the first one."""
        return next(iter(self.every(expr)), None)

    def every(self, expr: Expression) -> list[str]:
        """The slots that a name or a member stands for."""
        found = (slot for node in self.definitions(expr) for slot in self._of(expr, node))
        return [slot for slot in found if slot]

    def returned_by(self, expr: Expression) -> list[str]:
        """The slots of what a function returns that ``expr`` stands for, without calling it."""
        found = [self.function(node) for node in self.definitions(expr)]
        called = [] if self.every(expr) else found
        return [f"{function}()" for function in called if function]

    def _of(self, expr: Expression, node: SymbolNode) -> Iterator[str | None]:
        if isinstance(expr, (NameExpr, MemberExpr)) and isinstance(node, Var):
            yield self.variable(node, expr.line)
            for info in classes_of(node.type):  # a descriptor
                if (get := info.get("__get__")) and isinstance(expr, MemberExpr):
                    yield self.member(get.node, expr.line) if get.node else None
        if isinstance(expr, (MemberExpr, SuperExpr)) and _runs_when_read(node, expr.name):
            yield self.member(node, expr.line)

    def member(self, node: SymbolNode, line: int) -> str | None:
        """The slot of an attribute, or of what a method or a property returns."""
        if isinstance(node, Var):
            return self.variable(node, line)
        function = self.function(node)
        return f"{function}()" if function else None

    def variable(self, node: Var, line: int) -> str | None:
        """The slot of a variable; None of ``self`` and of what is not of the project.

        Args:
            node: the variable.
            line: where it is mentioned; a local one is of the function around it.

        """
        if node.is_self or node.is_cls:
            return None
        if node in self._parameters:
            return self._parameters[node]
        if node.info:
            name = f"{self.class_name(node.info)}.{node.name}"
            return name if self.is_first_party(node.info) else None
        if "." in node.fullname:
            return node.fullname if self.is_first_party(node) else None
        return self._locals.setdefault(node, f"{self.function_at(line)}:{node.name}")

    @cached_property
    def _functions(self) -> frozenset[str]:
        named = self.names.items()
        return frozenset(name for stmt, name in named if isinstance(stmt, FuncDef))

    @cached_property
    def _parameters(self) -> Mapping[Var, str]:
        return {
            argument.variable: self.parameter(self.names[func], name, index)
            for func in self._module.everything
            if isinstance(func, FuncDef)
            for index, (argument, name) in enumerate(zip(func.arguments, func.arg_names))
        }


def _runs_when_read(node: SymbolNode, name: str) -> bool:
    """Whether to get the member ``name`` is to call a function: a property, ``__getattr__``."""
    made = get_proper_type(node.var.type) if isinstance(node, Decorator) else None
    is_descriptor = isinstance(made, Instance) and made.type.get("__get__") is not None
    return is_property(node) or is_descriptor or (node.name in GETTING and name not in GETTING)


def _member_of(info: TypeInfo, name: str) -> SymbolNode | None:
    """Like ``member_of``, and what makes up every member."""
    found, symbol = member_of(info, name), info.get("__getattribute__")
    own = symbol.node if symbol and symbol is not info.mro[-1].get("__getattribute__") else None
    return found or own


def _qualified(module: TypedModule) -> Mapping[Statement, str]:
    """The full names of functions and classes, those in functions included."""
    names, around = dict[Statement, str](), list[tuple[str, int]]()
    for stmt in module.everything:
        while around and stmt.line > around[-1][1]:
            around.pop()
        if isinstance(stmt, (FuncDef, ClassDef)):
            prefix = around[-1][0] if around else module.tree.fullname
            names[stmt] = f"{prefix}.{stmt.name}"
            around.append((names[stmt], stmt.end_line or stmt.line))
    return names


def _may_hold_anything(typ: ProperType) -> bool:
    """Whether it is a container of ``Any``; what a coroutine is sent does not matter."""
    if isinstance(typ, Instance):
        args = typ.args[-1:] if typ.type.fullname in AWAITABLE else typ.args
        return any(map(is_any_in, args))
    return isinstance(typ, (TupleType, TypedDictType)) and is_any_in(typ)
