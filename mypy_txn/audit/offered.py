"""Where a function of mypy_txn does what a handle would be needed for."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import MemberExpr, SuperExpr

from mypy_txn.audit.module import TypedModule
from mypy_txn.catalog.model import OFFERED


def offered_path(module: TypedModule, expr: MemberExpr | SuperExpr) -> Sequence[str]:
    """``get_bind``, ``dialect`` of ``session.get_bind().dialect``: the last has a function.

    Args:
        module: the module.
        expr: the first member.

    Returns:
        The members up to the first for which there is a function; none if there is none.

    """
    above = (link.name for link in module.chained_above(expr) if isinstance(link, MemberExpr))
    path = [expr.name, *above]
    return next((path[: at + 1] for at, name in enumerate(path) if name in OFFERED), ())


def offered_function(module: TypedModule, expr: MemberExpr | SuperExpr) -> str | None:
    """What that function does, in words; None if there is none."""
    path = offered_path(module, expr)
    return OFFERED[path[-1]] if path else None
