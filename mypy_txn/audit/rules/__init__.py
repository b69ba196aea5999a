"""The rules, one module per error code. A rule is a function from a typed module to violations."""

from collections.abc import Callable, Iterable

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.rules import acquisitions, annotations, calls, sql, untyped
from mypy_txn.violations import Violation

Rule = Callable[[TypedModule], Iterable[Violation]]

RULES: tuple[Rule, ...] = (
    calls.check,
    annotations.check,
    acquisitions.check,
    sql.check,
    untyped.check,
)
