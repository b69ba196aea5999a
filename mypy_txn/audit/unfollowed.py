"""Calls of makers of handles in packages that mypy does not follow: what they return is ``Any``.

``psycopg2.connect(dsn)`` makes a connection whether mypy has types for psycopg2 or not.
"""

from __future__ import annotations

from collections.abc import Mapping

from mypy.nodes import CallExpr, Expression, MemberExpr, NameExpr

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.suspects import NOT_IMPORTED, imported, is_unknown


def unfollowed_makers(module: TypedModule) -> dict[Expression, str]:
    """Each such call, and the package."""
    return module.once(_unfollowed)


def _unfollowed(module: TypedModule) -> dict[Expression, str]:
    makers = module.catalog.makers
    names = {name: of for name, of in imported(module).items() if of[0] not in module.followed}
    if module.catalog.packages.isdisjoint(package for package, _ in names.values()):
        return {}
    found: dict[Expression, str] = {}
    for call in module.of_kind(CallExpr):
        made = _named(call.callee, names)
        if made in makers and is_unknown(module, module.types.get(call)):
            found[call] = made[0]
    return found


def _named(callee: Expression, names: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The package and the name of a callee: ``psycopg2.connect``, and ``connect`` from there."""
    if isinstance(callee, NameExpr):
        return names.get(callee.name, NOT_IMPORTED)
    if not isinstance(callee, MemberExpr):
        return NOT_IMPORTED
    root = callee.expr
    while isinstance(root, MemberExpr):
        root = root.expr
    package, _ = names.get(root.name, NOT_IMPORTED) if isinstance(root, NameExpr) else NOT_IMPORTED
    return package, callee.name
