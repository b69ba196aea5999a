"""Lists, tuples, sets and dictionaries that a module writes down, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import DictExpr, Expression, ListExpr, SetExpr, TupleExpr

from mypy_txn.audit.assigned import ALL_DISPLAYS
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.walk import ends_of


def keys_in(display: DictExpr) -> Iterator[Expression]:
    """The keys that are written in it, those of ``**others`` left out."""
    yield from (key for key, _ in display.items if key is not None)


def displays(
    module: TypedModule, expr: Expression
) -> Iterator[DictExpr | ListExpr | SetExpr | TupleExpr]:
    """The displays that ``expr`` is, or that the module assigns to the variable that it is."""
    for end in given_as(module, expr):
        if isinstance(end, ALL_DISPLAYS):
            yield end


def given_as(module: TypedModule, expr: Expression) -> Iterator[Expression]:
    """What ``expr`` is, or what the module assigns to the variable that it is."""
    for end in ends_of(expr):
        for value in (end, *module.values(end)):
            yield from ends_of(value)


def items_of(module: TypedModule, expr: Expression) -> Iterator[tuple[object, Expression]]:
    """The values in displays, each with what it is got by, as far as that is known."""
    for display in displays(module, expr):
        if isinstance(display, DictExpr):
            for key, value in display.items:
                yield module.literal(key) if key else None, value
        else:
            yield from enumerate(display.items)
