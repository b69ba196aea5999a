"""The totals of a run, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mypy_txn.run import Outcome, Unchecked
from mypy_txn.totals.tally import Counts, Kind, Totals, tally
from mypy_txn.wording import counted

PART = "Not every protected module of the tree was asked for: these are the numbers of a part."


@dataclass(frozen=True)
class Report:
    """What a report shows.

    Attributes:
        totals: the numbers.
        modules: how many protected modules were checked.
        unchecked: what could not be checked; while there is any, no number is a total.
        whole: whether every protected module of the tree was asked for.
        excluded: protected modules that were asked for, and that the configuration excludes.
        root: the folder to which the paths of findings are relative.

    """

    totals: Totals
    modules: int
    unchecked: Sequence[Unchecked]
    whole: bool
    root: Path
    excluded: Sequence[str] = ()

    @property
    def incomplete(self) -> str:
        """One sentence, empty if everything that was asked for was checked."""
        if not self.unchecked:
            return ""
        parts = counted(len(self.unchecked), "part")
        return f"INCOMPLETE: {parts} could not be checked. There are at least these findings."

    def share(self, counts: Counts) -> str:
        """The verified share, never rounded up: ``59.8 %``; empty where it is not known."""
        if self.unchecked or counts.share is None:
            return ""
        tenths = 1000 * counts[Kind.VERIFIED] // counts.total()
        return f"{tenths // 10}.{tenths % 10} %"


def report_of(outcome: Outcome) -> Report:
    """Count what a run found."""
    return Report(
        totals=tally(outcome.findings, outcome.records.values(), outcome.project.domain_of),
        modules=len(outcome.records),
        unchecked=outcome.unchecked,
        whole=outcome.whole,
        root=outcome.project.root,
        excluded=sorted(outcome.excluded),
    )
