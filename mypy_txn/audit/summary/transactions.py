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
    NameExpr,
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
            of = self._begins(context)
            if of and (slot := self._slots.of(of)):
                function = self._slots.function_at(stmt.line)
                yield Block(slot, function, stmt.line, self._why_bound(stmt, target))

    def during(self, slot: str, line: int, of: Expression) -> During:
        """When that is done which ``line`` does to ``slot``, whose value is that of ``of``."""
        function = self._slots.function_at(line)
        is_another = _is_variable(slot) and not slot.startswith((f"{function}(", f"{function}:"))
        if line in self._later or is_another:
            return During.LATER
        return During.HELD if line in self._held.get(_place(slot, of), ()) else During.NOW

    def _begins(self, context: Expression) -> Expression | None:
        """On what ``context`` begins a transaction, if that is what it does.

        An engine and a sessionmaker begin it on something new, which they hold out.
        """
        match context:
            case CallExpr(callee=MemberExpr(name=name, expr=of)) if name == BEGIN:
                is_own = self._slots.kind_of(context) is Kind.HANDLE
                is_handle = self._slots.kind_of(of) is Kind.HANDLE
                return of if is_handle and is_own else None
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
        """Of each place, the lines in which a transaction on it, or by which it came, is open."""
        held = defaultdict[str, set[int]](set)
        for stmt, context, target in self._entered():
            is_handle = target is not None and self._slots.kind_of(target) is Kind.HANDLE
            of = self._came(context, target) if is_handle else self._begins(context)
            slot = of and self._slots.of(of)
            lines = range(stmt.line + 1, (stmt.end_line or stmt.line) + 1)
            if of and slot and self._bound_in(of).isdisjoint(lines):
                held[_place(slot, of)].update(lines)
        return held

    def _bound_in(self, of: Expression) -> set[int]:
        """The lines in which a variable, an attribute or the object that has it gets a value."""
        found = set(self._bound.get(self._slots.of(of) or "", ()))
        return found | (self._bound_in(of.expr) if isinstance(of, MemberExpr) else set())

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
            case CallExpr(callee=MemberExpr(name=name)) if name == BEGIN:
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
        typ = get_proper_type(self._module.types.get(call))
        return isinstance(typ, Instance) and typ.type.has_base(COROUTINE)


def _is_variable(slot: str) -> bool:
    return "(" in slot or ":" in slot


def _place(slot: str, of: Expression) -> str:
    """A variable, or an attribute of one object: ``ctx.session`` and ``other.session`` are two."""
    return slot if _is_variable(slot) else f"{slot} of {_path(of)}"


def _path(expr: Expression) -> str:
    """The names that lead to a value; what only one expression has, where others do."""
    match expr:
        case NameExpr():
            return expr.name
        case MemberExpr():
            return f"{_path(expr.expr)}.{expr.name}"
        case _:
            return str(id(expr))
