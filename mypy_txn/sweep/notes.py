"""What changed between two rows, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mypy_txn.sweep.rows import Row, Snapshot

MOST_FILES: Final = 8


def difference(before: Row | None, files: Mapping[str, int] | None, now: Snapshot) -> str:
    """Which domains and files went down, and up, by how much.

    Args:
        before: the row with which to compare; None if there is none.
        files: its findings by file; None if they are not known.
        now: the numbers of today.

    """
    if before is None:
        return ""
    domains = _changes(before.domains, now.domains)
    changed = [] if files is None else _changes(files, now.files)
    if not domains and not changed:
        return "no change" if files is not None else "no change by domain"
    shown = changed[:MOST_FILES]
    if more := len(changed) - len(shown):
        shown.append(f"and {more} more file{'s' if more > 1 else ''}")
    return "; ".join(", ".join(part) for part in (domains, shown) if part)


def _changes(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """``policies -3``, the greatest fall first."""
    changes = {name: now.get(name, 0) - before.get(name, 0) for name in {*before, *now}}
    ordered = sorted(changes.items(), key=lambda item: (item[1], item[0]))
    return [f"{name} {change:+d}" for name, change in ordered if change]
