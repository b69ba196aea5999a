"""Judgement: a typed module in, violations out. No I/O, no reporting, no state kept."""

from __future__ import annotations

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.rules import RULES
from mypy_txn.violations import Violation


def audit(module: TypedModule) -> list[Violation]:
    """Every violation in ``module``, each once, in source order."""
    found = {violation for rule in RULES for violation in rule(module)}
    return sorted(found, key=_order)


def _order(violation: Violation) -> tuple[int, int, str, str]:
    place = violation.place
    return place.line, place.column, violation.code.code, violation.message
