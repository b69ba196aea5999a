"""Calls of makers of handles in packages that mypy does not follow: what they return is ``Any``.

``psycopg2.connect(dsn)`` makes a connection whether mypy has types for psycopg2 or not.
"""

from __future__ import annotations

from collections.abc import Mapping

from mypy.nodes import CallExpr, Expression, MemberExpr, NameExpr

from mypy_txn.audit.imports import NOT_IMPORTED, Imported, imported
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.suspects import is_unknown


def unfollowed_makers(module: TypedModule) -> dict[Expression, str]:
    """Each such call, and the package."""
    return module.once(_unfollowed)


def _unfollowed(module: TypedModule) -> dict[Expression, str]:
    makers = module.catalog.makers
    names = {k: one for k, one in imported(module).items() if one.package not in module.followed}
    if module.catalog.packages.isdisjoint(one.package for one in names.values()):
        return {}
    found: dict[Expression, str] = {}
    for call in module.of_kind(CallExpr):
        made = _named(call.callee, names)
        if made in makers and is_unknown(module, module.types.get(call)):
            found[call] = made[0]
    return found


def _named(callee: Expression, names: Mapping[str, Imported]) -> tuple[str, str]:
    """The package and the name of a callee: ``psycopg2.connect``, and ``connect`` from there."""
    root = callee
    while isinstance(root, MemberExpr):
        root = root.expr
    one = names.get(root.name, NOT_IMPORTED) if isinstance(root, NameExpr) else NOT_IMPORTED
    return one.package, callee.name if isinstance(callee, MemberExpr) else one.name
