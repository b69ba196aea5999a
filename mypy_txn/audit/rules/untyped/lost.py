"""A restricted session that goes where its type is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import Decorator, FuncBase, LambdaExpr, SymbolNode, TypeInfo
from mypy.types import AnyType, TypeOfAny, get_proper_type

from mypy_txn.audit.arguments import Given, given, given_on
from mypy_txn.audit.by_name import reached_by_name
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.suspects import is_restricted, is_unknown
from mypy_txn.audit.symbols import module_of
from mypy_txn.files import is_installed
from mypy_txn.violations import Violation, given_away

SYMBOLS: Final = (FuncBase, Decorator, TypeInfo)


def given_to_the_unknown(module: TypedModule) -> Iterator[Violation]:
    """A restricted session passed to a parameter without a type, in code of other modules."""
    by_name = {found.at for found in reached_by_name(module)}
    for call, node in module.calls.items():
        if call in by_name or call.analyzed or not any(is_restricted(module, a) for a in call.args):
            continue
        function, taken = given_on(module, call, node) or (None, given(module, call))
        runs = node if function is None else module.definition(function)
        if isinstance(function, LambdaExpr) or (isinstance(runs, SYMBOLS) and module.is_here(runs)):
            continue
        to = f"{describe(call.callee)}()"
        to = to if function is None else f"{describe(function)}() through {to}"
        for passed in taken:
            if is_restricted(module, passed.argument) and is_unknown(module, passed.type):
                what, why = describe(passed.argument), _why(passed)
                hint = _hint(module, runs, passed)
                yield given_away(module.who, place_of(passed.argument), what, to, why, hint)


def _why(passed: Given) -> str:
    typ = get_proper_type(passed.type)
    explicit = isinstance(typ, AnyType) and typ.type_of_any == TypeOfAny.explicit
    return f"{_parameter(passed)} {'is Any' if explicit else 'has no type'}"


def _hint(module: TypedModule, runs: SymbolNode | None, passed: Given) -> str:
    """What to do: nobody annotates what is installed."""
    file = module.followed.get(module_of(runs)) if runs is not None else None
    if file is not None and is_installed(file.path):
        return f"keep it where its type is known, or do it in {module.who.owner_code}"
    return f"annotate {_parameter(passed)} there"


def _parameter(passed: Given) -> str:
    return f"its parameter {passed.name}" if passed.name else "its parameter"
