"""What ``with``, ``for``, comprehensions and unpacking bind to names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    DictionaryComprehension,
    Expression,
    ForStmt,
    GeneratorExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    SetComprehension,
    StarExpr,
    TryStmt,
    TupleExpr,
    Var,
    WithStmt,
)
from mypy.subtypes import find_member
from mypy.types import Type

from mypy_txn.audit.assigned import DISPLAYS, targets_of
from mypy_txn.audit.handles import instances_of
from mypy_txn.audit.module import TypedModule

WITH: Final = ("__enter__", "__aenter__")
FOR: Final = ("__iter__", "__aiter__")
COMPREHENSIONS = (ListComprehension, SetComprehension, GeneratorExpr, DictionaryComprehension)


class Binding(NamedTuple):
    """An object, the targets that are bound to what it yields, and the methods that yield it."""

    given: Expression
    targets: list[Expression]
    by: tuple[str, ...]


def bindings(module: TypedModule) -> list[Binding]:
    """Each ``with``, ``for``, comprehension and unpacking assignment."""
    return module.once(_all_bindings)


def _all_bindings(module: TypedModule) -> list[Binding]:
    found = []
    for block in module.statements.of(WithStmt):
        for given, entered in zip(block.expr, block.target):
            found.append(Binding(given, targets_in(entered), WITH))
    for loop in module.statements.of(ForStmt):
        found.append(Binding(loop.expr, targets_in(loop.index), FOR))
    for stmt in module.statements.of(AssignmentStmt):
        for target in stmt.lvalues:
            if isinstance(target, DISPLAYS) and not isinstance(stmt.rvalue, DISPLAYS):
                found.append(Binding(stmt.rvalue, targets_in(target), FOR))
    for made in _comprehensions(module):
        for given, target in zip(made.sequences, made.indices):
            found.append(Binding(given, targets_in(target), FOR))
    return found


def types_bound(module: TypedModule, binding: Binding) -> Iterator[Type | None]:
    """The types of what is bound, but for those that are annotated.

    Where ``with`` binds nothing, or ``_``, of which mypy infers nothing: what the block is entered
    with.
    """
    nodes = [module.definition(target) for target in binding.targets]
    yield from (node.type for node in nodes if isinstance(node, Var) and node.is_inferred)
    if binding.by is WITH and all(_is_dummy(target) for target in binding.targets):
        for instance in instances_of(module.types.get(binding.given)):
            yield from (find_member(name, instance, instance) for name in binding.by)


def _is_dummy(target: Expression) -> bool:
    """Whether it is ``_``, to which mypy adds quotes where a later block binds it again."""
    return isinstance(target, NameExpr) and target.name.rstrip("'") == "_"


def set_members(module: TypedModule) -> list[MemberExpr]:
    """Each member that something is assigned to: by ``=``, ``+=``, ``for``, ``with``."""
    return [target for target in targets(module) if isinstance(target, MemberExpr)]


def targets(module: TypedModule) -> list[Expression]:
    """Whatever anything is assigned to, by whichever statement or expression."""
    return module.once(_all_targets)


def _all_targets(module: TypedModule) -> list[Expression]:
    of = module.everything.of
    stmts = (*of(AssignmentStmt), *of(OperatorAssignmentStmt), *of(ForStmt), *of(WithStmt))
    found = [target for stmt in stmts for target in targets_of(stmt)]
    found += [target for made in _comprehensions(module) for target in made.indices]
    found += [walrus.target for walrus in module.of_kind(AssignmentExpr)]
    found += [target for stmt in (*of(MatchStmt), *of(TryStmt)) for target in targets_of(stmt)]
    return [part for target in found for part in targets_in(target)]


def _comprehensions(module: TypedModule) -> Iterator[GeneratorExpr | DictionaryComprehension]:
    for expr in module.of_kind(*COMPREHENSIONS):
        match expr:
            case ListComprehension() | SetComprehension():
                yield expr.generator
            case GeneratorExpr() | DictionaryComprehension():
                yield expr


def targets_in(target: Expression | None) -> list[Expression]:
    """The names, members and items that are assigned to in ``target``."""
    match target:
        case None:
            return []
        case TupleExpr() | ListExpr():
            return [part for item in target.items for part in targets_in(item)]
        case StarExpr():
            return targets_in(target.expr)
        case _:
            return [target]
