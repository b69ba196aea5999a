"""As mypy prints, with the offending lines; in colour on a terminal."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from functools import cache
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from mypy_txn.records import Finding
from mypy_txn.run import Outcome


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write ``findings`` and a last line with their number."""
    console = Console(file=out, highlight=False, soft_wrap=True)
    for finding in findings:
        console.print(_lines(finding, outcome.project.root))
    console.print(_summary(findings, outcome))


def _lines(finding: Finding, root: Path) -> Text:
    text = Text(f"{finding.path}:{finding.line}:{finding.column + 1}: ")
    text.append("error: ", "bold red")
    text.append(f"{finding.message}  ")
    text.append(f"[{finding.code}]", "yellow")
    source = _source(root / finding.path)
    if finding.line <= len(source):
        line = source[finding.line - 1]
        before = _shown(line[: finding.column])
        ends_here = finding.end_line == finding.line
        marked = _shown(line[finding.column : finding.end_column if ends_here else None]).rstrip()
        text.append(f"\n    {_shown(line).rstrip()}\n    {' ' * len(before)}")
        text.append("^" * max(len(marked), 1), "red")
    text.append("\n    note: ", "blue")
    text.append(finding.hint)
    return text


def _shown(line: bytes) -> str:
    return line.decode(errors="replace").replace("\t", " ")


@cache
def _source(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError:
        return []


def _summary(findings: Sequence[Finding], outcome: Outcome) -> Text:
    checked = f"{len(outcome.records)} protected module{_s(outcome.records)}"
    if not findings:
        return Text(f"No transaction findings in {checked}", "bold green")
    files = {finding.path for finding in findings}
    found = f"{len(findings)} transaction finding{_s(findings)} in {len(files)} file{_s(files)}"
    return Text(f"Found {found} ({checked} checked)", "bold red")


def _s(things: Sized) -> str:
    return "" if len(things) == 1 else "s"
