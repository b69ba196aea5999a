"""Follows values through expressions: each is looked at once, with the sink of its value."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    ArgKind,
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
    FuncDef,
    GeneratorExpr,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    OpExpr,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    SliceExpr,
    StarExpr,
    SuperExpr,
    TemplateStrExpr,
    TupleExpr,
    UnaryExpr,
    YieldExpr,
    YieldFromExpr,
)

from mypy_txn.audit.assigned import DISPLAYS
from mypy_txn.audit.bindings import targets_in
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.callees import Callees
from mypy_txn.audit.summary.definitions import declared_as
from mypy_txn.audit.summary.given import Given
from mypy_txn.audit.summary.operators import Operators
from mypy_txn.audit.summary.sinks import Sink, Sinks, both, nothing, within
from mypy_txn.audit.summary.slots import HOLDING, Kind, Slots
from mypy_txn.audit.summary.unpacking import items, iterated
from mypy_txn.audit.walk import children

GETATTR: Final = "builtins.getattr"


class Follower:
    """Follows what one module does with its slots.

    Attributes:
        sinks: what became of the values.

    """

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots
        self._callees = Callees(module, slots)
        self.sinks = Sinks(module, slots)
        self._given = Given(module, slots, self._callees, self.sinks)
        self._operators = Operators(module, slots, self.sinks)

    def follow(self, expr: Expression | None, sink: Sink = nothing) -> None:
        """Look at ``expr`` and all in it; its value goes to ``sink``."""
        match expr:
            case None:
                return
            case CallExpr(analyzed=CastExpr() | AssertTypeExpr() as analyzed):
                self.follow(analyzed.expr, sink)
            case CallExpr():
                self._call(expr, sink)
            case NameExpr() | SuperExpr():
                self._offer(expr, sink)
                self.sinks.hand_all(self._slots.returned_by(expr), expr, sink)
            case MemberExpr():
                self._offer(expr, sink)
                self.sinks.hand_all(self._slots.returned_by(expr), expr, sink)
                if self._slots.kind_of(expr.expr) in HOLDING:  # box.item
                    self.follow(expr.expr, sink)
                else:
                    self.member(expr)
                if expr.name == "__dict__":
                    self._given.look_into(
                        expr.expr, self.sinks.lose("taken from __dict__", expr.line)
                    )
            case AwaitExpr() | StarExpr():
                self.follow(expr.expr, sink)
                self._got_by(expr, sink)
            case AssignmentExpr():
                self.follow(expr.value, both(sink, self.sinks.target(expr.target)))
            case ConditionalExpr():
                self.follow(expr.cond)
                self.follow(expr.if_expr, sink)
                self.follow(expr.else_expr, sink)
            case OpExpr(op="and" | "or"):
                self.follow(expr.left, sink)
                self.follow(expr.right, sink)
            case OpExpr() | ComparisonExpr() | UnaryExpr():
                self._operator(expr, sink)
            case LambdaExpr():
                self._lambda(expr)
            case YieldExpr():
                self.follow(expr.expr, self.sinks.returned(expr.line))
            case YieldFromExpr():
                got = both(sink, self.sinks.returned(expr.line))
                self.follow(expr.expr, got)
                self._got_by(expr, got)
            case _:
                if isinstance(expr, IndexExpr) and self._slots.kind_of(expr) is Kind.UNKNOWN:
                    self.sinks.hand(None, expr, sink)
                self._container(expr, sink)

    def bind(self, target: Expression | None, value: Expression, by: str) -> None:
        """``for target in value`` and the like: what ``value`` holds gets into ``target``."""
        sink = nothing if target is None else self.sinks.target(target)
        self.assigned(target)
        self.follow(value, self.sinks.got_out(value, sink, by))
        for slot in iterated(self._module, self._slots, value, by):
            sink(slot, value)
        if isinstance(target, DISPLAYS):
            for slot in items(self._slots, self._module.types.get(value)):
                for part in targets_in(target):
                    self.sinks.hand(slot, part, self.sinks.target(part))

    def member(self, expr: MemberExpr, call: CallExpr | None = None) -> None:
        """What getting a member does to the object that has it."""
        if self._slots.kind_of(expr.expr) in (Kind.OTHER, *HOLDING):
            self.follow(expr.expr)
        else:
            self.follow(expr.expr, self.sinks.used(expr.expr, expr.name, expr.line, call))

    def _operator(self, expr: OpExpr | ComparisonExpr | UnaryExpr, sink: Sink) -> None:
        match expr:
            case OpExpr():
                left, right = self._operators.operands(expr, sink)
                self.follow(expr.left, left)
                self.follow(expr.right, right)
            case ComparisonExpr():
                for operand, compared in self._operators.compared(expr):
                    self.follow(operand, compared)
            case UnaryExpr():
                self.follow(expr.expr)
        self.sinks.hand_all(self._operators.results(expr), expr, sink)

    def augment(self, stmt: OperatorAssignmentStmt) -> None:
        """``left += right``."""
        left, right = self._operators.augmented(stmt)
        self.follow(stmt.lvalue, left)
        self.assigned(stmt.lvalue)
        self.follow(stmt.rvalue, right)
        made = self._operators.results(stmt)
        self.sinks.hand_all(made, stmt.lvalue, self.sinks.target(stmt.lvalue))

    def assigned(self, target: Expression | None, by: str = "__setitem__") -> None:
        """What setting, or deleting, ``target`` does to the objects that it is part of."""
        match target:
            case TupleExpr() | ListExpr():
                for item in target.items:
                    self.assigned(item, by)
            case StarExpr():
                self.assigned(target.expr, by)
            case MemberExpr():
                self.member(target)
            case IndexExpr():
                self.follow(target.base)
                self.follow(target.index, self._operators.key(target, by))

    def _container(self, expr: Expression, sink: Sink) -> None:
        """A container, or what is got out of one: its slot is that of what is in it."""
        match expr:
            case IndexExpr():
                into = nothing if self._slots.kind_of(expr) is Kind.OTHER else sink
                self.follow(expr.base, self.sinks.got_out(expr.base, into, "__getitem__"))
                self.sinks.hand_all(
                    items(self._slots, self._module.types.get(expr.base)), expr, sink
                )
                self.follow(expr.index, self._operators.key(expr, "__getitem__"))
            case SliceExpr():
                for child in children(expr):
                    self.follow(child, within(expr, sink))
            case TupleExpr() | ListExpr() | SetExpr():
                for item in expr.items:
                    self.follow(item, within(expr, sink))
            case DictExpr():
                for key, value in expr.items:
                    self.follow(key, within(expr, sink))
                    self.follow(value, within(expr, sink))
            case TemplateStrExpr():
                for child in children(expr):
                    self.follow(child, self.sinks.lose("put into a t-string", expr.line))
            case ListComprehension() | SetComprehension():
                self._comprehension(expr.generator, within(expr, sink))
            case GeneratorExpr() | DictionaryComprehension():
                self._comprehension(expr, within(expr, sink))
            case _:
                for child in children(expr):
                    self.follow(child)

    def _comprehension(self, expr: GeneratorExpr | DictionaryComprehension, sink: Sink) -> None:
        for index, sequence, later in zip(expr.indices, expr.sequences, expr.is_async):
            self.bind(index, sequence, "__aiter__" if later else "__iter__")
        for condition in (one for conditions in expr.condlists for one in conditions):
            self.follow(condition)
        if isinstance(expr, GeneratorExpr):
            self.follow(expr.left_expr, sink)
        else:
            self.follow(expr.key, sink)
            self.follow(expr.value, sink)

    def _offer(self, expr: NameExpr | MemberExpr | SuperExpr, sink: Sink) -> None:
        """The value of a name goes to the sink."""
        node = self._module.definition(expr)
        if isinstance(node, (FuncBase, Decorator)) and (name := self._slots.function(node)):
            self.sinks.called(name, expr.line)
        elif made := self._slots.constructor(node):
            self.sinks.called(made, expr.line)
        if isinstance(expr, MemberExpr) and self._slots.may_be_anyones(expr):
            self.sinks.called(f".{expr.name}", expr.line)
        for slot in self._slots.every(expr) or (None,):
            self.sinks.hand(slot, expr, sink)

    def _got_by(self, expr: AwaitExpr | StarExpr | YieldFromExpr, sink: Sink) -> None:
        """What comes out of an object of the project's goes to the sink."""
        if isinstance(expr, AwaitExpr):
            awaited = (f"{name}()" for name in self._slots.special(expr.expr, "__await__"))
            self.sinks.hand_all(awaited, expr, sink)
        else:
            for slot in items(self._slots, self._module.types.get(expr.expr)):
                sink(slot, expr)

    def _lambda(self, expr: LambdaExpr) -> None:
        for argument in expr.arguments:
            if slot := self._slots.variable(argument.variable, expr.line):
                sink = self.sinks.into(slot, argument.variable.type, expr.line)
                self.follow(argument.initializer, sink)
        for stmt in expr.body.body:
            if isinstance(stmt, ReturnStmt):
                self.follow(stmt.expr, self.sinks.lose("returned by a lambda", expr.line))

    def _call(self, call: CallExpr, sink: Sink) -> None:
        self._callee(call, sink)
        self._given.to_the_unknown(call)
        sinks: dict[Expression, list[Sink]] = {}  # of all overloads: each is looked at once
        for callee in self._callees.of(call):
            if callee.function is not None:
                self.sinks.called(callee.function, call.line)
            if callee.name == GETATTR and len(call.args) > 1:
                self.follow(call.args[0], self._given.asked_by_name(call, sink))
                for arg in call.args[1:]:
                    self.follow(arg)
                return
            if isinstance(call.callee, MemberExpr) and isinstance(callee.node, FuncDef):
                self._given.conform(call.callee.expr, declared_as(callee.node, 0))  # of self
            not_taken = dict.fromkeys(call.args)
            for taken in self._callees.taken(call, callee):
                not_taken.pop(taken.argument, None)
                given = self._given.sink(call, callee, taken, sink)
                sinks.setdefault(taken.argument, []).append(given)
                self._given.conform(taken.argument, taken.type)
                if call.arg_kinds[call.args.index(taken.argument)] is ArgKind.ARG_STAR:
                    for slot in items(self._slots, self._module.types.get(taken.argument)):
                        given(slot, taken.argument)
            for arg in not_taken:
                lost = self.sinks.lose(f"given to {callee.shown}", call.line)
                sinks.setdefault(arg, []).append(lost)
            self.sinks.hand(callee.result, call, sink)
            if callee.function is None:
                self._given.to_something_foreign(call, callee, sink)
        for arg, into in sinks.items():
            self.follow(arg, both(*into))

    def _callee(self, call: CallExpr, sink: Sink) -> None:
        """What calling does to what is called, and to the object that has it."""
        callee = call.callee
        if not isinstance(callee, (NameExpr, MemberExpr, SuperExpr)):
            self.follow(callee)
            return
        if self._slots.kind_of(callee) is Kind.HOLDER:  # a factory
            self._offer(callee, both(sink, self._given.called_back(call)))
        else:
            self._offer(callee, self.sinks.used(callee, "__call__", call.line, call))
        if isinstance(callee, MemberExpr):
            if self._slots.kind_of(callee.expr) in HOLDING:  # sessions.pop()
                self.follow(callee.expr, both(sink, self._given.called_back(call)))
            else:
                self.member(callee, call)
