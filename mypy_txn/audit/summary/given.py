"""What becomes of what a call is given."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from mypy.nodes import CallExpr, Expression, LambdaExpr, MemberExpr, RefExpr, Var
from mypy.types import CallableType, Overloaded, Type

from mypy_txn.audit.arguments import given
from mypy_txn.audit.by_name import CALLERS
from mypy_txn.audit.handles import LEADING, alternatives, classes_of
from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.summary.callees import Callee, Callees, Taken
from mypy_txn.audit.summary.sinks import KNOWN, Sink, Sinks, both, nothing
from mypy_txn.audit.summary.slots import HOLDING, Kind, Slots
from mypy_txn.audit.texts import known_texts
from mypy_txn.audit.walk import ends_of
from mypy_txn.summaries import ANYTHING

HARMLESS: Final = frozenset(
    f"builtins.{name}"
    for name in ("isinstance", "issubclass", "repr", "str", "id", "type", "bool", "hasattr",
                 "print", "format", "hash", "callable", "len", "str.format")
)  # fmt: skip
PASSING: Final = frozenset(
    f"builtins.{name}"
    for name in ("list", "tuple", "set", "frozenset", "sorted", "reversed", "enumerate", "zip",
                 "iter", "next", "min", "max", "filter", "filter.__new__", "zip.__new__",
                 "enumerate.__new__", "tuple.__new__", "frozenset.__new__")
)  # fmt: skip
"""Their result is, or has in it, nothing but what they are given."""
TYPE: Final = "builtins.type"
LOOKING_INTO: Final = ("builtins.vars", "dataclasses.asdict", "dataclasses.astuple")
LOOKING_AROUND: Final = ("builtins.exec", "builtins.eval", "builtins.locals", "builtins.vars")
SENDING: Final = ("typing.Generator.send", "typing.AsyncGenerator.asend", "typing.Coroutine.send")


def is_harmless(function: str) -> bool:
    """Whether a function does nothing with a handle that it is given."""
    return function in HARMLESS or function.startswith("logging.")


class Given:
    """Makes the sinks of what the calls of one module are given."""

    def __init__(self, module: TypedModule, slots: Slots, callees: Callees, sinks: Sinks) -> None:
        self._module = module
        self._slots = slots
        self._callees = callees
        self._sinks = sinks

    def sink(self, call: CallExpr, callee: Callee, taken: Taken, result: Sink) -> Sink:
        """The sink of an argument; what the call makes of it goes to ``result``."""
        if is_harmless(callee.name) and (callee.name != TYPE or len(call.args) == 1):
            return nothing
        if callee.name in PASSING and self._slots.kind_of(call) in (Kind.HANDLE, *HOLDING):
            return both(result, self.called_back(call))
        sink = self._of_parameter(call, callee, taken)
        if callee.function is None and self._slots.kind_of(taken.argument) in HOLDING:
            return both(sink, self.called_back(call))  # map(write, sessions)
        return sink

    def conform(self, given: Expression, typ: Type | None) -> None:
        """What is in an object gets into the attributes of the Protocol that it is taken as."""
        for protocol in (info for info in classes_of(typ) if info.is_protocol):
            for name, slot in self._in_object(given):
                symbol = protocol.get(name)
                if symbol and symbol.node and (target := self._slots.member(symbol.node, 0)):
                    self._sinks.into(target, symbol.type, given.line)(slot, given)

    def called_back(self, call: CallExpr) -> Sink:
        """The sink of what functions may be given that a call is given: ``sort(key=write)``."""
        ends = (end for arg in self._callbacks(call) for end in ends_of(arg))
        return both(*(self._called(end, call.line) for end in ends))

    def to_something_foreign(self, call: CallExpr, callee: Callee, result: Sink) -> None:
        """What a function that is not the project's gets out of what it is given."""
        for arg in call.args:
            for name in (
                one for by in (*LEADING, "__reversed__") for one in self._slots.special(arg, by)
            ):
                self._sinks.hand(f"{name}()", call, result)  # next(rows)
                self.called_back(call)(f"{name}()", arg)
        self._sinks.hand_all(self._returned(call), call, result)
        lost = self._sinks.lose(f"given to {callee.shown}", call.line)
        if callee.name in LOOKING_AROUND:
            for slot in self._slots.parameters_at(call.line):
                lost(slot, call)
        into = lost if callee.name in LOOKING_INTO else result
        if into is lost or self._slots.kind_of(call) is Kind.UNKNOWN:
            for arg in call.args:
                self.look_into(arg, into)

    def to_the_unknown(self, call: CallExpr) -> None:
        """Note a call of what has no type, which may be any function that takes a handle."""
        is_unknown = self._slots.kind_of(call.callee) is Kind.UNKNOWN
        takes_one = any(self._slots.kind_of(arg) in KNOWN for arg in call.args)
        if is_unknown and takes_one and not isinstance(call.callee, MemberExpr):
            self._sinks.called(ANYTHING, call.line)
        if self._module.called_name(call.callee) in CALLERS and call.args:
            for name in known_texts(self._module, call.args[0]):
                self._sinks.called(f".{name}", call.line)

    def look_into(self, of: Expression, sink: Sink, names: Container[str] | None = None) -> None:
        """Hand to ``sink`` what is in the attributes of an object, in all or in these."""
        for name, slot in self._in_object(of):
            if names is None or name in names:
                sink(slot, of)

    def _in_object(self, of: Expression) -> Iterator[tuple[str, str]]:
        """The names and slots of the attributes of an object that may be handles."""
        for info in self._module.classes(of):
            for _, name, slot in self._slots.attributes(info, of.line):
                yield name, slot

    def _returned(self, call: CallExpr) -> Iterator[str]:
        """What functions return that a call is given: ``to_thread(open_one)``."""
        for arg in self._callbacks(call):
            for end in ends_of(arg):
                for callee in self._callees.of(CallExpr(end, [], [], [])):
                    if callee.result:
                        yield callee.result

    def _callbacks(self, call: CallExpr) -> list[Expression]:
        """The arguments that are functions, or go where one is taken."""
        taken = {one.argument for one in given(self._module, call) if _is_called(one.type)}
        return [arg for arg in call.args if arg in taken or _is_called(self._module.types.get(arg))]

    def _called(self, function: Expression, line: int) -> Sink:
        """The sink of whatever a function may be given."""
        sinks = []
        for slot, typ in self._parameters(function):
            sinks.append(self._sinks.fitting(typ, self._sinks.into(slot, typ, line, later=True)))
        if sinks or is_harmless(self._module.called_name(function)):
            return both(*sinks)
        return self._sinks.lose(f"given to {describe(function)}()", line)

    def _parameters(self, function: Expression) -> Iterator[tuple[str, Type | None]]:
        if isinstance(function, LambdaExpr):
            for argument in function.arguments:
                if slot := self._slots.variable(argument.variable, function.line):
                    yield slot, argument.variable.type
        elif isinstance(function, (RefExpr, CallExpr)):
            yield from self._callees.parameters(function)

    def _of_parameter(self, call: CallExpr, callee: Callee, taken: Taken) -> Sink:
        known = self._slots.kind(taken.type)
        what = f"given to {callee.shown}"
        if taken.slot is not None:
            if taken.spread and known is Kind.UNKNOWN:
                return self._sinks.lose(f"{what} in *args or **kwargs", call.line)
            later = not callee.runs_at_once(taken.slot)
            return self._sinks.into(taken.slot, taken.type, call.line, later)
        if isinstance(call.callee, MemberExpr):
            holder = call.callee.expr
            if self._slots.kind_of(holder) in HOLDING and callee.name not in SENDING:
                return self._sinks.put_into(holder, call.line)
        if known is Kind.HANDLE and isinstance(callee.node, Var):  # work: Callable[[Session], T]
            return self._sinks.lose(what, call.line)
        return self._sinks.taken_as(taken.type, what, call.line)

    def asked_by_name(self, call: CallExpr, result: Sink) -> Sink:
        """The sink of the object that ``getattr()`` is given; its attributes go to ``result``."""
        of, name = call.args[:2]
        names = known_texts(self._module, name)
        self.look_into(of, result, names or None)
        for known in names:
            self._sinks.called(f".{known}", call.line)
        if not names:
            return self._sinks.lose("getattr() with a name that is not known", call.line)
        return both(*(self._sinks.used(of, name, call.line) for name in names))


def _is_called(typ: Type | None) -> bool:
    """Whether a value of this type may be called with something."""
    return any(
        item.arg_types
        for one in alternatives(typ)
        if isinstance(one, (CallableType, Overloaded))
        for item in one.items
    )
