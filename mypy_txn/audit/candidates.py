"""Which expressions may bring a handle in, as far as names tell: to look at types costs more."""

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

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import is_property

FUNCTIONS: Final = (FuncBase, Decorator)
MADE: Final = (
    *(MemberExpr, SuperExpr, CallExpr, AwaitExpr, YieldFromExpr, IndexExpr, OpExpr, UnaryExpr),
    ComparisonExpr,
)


def candidates(module: TypedModule) -> Iterator[Expression]:
    """The expressions to look at, names first and then members.

    Left out are the module's own variables and functions, which bring in nothing, and functions
    and methods that are called, of which the call brings it in.
    """
    called, own = _called(module), _own(module)
    for name in module.of_kind(NameExpr):
        if name.node not in own and name not in called:
            yield name
    for expr in module.of_kind(*MADE):
        if expr not in called:
            yield expr


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


def _own(module: TypedModule) -> set[SymbolNode]:
    named = {name.node for name in module.of_kind(NameExpr) if name.node is not None}
    return {
        node
        for node in named
        if not isinstance(node, (TypeInfo, TypeAlias)) and module.is_here(node)
    }
