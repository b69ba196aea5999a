"""Findings as people and programs read them: one module a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TextIO

from mypy_txn.output import github, json_lines, markdown, sarif, text
from mypy_txn.records import Finding
from mypy_txn.run import Outcome

Format = Callable[[Sequence[Finding], Outcome, TextIO], None]
FORMATS: Final[dict[str, Format]] = {
    "github": github.write,
    "json": json_lines.write,
    "markdown": markdown.write,
    "sarif": sarif.write,
    "text": text.write,
}
