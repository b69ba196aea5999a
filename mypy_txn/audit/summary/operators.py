"""What operators and brackets do with what they are given: they call special methods with it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from mypy.nodes import (
    ComparisonExpr,
    Expression,
    IndexExpr,
    OperatorAssignmentStmt,
    OpExpr,
    SymbolNode,
    UnaryExpr,
)
from mypy.operators import op_methods, ops_with_inplace_method, reverse_op_methods, unary_op_methods

from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.summary.definitions import declared_as, functions_of, is_generated
from mypy_txn.audit.summary.sinks import Sink, Sinks, both, nothing
from mypy_txn.audit.summary.slots import HOLDING, Kind, Slots

ORDERING: Final = ("__lt__", "__le__", "__gt__", "__ge__")
COMPARING: Final[dict[str, tuple[str, ...]]] = {
    "==": ("__eq__",),
    "!=": ("__ne__", "__eq__"),  # object's own calls the other
    **dict.fromkeys(("<", "<=", ">", ">="), ORDERING),  # total_ordering makes three out of one
    **dict.fromkeys(("is", "is not"), ()),
}
ASKING: Final = ("in", "not in")
EQUAL: Final = ("==", "!=", "is", "is not")
"""Taken for harmless where no type says whose method it is."""
KEEPING: Final = ("__setitem__", "__missing__")


class Operators:
    """Makes the sinks of the operands in one module."""

    def __init__(self, module: TypedModule, slots: Slots, sinks: Sinks) -> None:
        self._module = module
        self._slots = slots
        self._sinks = sinks

    def key(self, expr: IndexExpr, by: str) -> Sink:
        """The sink of what is in the brackets; ``by`` is ``__getitem__`` and the like."""
        names = (by, "__missing__") if by == "__getitem__" else (by,)
        sinks = list(self._handed(expr.base, names, expr.line))
        if any(
            name in KEEPING and _is_pythons(method)
            for name in names
            for method in self._slots.methods(expr.base, name)
        ):
            sinks.append(self._sinks.put_into(expr.base, expr.line))
        if self._may_be_anybodys(expr.base, names):
            sinks.append(self._sinks.lose(f"given to {describe(expr)}", expr.line))
        return both(*sinks)

    def operands(self, expr: OpExpr, sink: Sink) -> tuple[Sink, Sink]:
        """The sinks of both operands: lists are joined, texts are formatted."""
        method = op_methods[expr.op]
        is_text = any(info.fullname == "builtins.str" for info in self._module.classes(expr.left))
        if is_text:
            return nothing, nothing
        joined = [sink] if self._slots.kind_of(expr) in HOLDING else []
        by = f"given to {expr.op}"
        return (
            self._operand(expr.right, [reverse_op_methods[method]], by, expr.line, joined),
            self._operand(expr.left, [method], by, expr.line, joined),
        )

    def augmented(self, stmt: OperatorAssignmentStmt) -> tuple[Sink, Sink]:
        """The same of ``left += right``."""
        is_holder = self._slots.kind_of(stmt.lvalue) in HOLDING
        joined = [self._sinks.put_into(stmt.lvalue, stmt.line)] if is_holder else []
        method, by = op_methods[stmt.op], f"given to {stmt.op}="
        return (
            self._operand(stmt.rvalue, [reverse_op_methods[method]], by, stmt.line, joined),
            self._operand(stmt.lvalue, _in_place(stmt.op), by, stmt.line, joined),
        )

    def compared(self, expr: ComparisonExpr) -> Iterator[tuple[Expression, Sink]]:
        """The operands of a comparison with their sinks; one in the middle is compared twice."""
        for operator, (left, right) in zip(expr.operators, pairwise(expr.operands)):
            if operator in ASKING:
                yield left, self._comparison(right, ["__contains__"], "in", expr.line)
                yield right, self._sinks.got_out(right, nothing, "__contains__")
            else:
                yield left, self._comparison(right, COMPARING[operator], operator, expr.line)
                yield right, self._comparison(left, COMPARING[operator], operator, expr.line)

    def results(self, expr: Expression | OperatorAssignmentStmt) -> list[str]:
        """What the functions of the project return that may have made the value of ``expr``."""
        made: list[tuple[Expression, Sequence[str]]] = []
        match expr:
            case OpExpr():
                method = op_methods[expr.op]
                made = [(expr.left, [method]), (expr.right, [reverse_op_methods[method]])]
            case OperatorAssignmentStmt():
                reverse = reverse_op_methods[op_methods[expr.op]]
                made = [(expr.lvalue, _in_place(expr.op)), (expr.rvalue, [reverse])]
            case UnaryExpr(op=op) if op in unary_op_methods:
                made = [(expr.expr, [unary_op_methods[op]])]
            case ComparisonExpr():
                names = [name for op in expr.operators for name in COMPARING.get(op, ())]
                made = [(operand, names) for operand in expr.operands]
        pairs = ((of, name) for of, names in made for name in names)
        return [f"{name}()" for pair in pairs for name in self._slots.special(*pair)]

    def _operand(
        self, other: Expression, names: Sequence[str], by: str, line: int, joined: list[Sink]
    ) -> Sink:
        sinks = [*joined, *self._handed(other, names, line)]
        return both(*sinks) if sinks else self._sinks.lose(by, line)

    def _comparison(
        self, other: Expression, names: Sequence[str], operator: str, line: int
    ) -> Sink:
        sinks = list(self._handed(other, names, line))
        known = operator in EQUAL and self._slots.kind_of(other) is Kind.UNKNOWN
        if not known and self._may_be_anybodys(other, names):
            sinks.append(self._sinks.lose(f"given to {operator}", line))
        return both(*sinks)

    def _handed(self, of: Expression, names: Iterable[str], line: int) -> Iterator[Sink]:
        """The sinks of what the methods of the project are given that ``of`` has."""
        for method in (one for name in names for one in self._slots.methods(of, name)):
            for func in functions_of(method):
                function = self._slots.function(func)
                if function and len(func.arg_names) > 1 and not is_generated(func):
                    slot = self._slots.parameter(function, func.arg_names[1], 1)
                    yield self._sinks.into(slot, declared_as(func, 1), line)

    def _may_be_anybodys(self, of: Expression, names: Iterable[str]) -> bool:
        """Whether a method may run that is neither the project's nor Python's own."""
        methods = (method for name in names for method in self._slots.methods(of, name))
        return self._slots.kind_of(of) is Kind.UNKNOWN or any(
            not _is_pythons(one) and self._slots.function(one) is None for one in methods
        )


def _in_place(op: str) -> list[str]:
    method = op_methods[op]
    return [f"__i{method[2:]}", method] if op in ops_with_inplace_method else [method]


def _is_pythons(method: SymbolNode) -> bool:
    """Whether a method is of a class that comes with Python."""
    return method.fullname.partition(".")[0] in sys.stdlib_module_names
