"""The table of signatures, for a terminal, a pull request and a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Final, NamedTuple, TextIO

from rich.table import Table
from rich.text import Text

from mypy_txn.console import console_on
from mypy_txn.markdown import as_code_cell, as_prose
from mypy_txn.output.comment import print_unchecked
from mypy_txn.program.signatures import Signature, reason, shown_needs, totals
from mypy_txn.run import Unchecked
from mypy_txn.summaries import Needs
from mypy_txn.wording import NO_LAYER, counted, incomplete

HEADINGS: Final = ("signature", "declared", "needs", "because", "enough is")
COLOURS: Final = {Needs.CONTROL: "red", Needs.WRITE: "yellow", Needs.READ: "green"}


class Listing(NamedTuple):
    """What a run found.

    Attributes:
        signatures: by domain and layer.
        paths: of each module that has the use which decides.
        unchecked: what could not be checked; while there is any, no total is one.

    """

    signatures: Sequence[Signature]
    paths: Mapping[str, str]
    unchecked: Sequence[Unchecked]


Format = Callable[[Listing, TextIO], None]


def write_text(found: Listing, out: TextIO) -> None:
    """Write a table for each layer of each domain."""
    console = console_on(out)
    for title, group in _groups(found.signatures):
        table = Table(title=title, title_justify="left", title_style="bold", box=None)
        for heading in HEADINGS:
            table.add_column(heading, overflow="fold")
        for one in group:
            colour = COLOURS.get(one.capability.needs, "")
            signature, declared, needs, because, enough = _cells(one, found.paths)
            table.add_row(signature, declared, Text(needs, colour), because, enough)
        console.print(table, soft_wrap=False)
        console.print()
    console.print(_total(found.signatures), style="bold")
    if found.unchecked:
        console.print(incomplete(len(found.unchecked)), style="bold red")


def write_markdown(found: Listing, out: TextIO) -> None:
    """Write the same in Markdown."""
    for title, group in _groups(found.signatures):
        print(f"### {as_prose(title)}\n", file=out)
        print(f"| {' | '.join(HEADINGS)} |", file=out)
        print("| --- " * len(HEADINGS) + "|", file=out)
        for one in group:
            signature, *others = _cells(one, found.paths)
            cells = (as_code_cell(signature), *map(as_prose, others))
            print(f"| {' | '.join(cells)} |", file=out)
        print(file=out)
    print(_total(found.signatures), file=out)
    print_unchecked(found.unchecked, out)


def write_json(found: Listing, out: TextIO) -> None:
    """Write one object: the signatures, the totals, and what they do not count."""
    listed = [
        {
            "domain": one.domain,
            "layer": one.layer,
            "module": one.module,
            "file": one.path,
            "line": one.held.line,
            "signature": one.name,
            "kind": one.held.kind,
            "type": one.held.type,
            "declared": one.declared,
            "needs": one.capability.needs.name.lower(),
            "certain": one.capability.is_certain,
            "because": reason(one.capability, found.paths),
            "protocol": one.protocol,
            "instead": one.held.instead,
        }
        for one in found.signatures
    ]
    data = {
        "signatures": listed,
        "totals": totals(found.signatures),
        "unchecked": [asdict(one) for one in found.unchecked],
    }
    json.dump(data, out, indent=2, ensure_ascii=False)
    print(file=out)


def _groups(found: Sequence[Signature]) -> Iterator[tuple[str, Sequence[Signature]]]:
    for (domain, layer), group in groupby(found, lambda one: (one.domain, one.layer)):
        signatures = list(group)
        yield f"{domain} {layer or NO_LAYER}".strip() + f": {_counts(signatures)}", signatures


def _cells(one: Signature, paths: Mapping[str, str]) -> tuple[str, str, str, str, str]:
    name = f"{one.module.rpartition('.')[2]}.{one.name}"
    enough = one.protocol.removeprefix("mypy_txn.") or one.held.instead
    because = reason(one.capability, paths)
    return name, one.declared, shown_needs(one.capability), because, enough


def _counts(found: Sequence[Signature]) -> str:
    return ", ".join(f"{number} {what}" for what, number in totals(found).items())


def _total(found: Sequence[Signature]) -> str:
    return f"{counted(len(found), 'signature')}: {_counts(found)}"


FORMATS: Final[dict[str, Format]] = {
    "json": write_json,
    "markdown": write_markdown,
    "text": write_text,
}
