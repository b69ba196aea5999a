"""What becomes of a value: a sink is called with each slot that it may come from, or ``NEW``.

It is called with the expression as well that has the value there: a name, or a container.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from mypy.nodes import (
    CallExpr,
    Expression,
    IndexExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
    StarExpr,
    TupleExpr,
    TypeInfo,
)
from mypy.types import CallableType, Instance, NoneType, ProperType, Type, get_proper_type

from mypy_txn.audit.assigned import ALL_DISPLAYS
from mypy_txn.audit.handles import alternatives, awaited, classes_of
from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.offered import offered_path
from mypy_txn.audit.summary.definitions import declared_as, functions_of
from mypy_txn.audit.summary.needs import class_needs, member_needs
from mypy_txn.audit.summary.slots import HOLDING, Kind, Slots
from mypy_txn.audit.summary.transactions import Transactions
from mypy_txn.summaries import NEW, Call, During, Flow, Lost, Needs, Use, is_passed

GENERATORS: Final = tuple(
    f"typing.{kind}{name}"
    for kind in ("", "Async")
    for name in ("Generator", "Iterator", "Iterable")
)
KNOWN: Final = (Kind.HANDLE, Kind.OURS)
Sink = Callable[[str, Expression], None]


def nothing(slot: str, leaf: Expression) -> None:
    """The sink of a value that nothing is done with."""


def both(*sinks: Sink) -> Sink:
    """A sink: all of these."""

    def sink(slot: str, leaf: Expression) -> None:
        for one in sinks:
            one(slot, leaf)

    return sink


def within(container: Expression, sink: Sink) -> Sink:
    """A sink: the value is in ``container``, which goes to ``sink``."""
    return lambda slot, leaf: sink(slot, container)


class Sinks:
    """Makes the sinks of one module, and has what got into them.

    Attributes:
        uses: what is done with values.
        flows: where values get.
        lost: where they cannot be followed.
        calls: which function calls another in which line.
        sessions: the slots of sessions that each function mentions.
        transactions: those that the module holds.

    """

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots
        self.uses: dict[Use, None] = {}
        self.flows: dict[Flow, None] = {}
        self.lost: dict[Lost, None] = {}
        self.calls: dict[Call, None] = {}
        self.transactions = Transactions(module, slots)
        self.sessions = defaultdict[str, set[str]](set)

    def hand(self, slot: str | None, expr: Expression, sink: Sink) -> None:
        """Hand the value of ``expr`` to the sink, if it may be a handle."""
        kind = self._slots.kind_of(expr)
        if slot is not None and kind is not Kind.OTHER:
            if self._family_of(expr).endswith("Session"):
                self.sessions[self._slots.function_at(expr.line)].add(slot)
            sink(slot, expr)
        elif kind not in (Kind.OTHER, Kind.BOX):
            sink(NEW, expr)

    def hand_all(self, slots: Iterable[str], expr: Expression, sink: Sink) -> None:
        """The same for each of these slots."""
        for slot in slots:
            self.hand(slot, expr, sink)

    def called(self, function: str, line: int) -> None:
        """Note that ``function`` is called in ``line``."""
        self.calls[Call(self._slots.function_at(line), function, line)] = None

    def use(self, needs: Needs, what: str, line: int) -> Sink:
        """A sink: the value is used."""

        def sink(slot: str, leaf: Expression) -> None:
            if slot != NEW:
                self.uses[Use(slot, needs, what, self._slots.function_at(line), line)] = None

        return sink

    def lose(self, why: str, line: int) -> Sink:
        """A sink: the value cannot be followed."""

        def sink(slot: str, leaf: Expression) -> None:
            if slot != NEW and not self._module.is_function(leaf):
                self.lost[Lost(slot, why, self._slots.function_at(line), line)] = None

        return sink

    def used(self, of: Expression, name: str, line: int, call: CallExpr | None = None) -> Sink:
        """A sink: the member ``name`` of ``of`` is used, by ``call`` if it is called at once."""
        typ = self._module.types.get(of)
        needs = member_needs(self._module, self._slots, typ, name, call)
        return self.use(needs, self._spelled(of, name) if needs is Needs.CONTROL else name, line)

    def _spelled(self, of: Expression, name: str) -> str:
        """``bind.dialect`` for ``bind``, where mypy_txn has a function for what is read of it."""
        member = self._module.chain.get(of)
        is_control = name in self._module.catalog.control_names
        if is_control or not isinstance(member, MemberExpr) or member.name != name:
            return name
        return ".".join(offered_path(self._module, member)) or name

    def got_out(self, base: Expression, sink: Sink, by: str) -> Sink:
        """The sink of an object that something is got out of, which goes to ``sink``."""
        kind = self._slots.kind_of(base)
        if kind in KNOWN:
            return self.used(base, by, base.line)
        of_anything = isinstance(base, ALL_DISPLAYS)  # [*rows]
        return nothing if kind is Kind.OTHER and not of_anything else sink

    def into(self, target: str, typ: Type | None, line: int, later: bool = False) -> Sink:
        """A sink: the value gets into a slot that is declared as ``typ``, perhaps not yet."""

        def sink(slot: str, leaf: Expression) -> None:
            is_unknown = slot == NEW and self._slots.kind_of(leaf) is Kind.UNKNOWN
            if is_unknown and self._slots.kind(typ) not in KNOWN:
                return
            if self._slots.kind(typ) is Kind.OTHER:
                name = next((info.name for info in classes_of(typ)), str(typ))
                self.taken_as(typ, f"taken as {name}", line)(slot, leaf)
            elif slot != target or is_passed(slot):  # a function may call itself
                during = During.LATER if later else self.transactions.during(slot, line)
                family, function = self._family_of(leaf), self._slots.function_at(line)
                self.flows[Flow(slot, target, family, line, during, function)] = None

        return sink

    def taken_as(self, typ: Type | None, what: str, line: int) -> Sink:
        """A sink: the value is only known as a ``typ`` from here on."""

        def sink(slot: str, leaf: Expression) -> None:
            needs = [class_needs(self._module, self._slots, info, leaf) for info in classes_of(typ)]
            known = [one for one in needs if one is not None]
            in_a_container = self._slots.kind_of(leaf) in (*HOLDING, Kind.OTHER)
            if not known or in_a_container:
                self.lose(what, line)(slot, leaf)
            else:
                self.use(max(known), what, line)(slot, leaf)

        return sink

    def target(self, target: Expression) -> Sink:
        """The sink of a value that is assigned to ``target``."""
        line = target.line
        match target:
            case TupleExpr() | ListExpr():
                return both(*map(self.item, target.items))
            case StarExpr():
                return self.target(target.expr)
            case IndexExpr() if self._slots.kind_of(target.base) in HOLDING:
                return self.put_into(target.base, line)
            case NameExpr() | MemberExpr():
                if slots := self._slots.every(target):
                    typ = self._declared(target)
                    sinks = [self.into(slot, typ, line) for slot in slots]
                    return both(*sinks, *self._setters(target))
        return self.lose(f"assigned to {describe(target)}", line)

    def _setters(self, target: Expression) -> Iterator[Sink]:
        """The sinks of what properties are set to."""
        for node in self._slots.definitions(target):
            for func in functions_of(node) if isinstance(node, OverloadedFuncDef) else ():
                function = self._slots.function(func)
                if function and len(func.arg_names) > 1:
                    slot = self._slots.parameter(function, func.arg_names[1], 1)
                    yield self.into(slot, declared_as(func, 1), target.line)

    def item(self, target: Expression) -> Sink:
        """The sink of what is unpacked into ``target``: no handle gets into a ``str``."""
        sink = self.target(target)
        if not isinstance(target, (NameExpr, MemberExpr)):
            return sink
        return self.fitting(self._declared(target), sink)

    def fitting(self, typ: Type | None, sink: Sink) -> Sink:
        """``sink``, of what may be a ``typ``, or have one in it."""

        def fits(slot: str, leaf: Expression) -> None:
            handles = self._slots.classes_in(self._module.types.get(leaf))
            items = alternatives(typ) if handles else []
            is_other = self._slots.kind_of(leaf) is Kind.OTHER
            if any(self._may_be_one(item, handles) for item in items) or not (
                items or (is_other and self._slots.kind(typ) is Kind.OTHER)
            ):
                sink(slot, leaf)

        return fits

    def _may_be_one(self, typ: ProperType, handles: Sequence[TypeInfo]) -> bool:
        """Whether what may be one of ``handles`` may be, or have in it, a value of this type.

        A pattern may find that it is of a subclass, and that one of our Protocols is a session.
        """
        if isinstance(typ, NoneType):
            return False
        if not isinstance(typ, Instance) or typ.args or typ.type.is_protocol:
            return True
        is_handle = self._module.handles.handle(typ.type) is not None
        return any(
            info.has_base(typ.type.fullname)
            or typ.type.has_base(info.fullname)
            or (is_handle and self._module.is_ours(info))
            for info in handles
        )

    def put_into(self, holder: Expression, line: int) -> Sink:
        """``sessions.append(session)``: a sink that lets a value flow into a container."""
        if target := self._slots.of(holder):
            return self.into(target, self._module.types.get(holder), line)
        return self.lose(f"put into {describe(holder)}", line)

    def returned(self, line: int) -> Sink:
        """The sink of what the function around ``line`` returns or yields."""
        function = self._module.function_at(line)
        if function is None:
            return nothing
        typ = function.type
        result = _result(typ.ret_type) if isinstance(typ, CallableType) else None
        return self.into(f"{self._slots.names[function]}()", result, line)

    def _declared(self, target: NameExpr | MemberExpr) -> Type | None:
        typ = getattr(self._module.definition(target), "type", None)
        return typ if isinstance(typ, Type) else self._module.types.get(target)

    def _family_of(self, leaf: Expression) -> str:
        classes = self._slots.classes_in(self._module.types.get(leaf))
        return next((self._slots.family(info) or info.fullname for info in classes), "")


def _result(typ: Type) -> Type:
    """What comes out of a coroutine or a generator in the end."""
    if result := awaited(typ):
        return _result(result)
    proper = get_proper_type(typ)
    is_generator = isinstance(proper, Instance) and proper.type.fullname in GENERATORS
    return proper.args[0] if is_generator and isinstance(proper, Instance) else typ
