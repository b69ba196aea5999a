"""What becomes of what a call is given."""

from __future__ import annotations

from typing import Final

from mypy.nodes import CallExpr, MemberExpr, Var

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.callees import Callee, Taken
from mypy_txn.audit.summary.sinks import Sink, Sinks, both, nothing
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.texts import known_texts

HARMLESS: Final = frozenset(
    f"builtins.{name}"
    for name in ("isinstance", "issubclass", "repr", "str", "id", "type", "bool", "hasattr",
                 "print", "format", "hash", "callable", "len", "str.format")
)  # fmt: skip


def is_harmless(function: str) -> bool:
    """Whether a function does nothing with a handle that it is given."""
    return function in HARMLESS or function.startswith("logging.")


class Given:
    """Makes the sinks of what the calls of one module are given."""

    def __init__(self, module: TypedModule, slots: Slots, sinks: Sinks) -> None:
        self._module = module
        self._slots = slots
        self._sinks = sinks

    def sink(self, call: CallExpr, callee: Callee, taken: Taken) -> Sink:
        """The sink of an argument."""
        if is_harmless(callee.name):
            return nothing
        known = self._slots.kind(taken.type)
        what = f"given to {callee.shown}"
        if taken.slot is not None:
            if taken.spread and known is Kind.UNKNOWN:
                return self._sinks.lose(f"{what} in *args or **kwargs", call.line)
            later = not callee.runs_at_once(taken.slot)
            return self._sinks.into(taken.slot, taken.type, call.line, later)
        if isinstance(call.callee, MemberExpr):
            holder = call.callee.expr
            if self._slots.kind_of(holder) is Kind.HOLDER:
                return self._sinks.put_into(holder, call.line)
        if known is Kind.HANDLE and isinstance(callee.node, Var):  # work: Callable[[Session], T]
            return self._sinks.lose(what, call.line)
        return self._sinks.taken_as(taken.type, what, call.line)

    def asked_by_name(self, call: CallExpr) -> Sink:
        """The sink of the object that ``getattr()`` is given."""
        of, name = call.args[:2]
        names = known_texts(self._module, name)
        if not names:
            return self._sinks.lose("getattr() with a name that is not known", call.line)
        return both(*(self._sinks.used(of, name, call.line) for name in names))
