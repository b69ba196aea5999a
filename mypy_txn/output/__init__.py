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
REFUSALS: Final[dict[str, Callable[[str, TextIO], None]]] = {
    "github": github.refuse,
    "markdown": markdown.refuse,
    "sarif": sarif.refuse,
}
"""How a format says that nothing could be checked; of the others that is said on stderr alone."""
