"""Where the handle in a value comes from: out of what is at hand, or out of something foreign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

import mypy.types  # noqa: F401  # before mypy.expandtype, else a circular import
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    Decorator,
    Expression,
    FuncBase,
    MemberExpr,
    OpExpr,
    RefExpr,
    SuperExpr,
    SymbolNode,
    TypeInfo,
    UnaryExpr,
)
from mypy.operators import op_methods, unary_op_methods
from mypy.types import AnyType, CallableType, Instance, Overloaded, Type, get_proper_type
from mypy.typevars import fill_typevars

from mypy_txn.audit.handles import alternatives, classes_of, instances_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import declared_type, has_fields, is_property, type_of_symbol


class Origins:
    """Answers about the expressions of one module."""

    def __init__(self, module: TypedModule) -> None:
        self._module = module
        self._handles = module.handles

    def handle_in(self, expr: Expression) -> TypeInfo | None:
        """The handle that the value is, holds or returns."""
        return self._module.handle_in(expr)

    def is_handle(self, expr: Expression) -> bool:
        """Whether the value is itself a handle, so that its members are a way to others."""
        return self._handles.of_value(self._module.types.get(expr)) is not None

    def is_classified(self, expr: Expression) -> bool:
        """Whether the catalogue has its own opinion of this member."""
        return isinstance(expr, (MemberExpr, SuperExpr)) and any(
            expr.name in self._handles.facts(info).classified
            for info in self._module.receivers(expr)
        )

    def is_item(self, member: Expression) -> bool:
        """Whether a member is one of something that holds handles: ``queue.get``."""
        return (
            isinstance(member, MemberExpr)
            and self.handle_in(member.expr) is not None
            and not self.is_handle(member.expr)
        )

    def is_accounted_for(self, expr: Expression, by: Iterable[str] = ()) -> bool:
        """Whether what is got out of ``expr`` has been reported, or will be, in this module.

        Args:
            expr: the object that something is got out of.
            by: the special methods that do it, ``__enter__`` or ``__getitem__``.

        """
        return self.handle_in(expr) is not None or any(
            self._is_own(info, by) for info in self._module.classes(expr)
        )

    def _is_own(self, info: TypeInfo, by: Iterable[str]) -> bool:
        if has_fields(info):
            return self._module.is_here(info)
        found = (symbol.node for name in by if (symbol := info.get(name)))
        return any(node is not None and self._module.is_here(node) for node in found)

    def is_function(self, node: SymbolNode | None) -> TypeGuard[SymbolNode]:
        """Whether it is a function: no property, and no object that a decorator has made of it."""
        if not isinstance(node, (FuncBase, Decorator)) or is_property(node):
            return False
        typ = get_proper_type(declared_type(node))
        return not isinstance(typ, Instance) or self._handles.in_type(typ) is not None

    def is_inspected(self, member: Expression) -> bool:
        """Whether a member is one of what ``inspect()`` returns, of which mypy knows no type."""
        if not isinstance(member, MemberExpr):
            return False
        values = (member.expr, *self._module.values(member.expr))
        return any(isinstance(value, CallExpr) and self._inspects(value) for value in values)

    def _inspects(self, call: CallExpr) -> bool:
        return (
            isinstance(call.callee, RefExpr)
            and call.callee.fullname in self._module.catalog.inspectors
            and any(isinstance(t, AnyType) for t in alternatives(self._module.types.get(call)))
        )

    def is_own(self, node: SymbolNode) -> bool:
        """Whether a symbol is this module's, and so is the descriptor that makes it a handle."""
        typ = type_of_symbol(node)
        descriptors = () if self._handles.in_type(typ) else classes_of(typ)
        getters = (symbol.node for info in descriptors if (symbol := info.get("__get__")))
        return self._module.is_here(node) and all(
            getter is None or self._module.is_here(getter) for getter in getters
        )

    def returns_handle(
        self, callee: Expression, node: SymbolNode, args: Iterable[Expression]
    ) -> bool:
        """Whether calling a function defined elsewhere brings in a handle that was not there.

        A generic function that is given a handle passes it on, and one that is not may take its
        type from where its result goes: ``field(default_factory=list)``. But it may get the handle
        out of an argument that only leads to one: ``enter_context(UnitOfWork())``.
        """
        if self.is_item(callee):
            return False
        receiver = callee.expr if isinstance(callee, MemberExpr) else None
        if receiver and any(has_fields(info) for info in self._module.classes(receiver)):
            return not self.is_accounted_for(receiver)
        returns = self._declared_returns(callee, node)
        return any(self._handles.in_type_outright(typ) for typ in returns) or self.leads(args)

    def leads(self, args: Iterable[Expression]) -> bool:
        """Whether one of ``args`` leads to a handle while none has one."""
        args = list(args)
        return not any(self.handle_in(arg) for arg in args) and any(
            self._handles.led_to(info) for arg in args for info in self._module.classes(arg)
        )

    def _declared_returns(self, callee: Expression, node: SymbolNode) -> Iterator[Type]:
        """The return types as declared, with the type variables of the receiver's class filled in.

        mypy's own type of a callee will not do: in it the function's variables are solved.
        """
        declared = declared_type(node)
        match get_proper_type(declared):
            case CallableType() as typ:
                returns = [typ.ret_type]
            case Overloaded() as typ:
                returns = [item.ret_type for item in typ.items]
            case _:
                returns = [declared] if declared else []
        owner = node.info if isinstance(node, (FuncBase, Decorator)) else None
        for receiver in self._receiving(callee):
            if owner and owner in receiver.type.mro:
                instance = map_instance_to_supertype(receiver, owner)
                returns = [expand_type_by_instance(typ, instance) for typ in returns]
                break
        yield from returns

    def _receiving(self, callee: Expression) -> Iterator[Instance]:
        match callee:
            case MemberExpr():
                yield from instances_of(self._module.types.get(callee.expr))
            case SuperExpr() if callee.info:
                yield from instances_of(fill_typevars(callee.info))


def methods_of(expr: OpExpr | UnaryExpr | ComparisonExpr) -> list[str]:
    """The special methods behind an operator."""
    if isinstance(expr, UnaryExpr):
        return [unary_op_methods[expr.op]] if expr.op in unary_op_methods else []
    used = expr.operators if isinstance(expr, ComparisonExpr) else [expr.op]
    return [op_methods[op] for op in used if op in op_methods]
