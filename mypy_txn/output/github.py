"""Workflow commands of GitHub Actions: each finding an annotation of its line.

Escaping as in ``@actions/core`` 1.11 (``command.ts``): in a message ``%`` and line ends, in a
property ``:`` and ``,`` as well. The runner drops a column where first and last line differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TextIO

from mypy_txn.locations import Span
from mypy_txn.output.entries import untrue
from mypy_txn.output.paths import in_repository
from mypy_txn.output.source import Sources
from mypy_txn.output.summary import summary
from mypy_txn.records import Finding
from mypy_txn.run import Outcome

COULD_NOT: Final = "mypy-txn could not check"


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write ``findings``, what was not checked, what is wrong with the baseline, and a summary."""
    sources = Sources(outcome)
    for finding in findings:
        place = _place(finding, sources.span(finding))
        file = in_repository(finding.path, outcome)
        properties = {"file": file} | place | {"title": finding.code}
        print(_error(properties, f"{finding.message}\n{finding.hint}"), file=out)
    for one in outcome.unchecked:
        print(_error({"title": COULD_NOT}, f"{one.what}: {one.why}"), file=out)
    if wrong := "\n".join(untrue(outcome)):
        baseline = in_repository(str(outcome.project.config.baseline), outcome)
        print(_error({"file": baseline, "title": "mypy-txn baseline"}, wrong), file=out)
    print(summary(findings, outcome).text, file=out)


def refuse(why: str, out: TextIO) -> None:
    """Write why nothing was checked."""
    print(_error({"title": COULD_NOT}, why), file=out)


def _place(finding: Finding, span: Span | None) -> dict[str, str]:
    column = {}
    if span and span.line == span.end_line:
        column = {"col": str(span.column + 1)}
    return {"line": str(finding.line)} | column | {"endLine": str(finding.end_line)}


def _error(properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{name}={_in_property(value)}" for name, value in properties.items())
    return f"::error {given}::{_in_message(message)}"


def _in_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")
