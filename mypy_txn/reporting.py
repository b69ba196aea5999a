"""From violations to mypy's errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mypy.checker import TypeChecker
from mypy.errors import ErrorInfo

if TYPE_CHECKING:
    from mypy_txn.violations import Violation


def report(checker: TypeChecker, violations: Iterable[Violation]) -> list[ErrorInfo]:
    """Hand ``violations`` to mypy as errors of the module that ``checker`` checked.

    mypy's own rules then apply: ``# type: ignore``, disabled codes, per-module options, caching.
    They are reported for no fine-grained target: one of those is re-checked without an audit.

    Returns:
        what mypy made of them: errors and notes, without those that are ignored.

    """
    errors, options = checker.errors, checker.options
    before = len(errors.error_info_map.get(checker.path, ()))
    errors.set_file(checker.path, None, options)
    for violation in violations:
        place = violation.place
        info = errors.report(
            place.line,
            place.column,
            violation.message,
            violation.code,
            end_line=place.end_line,
            end_column=place.end_column,
        )
        errors.report(
            place.line, place.column, violation.hint, violation.code, severity="note",
            parent_error=info,
        )  # fmt: skip
    errors.set_file(checker.path, checker.tree.fullname, options)
    return errors.error_info_map.get(checker.path, [])[before:]
