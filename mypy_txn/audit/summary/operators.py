"""What operators do with their operands."""

from __future__ import annotations

from mypy.nodes import ComparisonExpr, OpExpr

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.sinks import Sink, Sinks, nothing
from mypy_txn.audit.summary.slots import Kind, Slots


class Operators:
    """Makes the sinks of the operands in one module."""

    def __init__(self, module: TypedModule, slots: Slots, sinks: Sinks) -> None:
        self._module = module
        self._slots = slots
        self._sinks = sinks

    def operand(self, expr: OpExpr, sink: Sink) -> Sink:
        """The sink of what an operator is given: lists are joined, texts are formatted."""
        if self._slots.kind_of(expr) is Kind.HOLDER:
            return sink
        is_text = any(info.fullname == "builtins.str" for info in self._module.classes(expr.left))
        return nothing if is_text else self._sinks.lose(f"given to {expr.op}", expr.line)

    def compared(self, expr: ComparisonExpr) -> list[Sink]:
        """The sinks of the operands of a comparison."""
        asked = self._slots.special(expr.operands[-1], "__contains__")
        sinks = [self._sinks.lose("given to in", expr.line) if asked else nothing]
        for operator, operand in zip(expr.operators, expr.operands[1:]):
            is_in = operator in ("in", "not in")
            sinks.append(
                self._sinks.got_out(operand, nothing, "__contains__") if is_in else nothing
            )
        return sinks
