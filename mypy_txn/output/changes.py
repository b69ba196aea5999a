"""What a change does to signatures, for a terminal, a pull request and a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, TextIO

from mypy_txn.console import console_on
from mypy_txn.markdown import as_code_cell, as_prose
from mypy_txn.output.comment import FEW, ROOM, print_some, print_unchecked
from mypy_txn.program.changes import Change, Kind
from mypy_txn.program.signatures import Declared
from mypy_txn.revisions.sides import Compared, Side
from mypy_txn.wording import counted, incomplete

Format = Callable[[Compared, TextIO], None]
STYLES: Final = {Kind.WIDENED: "bold red", Kind.NEW: "bold yellow", Kind.NARROWED: "bold green"}
WIDEST: Final = 50
"""Characters of a name behind which the rest of the line still stands in its column."""
MORE: Final = (Declared.FULL, Declared.UNKNOWN)
"""What the summary says of new signatures: no Protocol restricts them."""


def write_text(found: Compared, out: TextIO) -> None:
    """Write the changes by kind and file, the widened ones first."""
    console = console_on(out)
    console.print(_summary(found), style="bold")
    for kind, group in groupby(found.changes, lambda one: one.kind):
        listed = list(group)
        heading = f"\n{kind.upper()}: {counted(len(listed), 'signature')}"
        console.print(heading, style=STYLES.get(kind, "bold"))
        width = min(WIDEST, max(len(one.last.name) for one in listed))
        for title, rows in groupby(listed, lambda one: f"{_part(one)}  {one.last.entry['file']}"):
            console.print(f"  {title}", style="cyan")
            for one in rows:
                console.print(f"{one.last.entry['line']:6}  {one.last.name:{width}}  {_text(one)}")
                if one.origin:
                    console.print(f"{'':8}was {one.origin}", style="dim")
    if found.changes:
        console.print()
        for name, side in _sides(found):
            console.print(f"{name:6} {_counts(side)}", style="bold")
    if found.unchecked:
        console.print(f"\n{incomplete(len(found.unchecked))}", style="bold red")


def _text(change: Change) -> str:
    return " → ".join(f"{declared} {name}".strip() for declared, name in _states(change))


def write_markdown(found: Compared, out: TextIO) -> None:
    """Write a comment for a pull request: the widened ones first, the rest as far as it fits."""
    if not found.changes:
        print(f"{_summary(found)}.", file=out)
    else:
        print(f"### {_sign(found)} Signatures: {_summary(found)}\n", file=out)
        if found.found_unwanted:
            print(f"There must be none that is {' or '.join(found.found_unwanted)}.\n", file=out)
        heads = [declared.value for declared in Declared]
        print(f"| | {' | '.join(heads)} |\n|{' --- |' * (len(heads) + 1)}", file=out)
        for name, side in _sides(found):
            print(f"| {name} | {' | '.join(str(side.totals[one]) for one in Declared)} |", file=out)
    print_unchecked(found.unchecked, out)
    room = 3 * ROOM
    for kind, group in groupby(found.changes, lambda one: one.kind):
        room = _print_kind(kind, list(group), room, out)


def _print_kind(kind: Kind, listed: Sequence[Change], room: int, out: TextIO) -> int:
    """Print the changes of one kind; returns what is left of ``room``."""
    title = f"{kind.capitalize()}: {counted(len(listed), 'signature')}"
    folded = len(listed) > FEW and kind is not Kind.WIDENED
    sign = ":warning: " if kind is Kind.WIDENED else ""
    title = f"<details><summary>{title}</summary>" if folded else f"#### {sign}{title}"
    print(f"\n{title}\n\n| | signature | before | after | place |", file=out)
    print("| --- | --- | --- | --- | --- |", file=out)
    left = print_some(map(_row, listed), len(listed), "| | and {} more | | | |", out, room)
    if folded:
        print("\n</details>", file=out)
    return left


def _row(change: Change) -> str:
    states = [
        f"{declared} {name and as_code_cell(name)}".strip() for declared, name in _states(change)
    ]
    before = states[0] if change.before else ""
    after = states[-1] if change.after else ""
    origin = f"<br>was {as_code_cell(change.origin)}" if change.origin else ""
    entry = change.last.entry
    place = as_code_cell(f"{change.last.path}:{entry['line']}")
    cells = as_prose(_part(change)), as_code_cell(_name(change)) + origin, before, after, place
    return f"| {' | '.join(cells)} |"


def write_json(found: Compared, out: TextIO) -> None:
    """Write one object: both states, and the changes."""
    kinds = Counter(one.kind for one in found.changes)
    data: dict[str, Any] = {
        name: {"commit": side.commit, "totals": side.totals, "unchecked": side.unchecked}
        for name, side in _sides(found)
    }
    data["counts"] = {kind: kinds[kind] for kind in Kind}
    data["changes"] = [
        {
            "kind": one.kind,
            "before": one.before and one.before.entry,
            "after": one.after and one.after.entry,
        }
        for one in found.changes
    ]
    json.dump(data, out, indent=2, ensure_ascii=False)
    print(file=out)


def _summary(found: Compared) -> str:
    """How many signatures there are of each kind; if of none, how many there are at all."""
    if not found.changes:
        return f"No signature has changed: {_counts(found.after)}"
    kinds = Counter(one.kind for one in found.changes)
    new = Counter(one.last.declared for one in found.changes if one.kind is Kind.NEW)
    which = ", ".join(f"{new[declared]} {declared}" for declared in MORE if new[declared])
    said = {Kind.NEW: f" ({which})"} if which else {}
    return ", ".join(f"{kinds[kind]} {kind}{said.get(kind, '')}" for kind in Kind if kinds[kind])


def _sign(found: Compared) -> str:
    if found.found_unwanted:
        return ":x:"
    return ":warning:" if _is_worse(found) else ":white_check_mark:"


def _is_worse(found: Compared) -> bool:
    """Whether a Protocol is gone, or somebody has taken none."""
    return bool(found.unchecked) or any(
        one.kind is Kind.WIDENED or (one.kind is Kind.NEW and one.last.declared in MORE)
        for one in found.changes
    )


def _sides(found: Compared) -> Iterator[tuple[str, Side]]:
    yield "before", found.before
    yield "after", found.after


def _counts(side: Side) -> str:
    return ", ".join(f"{number} {what}" for what, number in side.totals.items())


def _part(change: Change) -> str:
    """The domain and the layer."""
    entry = change.last.entry
    return f"{entry['domain']} {entry['layer'] or ''}".strip()


def _name(change: Change) -> str:
    return f"{change.last.module.rpartition('.')[2]}.{change.last.name}"


def _states(change: Change) -> list[tuple[str, str]]:
    """What it is declared as and its type, before and after; one of them if that is all."""
    sides = [one for one in (change.before, change.after) if one]
    full = {one.type for one in sides}
    short = {name.rpartition(".")[2] for name in full}
    names = [one.type.rpartition(".")[2] if len(short) == len(full) else one.type for one in sides]
    return list(dict.fromkeys((one.declared.value, name) for one, name in zip(sides, names)))


FORMATS: Final[dict[str, Format]] = {
    "json": write_json,
    "markdown": write_markdown,
    "text": write_text,
}
