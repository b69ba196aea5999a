"""What is said about the entries of a baseline, and done with those that are fixed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mypy_txn.baseline import Entry, baseline_text
from mypy_txn.cli.running import fail
from mypy_txn.files import write_whole
from mypy_txn.run import Comparison, Outcome

SHOWN: Final = 10


def say_of_baseline(outcome: Outcome) -> None:
    """Say on stderr what became of the entries; remove what is fixed, if that is configured."""
    comparison, name = outcome.comparison, outcome.project.config.baseline
    if comparison is None:
        return
    for entry, finding in comparison.moved[:SHOWN]:
        _say(f"{name}: moved: {_shown(entry)} is in {finding.path} ({finding.symbol}) now")
    _say_all(comparison.copied, f"{name}: one entry, but more than one violation like it:")
    if comparison.stale == "shrink" and comparison.fixed:
        write_baseline(outcome.project.root / str(name), without_fixed(comparison))
        _say_all(comparison.fixed, f"{name}: removed, since it is fixed:")
    elif comparison.stale == "error" and comparison.fixed:
        _say_all(comparison.fixed, f"{name}: fixed, but still an entry:")
        _say("remove the entries that are fixed with: mypy-txn baseline --shrink")


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


def _say_all(entries: Sequence[Entry], what: str) -> None:
    for entry in entries[:SHOWN]:
        _say(f"{what} {_shown(entry)}")
    if len(entries) > SHOWN:
        _say(f"{what} {len(entries) - SHOWN} more")


def _shown(entry: Entry) -> str:
    where = f"{entry.path} ({entry.symbol})" if entry.symbol else entry.path
    return f"{where}: {entry.text}  [{entry.code}]"


def _say(text: str) -> None:
    print(f"mypy-txn: {text}", file=sys.stderr)
