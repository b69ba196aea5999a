"""A comment on a pull request: GitHub's Markdown, cut before GitHub would refuse it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final, TextIO

from mypy_txn.markdown import as_code, as_code_cell, as_prose
from mypy_txn.output.comment import FEW, print_some, print_unchecked
from mypy_txn.output.entries import untrue
from mypy_txn.output.paths import in_repository
from mypy_txn.output.summary import Verdict, summary
from mypy_txn.records import Finding
from mypy_txn.run import Outcome

_SIGNS: Final = {
    Verdict.CLEAN: ":white_check_mark:",
    Verdict.HIDDEN: ":warning:",
    Verdict.WRONG: ":x:",
}


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write ``findings`` by file, below what was not checked or is wrong with the baseline."""
    text, verdict = summary(findings, outcome)
    print(f"### {_SIGNS[verdict]} mypy-txn\n\n{text}.", file=out)
    print_unchecked(outcome.unchecked, out)
    if wrong := list(untrue(outcome)):
        print("\nThe baseline cannot stay as it is:\n", file=out)
        print_some((f"- {as_code(line)}" for line in wrong), len(wrong), "- and {} more", out)
    if len(findings) > FEW:
        files = [list(group) for _, group in groupby(findings, lambda one: one.path)]
        print("\n| file | findings |\n| --- | --- |", file=out)
        rows = (_file_row(group, outcome) for group in files)
        print_some(rows, len(files), "| and {} more files | |", out)
        print("\n<details><summary>Each finding</summary>", file=out)
    if findings:
        print("\n| place | finding | instead |\n| --- | --- | --- |", file=out)
        rows = (_row(finding, outcome) for finding in findings)
        print_some(rows, len(findings), "| and {} more | run `mypy-txn check` | |", out)
    if len(findings) > FEW:
        print("\n</details>", file=out)


def refuse(why: str, out: TextIO) -> None:
    """Write why nothing was checked."""
    print(f"### {_SIGNS[Verdict.WRONG]} mypy-txn\n\nNothing could be checked:\n", file=out)
    print("\n".join(f"- {as_code(line)}" for line in why.splitlines() if line.strip()), file=out)


def _file_row(findings: Sequence[Finding], outcome: Outcome) -> str:
    codes = Counter(finding.code for finding in findings)
    counts = ", ".join(f"{count} `{code}`" for code, count in sorted(codes.items()))
    return f"| {as_code_cell(in_repository(findings[0].path, outcome))} | {counts} |"


def _row(finding: Finding, outcome: Outcome) -> str:
    place = f"{in_repository(finding.path, outcome)}:{finding.line}"
    said = f"{as_prose(finding.message)} `{finding.code}`"
    return f"| {as_code_cell(place)} | {said} | {as_prose(finding.hint)} |"
