"""Where a module holds a transaction in a ``with`` block, and what is done while it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    Decorator,
    Expression,
    GeneratorExpr,
    LambdaExpr,
    MemberExpr,
    WithStmt,
)

from mypy_txn.audit.bindings import targets
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.walk import lines_of
from mypy_txn.summaries import Block, During, function_of

BEGIN: Final = "begin"
"""What SQLAlchemy calls it wherever leaving the block commits: of sessions, connections, engines
and sessionmakers (2.0 and 2.1)."""
SQLALCHEMY: Final = "sqlalchemy"
AWAITABLE: Final = "typing.Awaitable"


class Transactions:
    """The transactions of one module."""

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots

    def blocks(self) -> Iterator[Block]:
        """Every ``with session.begin():``, whoever's the session is."""
        for stmt, context, target in self._entered():
            of = self._begins(context)
            if of and (slot := self._slots.of(of)):
                function = self._slots.function_at(stmt.line)
                yield Block(slot, function, stmt.line, self._why_bound(stmt, target))

    def during(self, slot: str, line: int) -> During:
        """When that is done which ``line`` does to ``slot``."""
        function = self._slots.function_at(line)
        if line in self._later or function_of(slot) not in (None, function):
            return During.LATER
        return During.HELD if line in self._held.get(slot, ()) else During.NOW

    def _begins(self, context: Expression) -> Expression | None:
        """On what ``context`` begins a transaction, if that is what it does.

        An engine and a sessionmaker begin it on something new, which they hold out.
        """
        match context:
            case CallExpr(callee=MemberExpr(expr=of) as begin) if self._is_begin(context, begin):
                is_own = self._slots.kind_of(context) is Kind.HANDLE
                is_handle = self._slots.kind_of(of) is Kind.HANDLE
                return of if is_handle and is_own else None
        return None

    def _is_begin(self, call: CallExpr, begin: MemberExpr) -> bool:
        """Whether it is SQLAlchemy's, of a transaction: one that is nested takes an argument."""
        node = self._module.definition(begin)
        known = node is not None and node.fullname.startswith(f"{SQLALCHEMY}.")
        return begin.name == BEGIN and known and not call.args

    def _why_bound(self, stmt: WithStmt, target: Expression | None) -> str:
        """Why the block cannot be without its ``with``."""
        func = self._module.function_at(stmt.line)
        if func is None:
            return "it is not in a function"
        if target is not None:
            return "its transaction has a name"
        if len(stmt.expr) > 1:
            return "it enters more than the transaction"
        if func.is_generator:
            return f"{func.name}() is a generator"
        return f"{func.name}() is decorated" if func in self._decorated else ""

    @cached_property
    def _decorated(self) -> frozenset[object]:
        return frozenset(
            stmt.func for stmt in self._module.everything.of(Decorator) if stmt.decorators
        )

    @cached_property
    def _held(self) -> Mapping[str, set[int]]:
        """Of each variable, the lines in which a transaction on it, or by which it came, is open.

        An attribute may have another value as soon as anything is called.
        """
        held = defaultdict[str, set[int]](set)
        for stmt, context, target in self._entered():
            is_handle = target is not None and self._slots.kind_of(target) is Kind.HANDLE
            of = self._came(context, target) if is_handle else self._begins(context)
            slot = of and self._slots.of(of)
            lines = _lines_inside(stmt)
            if slot and function_of(slot) and not self._is_bound_in(slot, stmt, lines):
                held[slot].update(lines)
        return held

    def _is_bound_in(self, slot: str, stmt: WithStmt, lines: range) -> bool:
        """Whether a variable may get another value in a block: there, or in a function inside."""
        function = self._slots.function_at(stmt.line)
        return any(
            line in lines or self._slots.function_at(line) != function
            for line in self._bound.get(slot, ())
        )

    def _entered(self) -> Iterator[tuple[WithStmt, Expression, Expression | None]]:
        """Every ``with``, with each thing that it enters and the name that this gets."""
        for stmt in self._module.everything.of(WithStmt):
            for context, target in zip(stmt.expr, stmt.target):
                yield stmt, context, target

    @cached_property
    def _bound(self) -> Mapping[str, set[int]]:
        """Of each slot, the lines in which it gets another value."""
        bound = defaultdict[str, set[int]](set)
        for target in targets(self._module):
            if slot := self._slots.of(target):
                bound[slot].add(target.line)
        return bound

    def _came(self, context: Expression, target: Expression | None) -> Expression | None:
        """What gets the value that ``engine.begin()`` or ``sessions.begin()`` gives."""
        match context:
            case CallExpr(callee=MemberExpr() as begin) if self._is_begin(context, begin):
                return target
        return None

    @cached_property
    def _later(self) -> frozenset[int]:
        """The lines in which something is done when the block may have been left."""
        awaited = {one.expr for one in self._module.of_kind(AwaitExpr)}
        later: list[Expression] = [
            *self._module.of_kind(LambdaExpr),
            *self._module.of_kind(GeneratorExpr),
            *(one for one in self._module.of_kind(CallExpr) if one not in awaited),
        ]
        return frozenset(
            line
            for expr in later
            if not isinstance(expr, CallExpr) or self._is_coroutine(expr)
            for line in lines_of(expr)
        )

    def _is_coroutine(self, call: CallExpr) -> bool:
        return any(info.has_base(AWAITABLE) for info in self._module.classes(call))


def _lines_inside(stmt: WithStmt) -> range:
    """The lines in which nothing stands but what is done in the block."""
    header = max(expr.end_line or expr.line for expr in stmt.expr)
    return range(max(stmt.body.body[0].line, header + 1), (stmt.end_line or stmt.line) + 1)
