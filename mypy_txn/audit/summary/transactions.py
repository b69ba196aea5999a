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
from mypy.types import Instance, get_proper_type

from mypy_txn.audit.bindings import targets
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.walk import lines_of
from mypy_txn.summaries import Block, During

BEGIN: Final = "begin"
"""What SQLAlchemy calls it wherever leaving the block commits: of sessions, connections, engines
and sessionmakers (2.0 and 2.1)."""
COROUTINE: Final = "typing.Coroutine"


class Transactions:
    """The transactions of one module."""

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots

    def blocks(self) -> Iterator[Block]:
        """Every ``with session.begin():``, whoever's the session is."""
        for stmt, context, target in self._entered():
            if slot := self._begun(context):
                function = self._slots.function_at(stmt.line)
                yield Block(slot, function, stmt.line, self._why_bound(stmt, target))

    def during(self, slot: str, line: int) -> During:
        """When that is done which ``line`` does to ``slot``."""
        function = self._slots.function_at(line)
        is_variable = "(" in slot or ":" in slot
        is_another = is_variable and not slot.startswith((f"{function}(", f"{function}:"))
        if line in self._later or is_another:
            return During.LATER
        return During.HELD if line in self._held.get(slot, ()) else During.NOW

    def _begun(self, context: Expression) -> str | None:
        """The slot on which ``context`` begins a transaction, if that is what it does.

        An engine and a sessionmaker begin it on something new, which they hold out.
        """
        match context:
            case CallExpr(callee=MemberExpr(name=name, expr=of)) if name == BEGIN:
                is_own = self._slots.kind_of(context) is Kind.HANDLE
                is_handle = self._slots.kind_of(of) is Kind.HANDLE
                return self._slots.of(of) if is_handle and is_own else None
        return None

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
        """Of each slot, the lines in which a transaction on it, or by which it came, is open."""
        held = defaultdict[str, set[int]](set)
        for stmt, context, target in self._entered():
            is_handle = target is not None and self._slots.kind_of(target) is Kind.HANDLE
            slot = self._came(context, target) if is_handle else self._begun(context)
            lines = range(stmt.line + 1, (stmt.end_line or stmt.line) + 1)
            if slot and self._bound.get(slot, set()).isdisjoint(lines):
                held[slot].update(lines)
        return held

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

    def _came(self, context: Expression, target: Expression | None) -> str | None:
        """The slot of what ``engine.begin()`` or ``sessions.begin()`` gives."""
        match context:
            case CallExpr(callee=MemberExpr(name=name)) if name == BEGIN and target:
                return self._slots.of(target)
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
        typ = get_proper_type(self._module.types.get(call))
        return isinstance(typ, Instance) and typ.type.has_base(COROUTINE)
