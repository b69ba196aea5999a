"""``txn-sql``: a transaction through the back door: in SQL text, or by a switch of a connection.

A text counts where its value is known: literals, ``Final`` names, what is joined of such. The
switches are the catalogue's: ``conn.autocommit = True``, ``isolation_level``.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import AssignmentStmt, CallExpr, Expression, MemberExpr, OpExpr, RefExpr

from mypy_txn.audit.handles import shown
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.audit.sqltext import controls
from mypy_txn.audit.symbols import class_of
from mypy_txn.violations import Violation, control_in_sql, switch_set

EXECUTES = frozenset(
    ("execute", "executemany", "exec_driver_sql", "scalar", "scalars", "fetch", "fetchrow")
)
OURS = "mypy_txn.protocols."
TURNED = frozenset(("isolation_level", "autocommit"))


def check(module: TypedModule) -> Iterator[Violation]:
    """Every statement and switch of the module that controls a transaction."""
    for call in module.of_kind(CallExpr):
        if call.args and _takes_sql(module, call.callee):
            for statement in controls(known_text(module, call.args[0])):
                yield control_in_sql(module.who, place_of(call), statement)
        if isinstance(call.callee, MemberExpr) and _turns(call):
            yield from _switched(module, call.callee, f"{call.callee.name}()")
    for stmt in module.statements:
        if isinstance(stmt, AssignmentStmt):
            for target in stmt.lvalues:
                if isinstance(target, MemberExpr):
                    yield from _switched(module, target, target.name)


def known_text(module: TypedModule, expr: Expression) -> str:
    """As much of a text as is known: what is not leaves a gap."""
    if isinstance(expr, OpExpr) and expr.op == "+":
        return known_text(module, expr.left) + known_text(module, expr.right)
    return module.literal(expr) or ""


def _takes_sql(module: TypedModule, callee: Expression) -> bool:
    if isinstance(callee, RefExpr):
        made = class_of(callee.node)
        name = made.fullname if made else callee.fullname
        if name in module.catalog.raw_sql:
            return True
    return (
        isinstance(callee, MemberExpr)
        and callee.name in EXECUTES
        and any(
            info.fullname.startswith(OURS) or module.handles.facts(info).classified
            for info in module.classes(callee.expr)
        )
    )


def _turns(call: CallExpr) -> bool:
    """Whether a method that may be a switch is given what it would turn."""
    assert isinstance(call.callee, MemberExpr)
    return call.callee.name.startswith("set_") or any(name in TURNED for name in call.arg_names)


def _switched(module: TypedModule, member: MemberExpr, called: str) -> Iterator[Violation]:
    for info in module.classes(member.expr):
        if member.name in module.handles.facts(info).switches:
            yield switch_set(module.who, place_of(member), f"{shown(info)}.{called}")
            return
