"""What a run comes to, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from mypy_txn.output.entries import untrue_counts
from mypy_txn.records import Finding
from mypy_txn.run import Outcome
from mypy_txn.wording import counted


class Verdict(Enum):
    """How good it is; only the first may look like success."""

    CLEAN = "nothing was found, and nothing is hidden"
    HIDDEN = "nothing is open, but there is what is not shown"
    WRONG = "something was found, not everything was checked, or the baseline is not true"


class Summary(NamedTuple):
    """The sentence, without a full stop, and how good it is."""

    text: str
    verdict: Verdict


def summary(findings: Sequence[Finding], outcome: Outcome) -> Summary:
    """Sum up ``findings``, what of the outcome is not among them, and what was not checked."""
    hidden = Counter(finding.status for finding in outcome.findings)
    hidden.subtract(finding.status for finding in findings)
    hidden = +hidden
    text = _found(findings, outcome)
    if hidden:
        counts = (f"{count} {status}" for status, count in sorted(hidden.items()))
        text += f"; not shown: {', '.join(counts)}"
    if outcome.excluded:
        text += f"; {counted(len(outcome.excluded), 'protected module')} excluded"
    if outcome.unchecked:
        text += f"; {counted(len(outcome.unchecked), 'part')} of the project could not be checked"
    for wrong in untrue_counts(outcome):
        text += f"; {wrong}"
    if findings or outcome.unchecked or not outcome.is_baseline_true:
        return Summary(text, Verdict.WRONG)
    return Summary(text, Verdict.HIDDEN if hidden or outcome.excluded else Verdict.CLEAN)


def _found(findings: Sequence[Finding], outcome: Outcome) -> str:
    checked = counted(len(outcome.records), "protected module")
    if not findings:
        return f"No transaction findings in {checked}"
    files = {finding.path for finding in findings}
    found = f"{counted(len(findings), 'transaction finding')} in {counted(len(files), 'file')}"
    return f"Found {found} ({checked} checked)"
