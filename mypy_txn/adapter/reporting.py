"""From violations to mypy's errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mypy.checker import TypeChecker
from mypy.errors import ErrorInfo

from mypy_txn.audit.grounds import grounds_of

if TYPE_CHECKING:
    from mypy_txn.audit.module import TypedModule
    from mypy_txn.violations import Violation


class Reported(NamedTuple):
    """A violation, and mypy's error and notes of it: none if mypy was told to ignore it."""

    violation: Violation
    infos: list[ErrorInfo]


class Audited(NamedTuple):
    """A module as the audit saw it, unless it is empty or the audit failed, and its violations."""

    module: TypedModule | None
    reported: list[Reported]

    def grounds(self) -> set[str]:
        """The modules on which the verdict depends, and of which mypy does not know that."""
        return set() if self.module is None else grounds_of(self.module)


def report(checker: TypeChecker, violations: Iterable[Violation]) -> list[Reported]:
    """Hand ``violations`` to mypy as errors of the module that ``checker`` checked.

    mypy's own rules then apply: ``# type: ignore``, disabled codes, per-module options, caching.
    They are reported for no fine-grained target: one of those is re-checked without an audit.
    """
    errors, options = checker.errors, checker.options
    errors.set_file(checker.path, None, options)
    reported = []
    for violation in violations:
        before = len(errors.error_info_map.get(checker.path, ()))
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
        shown = errors.error_info_map.get(checker.path, [])[before:]
        reported.append(Reported(violation, shown))
    errors.set_file(checker.path, checker.tree.fullname, options)
    return reported


def withdraw(checker: TypeChecker, reported: Sequence[Reported]) -> None:
    """Take back the errors and the notes of ``reported``."""
    own = {id(info) for one in reported for info in one.infos}
    infos = checker.errors.error_info_map.get(checker.path, [])
    infos[:] = [info for info in infos if id(info) not in own]
    for one in reported:
        one.infos.clear()
