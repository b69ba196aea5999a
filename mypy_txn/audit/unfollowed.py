"""Calls of makers of handles in packages that mypy does not follow: what they return is ``Any``.

``psycopg2.connect(dsn)`` makes a connection whether mypy has types for psycopg2 or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import CallExpr, Expression, Import, ImportFrom, MemberExpr, NameExpr

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.suspects import is_unknown


def unfollowed_makers(module: TypedModule) -> dict[Expression, str]:
    """Each such call, and the package."""
    return module.once(_unfollowed)


def _unfollowed(module: TypedModule) -> dict[Expression, str]:
    makers = module.catalog.makers
    imported = {local: of for local, of in _imported(module) if of[0] not in module.followed}
    if module.catalog.packages.isdisjoint(package for package, _ in imported.values()):
        return {}
    found: dict[Expression, str] = {}
    for call in module.of_kind(CallExpr):
        made = _named(call.callee, imported)
        if made in makers and is_unknown(module, module.types.get(call)):
            found[call] = made[0]
    return found


def _imported(module: TypedModule) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name that the module imports: the package, and what it is there; of a module nothing."""
    for stmt in module.tree.imports:
        if isinstance(stmt, Import):
            for name, as_name in stmt.ids:
                package = name.partition(".")[0]
                yield as_name or package, (package, "")
        elif isinstance(stmt, ImportFrom):
            for name, as_name in stmt.names:
                yield as_name or name, (stmt.id.partition(".")[0], name)


def _named(callee: Expression, imported: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The package and the name of a callee: ``psycopg2.connect``, and ``connect`` from there."""
    nothing = "", ""
    if isinstance(callee, NameExpr):
        return imported.get(callee.name, nothing)
    if not isinstance(callee, MemberExpr):
        return nothing
    root = callee.expr
    while isinstance(root, MemberExpr):
        root = root.expr
    package, _ = imported.get(root.name, nothing) if isinstance(root, NameExpr) else nothing
    return package, callee.name
