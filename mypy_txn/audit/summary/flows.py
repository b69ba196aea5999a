"""Follows values through expressions: each is looked at once, with what becomes of its value.

What becomes of a value is a *sink*: a function that is called with each slot that the value may
come from. A member access is a sink for its object, a parameter one for its argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mypy.nodes import (
    AssertTypeExpr,
    AssignmentExpr,
    AwaitExpr,
    CallExpr,
    CastExpr,
    ComparisonExpr,
    ConditionalExpr,
    Decorator,
    DictExpr,
    DictionaryComprehension,
    Expression,
    FuncBase,
    GeneratorExpr,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    OpExpr,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    StarExpr,
    SuperExpr,
    TupleExpr,
    YieldExpr,
    YieldFromExpr,
)
from mypy.patterns import AsPattern, ClassPattern
from mypy.types import Type, get_proper_type

from mypy_txn.audit.handles import classes_of
from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.patterns import parts_of
from mypy_txn.audit.summary.callees import Callee, Callees, Taken
from mypy_txn.audit.summary.needs import class_needs, member_needs
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.texts import known_texts
from mypy_txn.audit.walk import children
from mypy_txn.summaries import Call, Flow, Lost, Needs, Use

Sink = Callable[[str, Expression], None]
HARMLESS: Final = frozenset(
    f"builtins.{name}"
    for name in ("isinstance", "issubclass", "repr", "str", "id", "type", "bool", "hasattr",
                 "print", "format", "hash", "callable", "len")
)  # fmt: skip
GETATTR: Final = "builtins.getattr"


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


class Follower:
    """Gathers what one module does with its slots."""

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots
        self._callees = Callees(module, slots)
        self.uses: dict[Use, None] = {}
        self.flows: dict[Flow, None] = {}
        self.lost: dict[Lost, None] = {}
        self.calls: dict[tuple[str, str], int] = {}
        self.sessions: dict[str, set[str]] = {}

    # Sinks

    def use(self, needs: Needs, what: str, line: int) -> Sink:
        """A sink: the value is used."""

        def sink(slot: str, leaf: Expression) -> None:
            self.uses[Use(slot, needs, what, self._slots.function_at(line), line)] = None

        return sink

    def lose(self, why: str, line: int) -> Sink:
        """A sink: the value cannot be followed."""

        def sink(slot: str, leaf: Expression) -> None:
            self.lost[Lost(slot, why, self._slots.function_at(line), line)] = None

        return sink

    def into(self, target: str, typ: Type | None, line: int) -> Sink:
        """A sink: the value gets into a slot that is declared as ``typ``."""

        def sink(slot: str, leaf: Expression) -> None:
            if self._slots.kind(typ) is Kind.OTHER:
                self._taken_as(typ, f"taken as {shown_type(typ)}", line)(slot, leaf)
            elif slot != target:
                family = self._family_of(leaf)
                self.flows[Flow(slot, target, family, line)] = None

        return sink

    def _taken_as(self, typ: Type | None, what: str, line: int) -> Sink:
        """A sink: the value is only known as a ``typ`` from here on."""

        def sink(slot: str, leaf: Expression) -> None:
            needs = [class_needs(self._module, self._slots, info, leaf) for info in classes_of(typ)]
            known = [one for one in needs if one is not None]
            if not known or self._slots.kind(self._module.types.get(leaf)) is Kind.HOLDER:
                self.lose(what, line)(slot, leaf)
            else:
                self.use(max(known), what, line)(slot, leaf)

        return sink

    def _family_of(self, leaf: Expression) -> str:
        info = self._slots.class_in(self._module.types.get(leaf))
        return self._slots.family(info) or (info.fullname if info else "")

    # Expressions

    def follow(self, expr: Expression | None, sink: Sink = nothing) -> None:
        """Look at ``expr`` and all in it; its value goes to ``sink``."""
        match expr:
            case None:
                return
            case CallExpr(analyzed=CastExpr() | AssertTypeExpr() as analyzed):
                self.follow(analyzed.expr, sink)
            case NameExpr():
                self._offer(expr, sink)
            case MemberExpr():
                self._offer(expr, sink)
                self._member(expr, None)
            case SuperExpr():
                self._offer(expr, sink)
            case CallExpr():
                self._call(expr, sink)
            case AwaitExpr() | StarExpr():
                self.follow(expr.expr, sink)
            case AssignmentExpr():
                self.follow(expr.value, both(sink, self.target(expr.target)))
            case ConditionalExpr():
                self.follow(expr.cond)
                self.follow(expr.if_expr, sink)
                self.follow(expr.else_expr, sink)
            case OpExpr(op="and" | "or"):
                self.follow(expr.left, sink)
                self.follow(expr.right, sink)
            case ComparisonExpr():
                self._comparison(expr)
            case LambdaExpr():
                self._lambda(expr)
            case YieldExpr() | YieldFromExpr():
                self.follow(expr.expr, self.returned(expr.line))
            case _:
                self._parts(expr, sink)

    def _parts(self, expr: Expression, sink: Sink) -> None:
        """A container, or what is got out of one: its slot is that of what is in it."""
        match expr:
            case IndexExpr():
                self.follow(expr.base, self._got_out(expr.base, sink, "__getitem__", expr.line))
                self.follow(expr.index)
            case TupleExpr() | ListExpr() | SetExpr():
                for item in expr.items:
                    self.follow(item, within(expr, sink))
            case DictExpr():
                for key, value in expr.items:
                    self.follow(key)
                    self.follow(value, within(expr, sink))
            case ListComprehension() | SetComprehension():
                self._parts(expr.generator, within(expr, sink))
            case GeneratorExpr() | DictionaryComprehension():
                for index, sequence in zip(expr.indices, expr.sequences):
                    self.bind(index, sequence, "__iter__")
                for conditions in expr.condlists:
                    for condition in conditions:
                        self.follow(condition)
                made = expr.left_expr if isinstance(expr, GeneratorExpr) else expr.value
                self.follow(made, within(expr, sink))
                if isinstance(expr, DictionaryComprehension):
                    self.follow(expr.key)
            case _:
                for child in children(expr):
                    self.follow(child)

    def _offer(self, expr: NameExpr | MemberExpr | SuperExpr, sink: Sink) -> None:
        """The value of a name: hand its slot to the sink, if it may be a handle."""
        node = self._module.definition(expr)
        if isinstance(node, (FuncBase, Decorator)) and (name := self._slots.function(node)):
            self._called(name, expr.line)
        typ = self._module.types.get(expr)
        if self._slots.kind(typ) is Kind.OTHER:
            return
        slot = self._slots.of(expr, expr.line)
        if slot is not None:
            if self._family_of(expr).endswith("Session"):
                self.sessions.setdefault(self._slots.function_at(expr.line), set()).add(slot)
            sink(slot, expr)

    def _member(self, expr: MemberExpr, call: CallExpr | None) -> None:
        """What getting a member does to the object that has it."""
        typ = self._module.types.get(expr.expr)
        if self._slots.kind(typ) in (Kind.OTHER, Kind.HOLDER):
            self.follow(expr.expr)
            return
        needs = member_needs(self._module, self._slots, typ, expr.name, call)
        self.follow(expr.expr, self.use(needs, expr.name, expr.line))

    def _got_out(self, base: Expression, sink: Sink, by: str, line: int) -> Sink:
        """The sink of an object that something is got out of, which goes to ``sink``."""
        typ = self._module.types.get(base)
        kind = self._slots.kind(typ)
        if kind is Kind.HOLDER:
            return sink
        if kind in (Kind.HANDLE, Kind.OURS):
            return self.use(member_needs(self._module, self._slots, typ, by, None), by, line)
        return nothing

    def _comparison(self, expr: ComparisonExpr) -> None:
        for index, operand in enumerate(expr.operands):
            inside = index > 0 and expr.operators[index - 1] in ("in", "not in")
            by = "__contains__"
            sink = self._got_out(operand, nothing, by, expr.line) if inside else nothing
            self.follow(operand, sink)

    def _lambda(self, expr: LambdaExpr) -> None:
        for stmt in expr.body.body:
            if isinstance(stmt, ReturnStmt):
                self.follow(stmt.expr, self.lose("returned by a lambda", expr.line))

    # Calls

    def _call(self, call: CallExpr, sink: Sink) -> None:
        callee = self._callees.of(call)
        self._callee(call, sink)
        if callee.function is not None:
            self._called(callee.function, call.line)
        if callee.name == GETATTR and len(call.args) > 1:
            self._getattr(call)
            return
        for taken in self._callees.taken(call, callee):
            self.follow(taken.argument, self._given(call, callee, taken))
        if callee.result and self._slots.kind(self._module.types.get(call)) is not Kind.OTHER:
            sink(callee.result, call)

    def _callee(self, call: CallExpr, sink: Sink) -> None:
        """What calling does to what is called, and to the object that has it."""
        callee = call.callee
        if not isinstance(callee, (NameExpr, MemberExpr, SuperExpr)):
            self.follow(callee)
            return
        typ = self._module.types.get(callee)
        if self._is_holder(callee):  # a function that returns handles
            self._offer(callee, sink)
        else:
            needs = member_needs(self._module, self._slots, typ, "__call__", call)
            self._offer(callee, self.use(needs, "__call__", call.line))
        if isinstance(callee, MemberExpr) and self._is_holder(callee.expr):  # sessions.pop()
            self.follow(callee.expr, sink)
        elif isinstance(callee, MemberExpr):
            self._member(callee, call)

    def _called(self, function: str, line: int) -> None:
        self.calls.setdefault((self._slots.function_at(line), function), line)

    def _getattr(self, call: CallExpr) -> None:
        names = known_texts(self._module, call.args[1])
        for arg in call.args[1:]:
            self.follow(arg)
        typ = self._module.types.get(call.args[0])
        sinks = [
            self.use(member_needs(self._module, self._slots, typ, name, None), name, call.line)
            for name in names
        ]
        unknown = self.lose("getattr() with a name that is not known", call.line)
        self.follow(call.args[0], both(*sinks) if sinks else unknown)

    def _given(self, call: CallExpr, callee: Callee, taken: Taken) -> Sink:
        """The sink of an argument."""
        if callee.name in HARMLESS or callee.name.startswith("logging."):
            return nothing
        known = self._slots.kind(taken.type)
        if taken.slot is not None and not (taken.spread and known is Kind.UNKNOWN):
            return self.into(taken.slot, taken.type, call.line)
        if isinstance(call.callee, MemberExpr) and self._is_holder(call.callee.expr):
            return self._put_into(call.callee.expr, call.line)
        what = f"given to {callee.shown}"
        if taken.slot is not None:
            return self.lose(f"{what} in *args or **kwargs", call.line)
        if known in (Kind.HANDLE, Kind.OURS) and callee.node is not None:
            return self._taken_as(taken.type, what, call.line)
        if known is Kind.OTHER:
            return self._taken_as(taken.type, what, call.line)
        return self.lose(what, call.line)

    def _is_holder(self, expr: Expression) -> bool:
        return self._slots.kind(self._module.types.get(expr)) is Kind.HOLDER

    def _put_into(self, holder: Expression, line: int) -> Sink:
        """``sessions.append(session)``: a sink that lets a value flow into a container."""

        def sink(slot: str, leaf: Expression) -> None:
            typ = self._module.types.get(holder)
            target = self._slots.of(holder, line)
            if target is None:
                self.lose(f"put into {describe(holder)}", line)(slot, leaf)
            else:
                self.into(target, typ, line)(slot, leaf)

        return sink

    # Statements

    def target(self, target: Expression) -> Sink:
        """The sink of a value that is assigned to ``target``."""
        line = target.line
        match target:
            case NameExpr() | MemberExpr():
                slot = self._slots.of(target, line)
                typ = self._declared(target)
                if slot is not None:
                    return self.into(slot, typ, line)
                return self.lose(f"assigned to {describe(target)}", line)
            case TupleExpr() | ListExpr():
                return both(*map(self.target, target.items))
            case StarExpr():
                return self.target(target.expr)
            case IndexExpr() if self._is_holder(target.base):
                return self._put_into(target.base, line)
            case _:
                return self.lose(f"assigned to {describe(target)}", line)

    def assigned_to(self, target: Expression) -> None:
        """Look at what assigning to ``target`` does to the object that has it."""
        match target:
            case MemberExpr():
                self._member(target, None)
            case IndexExpr():
                self.follow(target.base)
                self.follow(target.index)

    def _declared(self, target: NameExpr | MemberExpr) -> Type | None:
        node = self._module.definition(target)
        typ = getattr(node, "type", None)
        return typ if isinstance(typ, Type) else self._module.types.get(target)

    def bind(self, target: Expression | None, value: Expression, by: str) -> None:
        """``for target in value`` and the like."""
        sink = nothing if target is None else self.target(target)
        self.follow(value, self._got_out(value, sink, by, value.line))

    def enter(self, context: Expression, target: Expression | None, is_async: bool) -> None:
        """``with context as target``."""
        by = "__aenter__" if is_async else "__enter__"
        sink = nothing if target is None else self.target(target)
        typ = self._module.types.get(context)
        if self._slots.kind(typ) in (Kind.HANDLE, Kind.OURS, Kind.UNKNOWN):
            needs = member_needs(self._module, self._slots, typ, by, None)
            sink = both(sink, self.use(needs, by, context.line))
        self.follow(context, sink)
        for info in classes_of(typ):
            symbol = info.get(by)
            if symbol and (name := self._slots.function(symbol.node)):
                self._called(name, context.line)
                sink(f"{name}()", context)

    def match(self, stmt: MatchStmt) -> None:
        """``match stmt.subject``: what its patterns bind, and the attributes they look at."""
        captured, typ = [], self._module.types.get(stmt.subject)
        for pattern in stmt.patterns:
            for part in parts_of(pattern):
                match part:
                    case AsPattern(name=NameExpr() as name):
                        captured.append(self.target(name))
                    case ClassPattern(keyword_keys=keys):
                        needs = (
                            member_needs(self._module, self._slots, typ, key, None) for key in keys
                        )
                        captured += [self.use(n, k, stmt.line) for n, k in zip(needs, keys)]
        self.follow(stmt.subject, both(*captured))
        for guard in stmt.guards:
            self.follow(guard)

    def returned(self, line: int) -> Sink:
        """The sink of what the function around ``line`` returns or yields."""
        function = self._module.function_at(line)
        if function is None:
            return nothing
        name = self._slots.names[function]
        typ = get_proper_type(function.type)
        declared = getattr(typ, "ret_type", None)
        return self.into(f"{name}()", _result(declared), line)


def _result(typ: Type | None) -> Type | None:
    """What comes out of a coroutine or a generator in the end."""
    proper = get_proper_type(typ)
    args: Iterable[Type] = getattr(proper, "args", ())
    name = getattr(getattr(proper, "type", None), "fullname", "")
    args = list(args)
    if name in ("typing.Coroutine", "typing.Awaitable") and args:
        return _result(args[-1])
    if name.startswith("typing.") and name.endswith(("Iterator", "Generator", "Iterable")) and args:
        return args[0]
    return typ


def shown_type(typ: Type | None) -> str:
    """A type's name for a message."""
    return next((info.name for info in classes_of(typ)), str(typ))
