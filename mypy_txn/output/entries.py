"""What is wrong with the entries of a baseline, in the words that all formats have for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mypy_txn.baseline import Entry
from mypy_txn.config import Stale
from mypy_txn.run import Outcome
from mypy_txn.wording import counted

SHOWN: Final = 10


def untrue(outcome: Outcome) -> Iterator[str]:
    """Why the baseline cannot stay as it is, and what to do: nothing if it can."""
    comparison, name = outcome.comparison, outcome.project.config.baseline
    if comparison is None or comparison.is_true:
        return
    yield from some(comparison.copied, f"{name}: one entry, but more than one violation like it:")
    if comparison.stale is Stale.ERROR and comparison.fixed:
        yield from some(comparison.fixed, f"{name}: fixed, but still an entry:")
        command = f"mypy-txn baseline --shrink{outcome.project.arguments}"
        yield f"remove the entries that are fixed with: {command}"


def untrue_counts(outcome: Outcome) -> Iterator[str]:
    """The same in a few words each, for one sentence."""
    comparison, name = outcome.comparison, outcome.project.config.baseline
    if comparison is None or comparison.is_true:
        return
    if comparison.copied:
        yield f"more than one violation for {_entries(comparison.copied)} of {name}"
    if comparison.stale is Stale.ERROR and comparison.fixed:
        yield f"fixed, but still in {name}: {_entries(comparison.fixed)}"


def some(entries: Sequence[Entry], what: str) -> Iterator[str]:
    """``what`` with each of the first entries, then with the number of the others."""
    for entry in entries[:SHOWN]:
        yield f"{what} {shown(entry)}"
    if len(entries) > SHOWN:
        yield f"{what} {len(entries) - SHOWN} more"


def shown(entry: Entry) -> str:
    """An entry in one line."""
    where = f"{entry.path} ({entry.symbol})" if entry.symbol else entry.path
    return f"{where}: {entry.text}  [{entry.code}]"


def _entries(entries: Sequence[Entry]) -> str:
    return counted(len(entries), "entry", "entries")
