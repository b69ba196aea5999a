"""One JSON object a line: what ``mypy --output json`` prints (2.4), and the layer.

Columns are counted from 0, and an end is behind the last character.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from mypy_txn.output.paths import as_mypy_prints
from mypy_txn.records import Finding
from mypy_txn.run import Outcome


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write ``findings``."""
    for finding in findings:
        line = {
            "file": as_mypy_prints(finding, outcome),
            "line": finding.line,
            "column": finding.column,
            "end_line": finding.end_line,
            "end_column": finding.end_column,
            "message": finding.message,
            "hint": finding.hint,
            "code": finding.code,
            "severity": "error",
            "layer": finding.layer,
        }
        print(json.dumps(line), file=out)
