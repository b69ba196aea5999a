"""Findings as people and programs read them: one module a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TextIO

from mypy_txn.output import json_lines, text
from mypy_txn.records import Finding
from mypy_txn.run import Outcome

Format = Callable[[Sequence[Finding], Outcome, TextIO], None]
FORMATS: Final[dict[str, Format]] = {"json": json_lines.write, "text": text.write}
