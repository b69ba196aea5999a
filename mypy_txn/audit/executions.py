"""Where SQL text is executed: ``cursor.execute(...)``, directly or handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mypy.nodes import CallExpr, Expression, ListExpr, MemberExpr, TupleExpr

from mypy_txn.audit.displays import given_as
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.sqltext import controls_in
from mypy_txn.audit.texts import known_texts

SQL_ARGUMENTS: Final = frozenset(("statement", "query", "sql", "operation", "command"))


class Execution(NamedTuple):
    """A call, the member that executes something, and the arguments that may have its text."""

    call: CallExpr
    member: MemberExpr
    texts: Sequence[Expression]

    def controls(self, module: TypedModule) -> Iterator[str]:
        """The heads of the statements that control a transaction."""
        for expr in self.texts:
            yield from controls_in(known_texts(module, expr))


def executions(module: TypedModule) -> list[Execution]:
    """What the calls of the module execute, judged by the names of methods.

    ``partial(cursor.execute, "commit")`` and ``map(cursor.execute, ["commit"])`` count, as does a
    method under another name.
    """
    return module.once(_executions)


def takes_sql(module: TypedModule, member: MemberExpr) -> bool:
    """Whether what has the member is known to execute SQL."""
    return any(
        module.is_restricted(info) or module.handles.facts(info).classified
        for info in module.classes(member.expr)
    )


def _executions(module: TypedModule) -> list[Execution]:
    if not module.members_named(module.catalog.takes_sql):
        return []
    return [found for call in module.calls if call.args for found in _by(module, call)]


def _by(module: TypedModule, call: CallExpr) -> Iterator[Execution]:
    callee = call.callee
    for expr in (callee,) if isinstance(callee, MemberExpr) else given_as(module, callee):
        if isinstance(expr, MemberExpr) and expr.name in module.catalog.takes_sql:
            yield Execution(call, expr, _items(_text_argument(call)))
    for arg in call.args:
        if isinstance(arg, MemberExpr) and arg.name in module.catalog.takes_sql:
            yield Execution(call, arg, [item for other in call.args for item in _items(other)])


def _text_argument(call: CallExpr) -> Expression:
    """The argument that has the SQL: the first, or the one that is named so."""
    named = (arg for arg, name in zip(call.args, call.arg_names) if name in SQL_ARGUMENTS)
    return next(named, call.args[0])


def _items(expr: Expression) -> Sequence[Expression]:
    return expr.items if isinstance(expr, (ListExpr, TupleExpr)) else [expr]
