"""As mypy prints, with the offending lines; in colour on a terminal, where long lines are cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TextIO

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from mypy_txn.console import console_on
from mypy_txn.locations import Span
from mypy_txn.output.paths import as_mypy_prints
from mypy_txn.output.source import Sources
from mypy_txn.output.summary import Verdict, summary
from mypy_txn.records import Finding
from mypy_txn.run import Outcome

INDENT: Final = "    "
_STYLES: Final = {
    Verdict.CLEAN: "bold green",
    Verdict.HIDDEN: "bold yellow",
    Verdict.WRONG: "bold red",
}
# What would steer a terminal, as the pictures that Unicode has of it.
_PICTURES: Final = {code: 0x2400 + code for code in range(0x20)} | dict.fromkeys(
    range(0x7F, 0xA0), 0xFFFD
)


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write ``findings`` and a last line with their number."""
    console = console_on(out)
    room = console.width - len(INDENT) if out.isatty() else None
    sources = Sources(outcome)
    for finding in findings:
        console.print(_head(finding, as_mypy_prints(finding, outcome)))
        if span := sources.span(finding):
            console.print(_source(span, room))
        console.print(Text.assemble(INDENT, ("note: ", "blue"), finding.hint))
    text, verdict = summary(findings, outcome)
    console.print(Text(text, _STYLES[verdict]))


def _head(finding: Finding, path: str) -> Text:
    return Text.assemble(
        f"{path}:{finding.line}:{finding.column + 1}: ",
        ("error: ", "bold red"),
        f"{finding.message}  ",
        (f"[{finding.code}]", "yellow"),
    )


def _source(span: Span, room: int | None) -> Text:
    """The first line of ``span``, and what is meant in it marked below; both fit into ``room``."""
    ends = span.end_column if span.end_line == span.line else len(span.first)
    line = _visible(span.first).rstrip()
    start, end = len(_visible(span.first[: span.column])), len(_visible(span.first[:ends]))
    if room is not None:
        line, left = _cut(line, start, room)
        start, end = start - left, min(end - left, len(line))
    marked = cell_len(line[start:end].rstrip())
    return Text.assemble(
        f"{INDENT}{line}\n{INDENT}{' ' * cell_len(line[:start])}", ("^" * max(marked, 1), "red")
    )


def _visible(line: str) -> str:
    return line.expandtabs().translate(_PICTURES)


def _cut(line: str, start: int, room: int) -> tuple[str, int]:
    """``line`` around ``start``, at most ``room`` cells wide, and how many characters are gone."""
    if cell_len(line) <= room:
        return line, 0
    left = max(0, start - room // 3)
    if left:
        line = "…" + line[left + 1 :]
    if cell_len(line) > room:
        line = set_cell_size(line, room - 1) + "…"
    return line, left
