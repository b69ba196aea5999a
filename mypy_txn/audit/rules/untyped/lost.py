"""A restricted session that goes where its type is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import (
    ARG_STAR,
    ARG_STAR2,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    LambdaExpr,
    SymbolNode,
    TypeInfo,
)
from mypy.types import AnyType, Instance, Type, get_proper_type

from mypy_txn.audit.arguments import Given, given, given_on
from mypy_txn.audit.assigned import ALL_DISPLAYS
from mypy_txn.audit.by_name import SETTERS, reached_by_name, set_by_name
from mypy_txn.audit.handles import alternatives
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.rules.untyped.control import RUNS
from mypy_txn.audit.suspects import has_restricted, is_restricted, is_unknown
from mypy_txn.audit.symbols import module_of
from mypy_txn.audit.walk import values_in
from mypy_txn.files import is_installed
from mypy_txn.violations import Violation, given_away

CONTAINERS: Final = ("builtins", "collections", "typing")
"""Where containers are whose methods do nothing but put values in, and get them out."""
SYMBOLS: Final = (FuncBase, Decorator, TypeInfo)


def given_to_the_unknown(module: TypedModule) -> Iterator[Violation]:
    """A restricted session passed to a parameter without a type, in code of other modules."""
    by_name = {found.at for found in reached_by_name(module)}
    for call, node in module.calls.items():
        spread = _spread(module, call)
        if call in by_name or call.analyzed or not (spread or _sessions_in(module, call.args)):
            continue
        if module.may_call(call.callee, RUNS) or _is_kept(module, call, node):
            continue
        function, taken = given_on(module, call, node) or (None, given(module, call))
        runs = node if function is None else module.definition(function)
        if isinstance(function, LambdaExpr) or _is_seen(module, runs):
            continue
        to = f"{describe(call.callee)}()"
        to = to if function is None else f"{describe(function)}() through {to}"
        for session, passed in _all_lost(module, list(taken), spread):
            what, why, hint = describe(session), _why(passed), _hint(module, runs, passed)
            yield given_away(module.who, place_of(session), what, to, why, hint)


def _is_seen(module: TypedModule, function: SymbolNode | None) -> bool:
    """Whether it is the module's own, or ``list.append``, as ``items[0] = session`` is seen."""
    if not isinstance(function, SYMBOLS):
        return False
    owner = None if isinstance(function, TypeInfo) else function.info
    in_container = owner and owner.module_name in CONTAINERS and owner.get("__contains__")
    return module.is_here(function) or bool(in_container)


def _is_kept(module: TypedModule, call: CallExpr, function: SymbolNode | None) -> bool:
    """``object.__setattr__(self, "session", session)``, where the attribute has a type."""
    if function is None or function.fullname not in SETTERS:
        return False
    found = [
        info.get(name)
        for one in set_by_name(module)
        if one.at is call
        for name in one.names
        for info in module.classes(one.of)
    ]
    return bool(found) and not any(
        symbol is None or is_unknown(module, symbol.type) for symbol in found
    )


def _all_lost(
    module: TypedModule, taken: list[Given], spread: list[Expression]
) -> Iterator[tuple[Expression, Given]]:
    """Each restricted session of which no parameter keeps the type, with one that does not."""
    for passed in taken:
        for session in _lost(module, passed, taken):
            yield session, passed
    for arg in spread:  # over parameters of which any may be the session's
        takers = [one for one in taken if one.argument is arg]
        if takers and all(is_unknown(module, one.type) for one in takers):
            yield arg, takers[0]


def _spread(module: TypedModule, call: CallExpr) -> list[Expression]:
    """What a call spreads that has a restricted session in it: ``*args``."""
    if ARG_STAR not in call.arg_kinds and ARG_STAR2 not in call.arg_kinds:
        return []
    return [
        arg
        for arg, kind in zip(call.args, call.arg_kinds)
        if kind.is_star()
        if not isinstance(arg, ALL_DISPLAYS) and has_restricted(module, module.types.get(arg))
    ]


def _lost(module: TypedModule, passed: Given, taken: list[Given]) -> list[Expression]:
    """The restricted sessions of which the parameter does not keep the type."""
    found = _sessions_in(module, [passed.argument])
    if not found or is_unknown(module, passed.type):
        return found
    others = [one.type for one in taken if one.argument is passed.argument]  # of all overloads
    if found == [passed.argument] or not all(_holds_anything(module, typ) for typ in others):
        return []
    return found


def _sessions_in(module: TypedModule, args: Iterable[Expression]) -> list[Expression]:
    """What arguments are, or have in them where they are written out: ``args=(session, 1)``."""
    found = []
    for arg in args:
        values = values_in(arg) if isinstance(arg, ALL_DISPLAYS) else (arg,)
        found += [value for value in values if is_restricted(module, value)]
    return found


def _holds_anything(module: TypedModule, typ: Type | None) -> bool:
    """Whether a value of this type may hold whatever: ``Iterable[Any]``, ``dict[str, Any]``."""
    items = [item for item in alternatives(typ) if isinstance(item, Instance) and item.args]
    return bool(items) and all(is_unknown(module, item.args[-1]) for item in items)


def _why(passed: Given) -> str:
    """Why its type is lost; to mypy's daemon it is the same whether somebody wrote ``Any``."""
    typ = get_proper_type(passed.type)
    if typ is None:
        return f"{_parameter(passed)} has no type"
    return f"{_parameter(passed)} {'is Any' if isinstance(typ, AnyType) else 'can hold anything'}"


def _hint(module: TypedModule, runs: SymbolNode | None, passed: Given) -> str:
    """What to do: nobody annotates what is installed."""
    file = module.followed.get(module_of(runs)) if runs is not None else None
    if file is not None and is_installed(file.path):
        return f"keep it where its type is known, or do it in {module.who.owner_code}"
    return f"annotate {_parameter(passed)} there"


def _parameter(passed: Given) -> str:
    return f"its parameter {passed.name}" if passed.name else "its parameter"
