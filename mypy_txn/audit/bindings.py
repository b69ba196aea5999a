"""What ``with``, ``for`` and comprehensions bind to names."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    DictionaryComprehension,
    Expression,
    ForStmt,
    GeneratorExpr,
    ListComprehension,
    SetComprehension,
    TupleExpr,
    WithStmt,
)

from mypy_txn.audit.module import TypedModule


def bindings(module: TypedModule) -> Iterator[tuple[Expression, list[Expression]]]:
    """What each ``with``, ``for`` and comprehension takes, and the targets it binds."""
    for stmt in module.statements:
        match stmt:
            case WithStmt():
                for given, target in zip(stmt.expr, stmt.target):
                    yield given, _targets(target)
            case ForStmt():
                yield stmt.expr, _targets(stmt.index)
    for expr in module.types:
        match expr:
            case ListComprehension() | SetComprehension():
                yield from _comprehended(expr.generator)
            case GeneratorExpr() | DictionaryComprehension():
                yield from _comprehended(expr)


def _comprehended(
    expr: GeneratorExpr | DictionaryComprehension,
) -> Iterator[tuple[Expression, list[Expression]]]:
    for given, target in zip(expr.sequences, expr.indices):
        yield given, _targets(target)


def _targets(target: Expression | None) -> list[Expression]:
    match target:
        case None:
            return []
        case TupleExpr():
            return [part for item in target.items for part in _targets(item)]
        case _:
            return [target]
