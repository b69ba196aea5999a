"""Which expressions may bring a handle in: those that have one, as far as names and types tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    ComparisonExpr,
    Decorator,
    Expression,
    FuncBase,
    IndexExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    SuperExpr,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    UnaryExpr,
    YieldFromExpr,
)

from mypy_txn.audit.handles import is_from_error
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import is_property

FUNCTIONS: Final = (FuncBase, Decorator)
MADE: Final = (
    *(MemberExpr, SuperExpr, CallExpr, AwaitExpr, YieldFromExpr, IndexExpr, OpExpr, UnaryExpr),
    ComparisonExpr,
)


def holders(module: TypedModule) -> Iterator[tuple[Expression, TypeInfo]]:
    """The expressions to look at, names first and then members, each with the handle in its type.

    Left out are the module's own variables and functions, which bring in nothing, and functions
    and methods that are called, of which the call brings it in.
    """
    called, types, in_type = _called(module), module.types, module.handles.in_type
    for expr in module.of_kind(NameExpr, *MADE):
        if expr not in called and (info := in_type(types[expr])) and not _is_own(module, expr):
            yield expr, info
    for call in module.calls:  # of which mypy took none of the overloads
        if is_from_error(types.get(call)) and (info := in_type(types.get(call.callee))):
            yield call, info


def _called(module: TypedModule) -> set[Expression]:
    return {
        call.callee
        for call, node in module.calls.items()
        if isinstance(node, FUNCTIONS) and _stands_for(call.callee, node)
    }


def _stands_for(callee: Expression, node: SymbolNode) -> bool:
    """Whether the callee is the function: not what a property or ``__getattr__`` returns."""
    if isinstance(callee, (MemberExpr, SuperExpr)):
        return node.name == callee.name and not is_property(node)
    return isinstance(callee, NameExpr)


def _is_own(module: TypedModule, expr: Expression) -> bool:
    """Whether ``expr`` is the name of a variable or a function that the module defines."""
    if not isinstance(expr, NameExpr) or isinstance(expr.node, (TypeInfo, TypeAlias)):
        return False
    return expr.node is not None and module.is_here(expr.node)
