"""What is said about the entries of a baseline, and done with those that are fixed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mypy_txn.baseline import Entry, baseline_text
from mypy_txn.cli.running import fail
from mypy_txn.config import Stale
from mypy_txn.files import write_whole
from mypy_txn.output.entries import SHOWN, shown, some, untrue
from mypy_txn.run import Comparison, Outcome


def say_of_baseline(outcome: Outcome) -> None:
    """Say on stderr what became of the entries; remove what is fixed, if that is configured."""
    comparison, name = outcome.comparison, outcome.project.config.baseline
    if comparison is None:
        return
    for entry, finding in comparison.moved[:SHOWN]:
        _say(f"{name}: moved: {shown(entry)} is in {finding.path} ({finding.symbol}) now")
    for line in untrue(outcome):
        _say(line)
    if comparison.stale is Stale.SHRINK and comparison.fixed:
        write_baseline(outcome.project.root / str(name), without_fixed(comparison))
        for line in some(comparison.fixed, f"{name}: removed, since it is fixed:"):
            _say(line)


def write_baseline(path: Path, entries: Sequence[Entry]) -> None:
    """Write a baseline, all of it or nothing; where that fails, say why and exit with 2."""
    try:
        write_whole(path, baseline_text(entries).encode())
    except OSError as error:
        fail(f"{path}: cannot write the baseline: {error}")


def without_fixed(comparison: Comparison) -> list[Entry]:
    """The entries that still are violations."""
    left = Counter(comparison.baseline.entries) - Counter(comparison.fixed)
    return list(left.elements())


def _say(text: str) -> None:
    print(f"mypy-txn: {text}", file=sys.stderr)
