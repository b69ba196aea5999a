"""What the text and the Markdown report have in common: sentences, and tables of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mypy_txn.totals.report import PART, Report
from mypy_txn.totals.tally import By, Counts, Kind
from mypy_txn.wording import counted


@dataclass(frozen=True)
class Table:
    """A head, rows, and a last row with the sums; the first column has names."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    last: Sequence[str]


def table(report: Report, by: By) -> Table:
    """The numbers by layer, domain, code or file; what has none is left out, layers are not."""
    groups = report.totals.by[by]
    kinds = [kind for kind in Kind if kind is not Kind.VERIFIED or by is not By.CODE]
    share = [] if by is By.CODE or report.unchecked else ["share"]

    def row(name: str, counts: Counts) -> list[str]:
        cells = [name, *(str(counts[kind]) for kind in kinds)]
        return [*cells, report.share(counts)] if share else cells

    rows = [row(name, counts) for name, counts in groups.items() if counts or by is By.LAYER]
    last = "at least" if report.unchecked else "all"
    return Table([by, *kinds, *share], rows, row(last, report.totals.all))


def sentences(report: Report) -> Iterator[str]:
    """What the numbers are about, and the numbers in short."""
    totals, counts = report.totals, report.totals.all
    yield f"Transaction control in {counted(report.modules, 'protected module')}."
    if not report.whole:
        yield PART
    if report.excluded:
        yield f"{counted(len(report.excluded), 'protected module')} excluded, and not counted."
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if kind is not Kind.VERIFIED)
    yield f"{counted(counts.findings, 'finding')}: {kinds}."
    if totals.unverifiable:
        statuses = ", ".join(f"{n} {status}" for status, n in sorted(totals.unverifiable.items()))
        yield f"Of the not verifiable: {statuses}."
    verified = counted(counts[Kind.VERIFIED], "verified handle use")
    if share := report.share(counts):
        yield f"{verified}: {share} of {counts.total()}."
    else:
        yield f"{verified}."
