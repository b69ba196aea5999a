"""What a module takes out of the names of other modules, so that these have to stay there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mypy.nodes import MemberExpr, MypyFile, RefExpr, StrExpr

from mypy_txn.audit.imports import imported_in
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import FirstParty
from mypy_txn.audit.walk import Name, expressions_in, expressions_of, names_in

_PATCHING: Final = frozenset(("patch", "setattr"))
_DOTTED: Final = re.compile(r"\w+(\.\w+)+")


def taken(module: TypedModule, is_first_party: FirstParty) -> Iterator[str]:
    """The names, in full: ``app.db.Session`` of ``from app.db import Session``, or ``app.db.*``.

    Args:
        module: any.
        is_first_party: whether a module that this one imports is of the project; of no other is
            any told.

    """
    names = names_in(module.tree)
    imported = {f"{one.module}.{one.name}" for one in imported_in(module.tree) if one.name}
    found = imported.union(_members(names))
    ours = {name for name in found if is_first_party(name.rpartition(".")[0])}
    yield from sorted(ours.union(_patched(module, names)))


def _members(names: Iterable[Name]) -> Iterator[str]:
    for expr in names:
        match expr:
            case MemberExpr(expr=RefExpr(node=MypyFile() as source)):
                yield f"{source.fullname}.{expr.name}"


def _patched(module: TypedModule, names: Iterable[Name]) -> Iterator[str]:
    """``mock.patch("app.rows.Session")``: any text like that, as nothing needs to import it."""
    if any(one.name in _PATCHING for one in names):
        for stmt in module.everything:
            for root in expressions_of(stmt):
                for expr in expressions_in(root):
                    if isinstance(expr, StrExpr) and _DOTTED.fullmatch(expr.value):
                        yield expr.value
