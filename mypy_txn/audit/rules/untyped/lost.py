"""A restricted session that goes where its type is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import Decorator, FuncBase, TypeInfo

from mypy_txn.audit.arguments import given
from mypy_txn.audit.by_name import reached_by_name
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.suspects import is_restricted, is_unknown
from mypy_txn.violations import Violation, given_away

PASS_ON: Final = ("functools.partial",)
"""Functions that mypy checks as the function they are given."""
SYMBOLS: Final = (FuncBase, Decorator, TypeInfo)


def given_to_the_unknown(module: TypedModule) -> Iterator[Violation]:
    """A restricted session passed to a parameter without a type, in code of other modules."""
    by_name = {found.at for found in reached_by_name(module)}
    for call, node in module.calls.items():
        if call in by_name or call.analyzed or not any(is_restricted(module, a) for a in call.args):
            continue
        if isinstance(node, SYMBOLS) and (module.is_here(node) or node.fullname in PASS_ON):
            continue
        for passed in given(module, call):
            if is_restricted(module, passed.argument) and is_unknown(module, passed.type):
                to = f"{describe(call.callee)}()"
                name = f"its parameter {passed.name}" if passed.name else "its parameter"
                what = describe(passed.argument)
                yield given_away(module.who, place_of(passed.argument), what, to, name)
