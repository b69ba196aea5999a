"""Counting: findings and verified uses in, numbers by layer, domain, code and file out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mypy_txn.codes import UNTYPED
from mypy_txn.domains import DomainOf
from mypy_txn.records import Finding, Record, Status
from mypy_txn.wording import NO_LAYER

NO_DOMAIN: Final = "(no domain)"


class Kind(StrEnum):
    """What one thing that is counted is; it is counted once."""

    OPEN = "open"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"
    NOT_VERIFIABLE = "not verifiable"
    VERIFIED = "verified"


class By(StrEnum):
    """By what there are numbers."""

    LAYER = "layer"
    DOMAIN = "domain"
    CODE = "code"
    FILE = "file"


class Counts(Counter[Kind]):
    """How many there are of each kind."""

    @property
    def findings(self) -> int:
        """All but the verified uses."""
        return self.total() - self[Kind.VERIFIED]

    @property
    def share(self) -> float | None:
        """What part of everything is verified, from 0 to 1; None where there is nothing."""
        return self[Kind.VERIFIED] / self.total() if self.total() else None

    def is_below(self, percent: float) -> bool:
        """Whether less than ``percent`` of everything is verified; nothing is not below."""
        return 100 * self[Kind.VERIFIED] < percent * self.total()


@dataclass(frozen=True, slots=True)
class Counted:
    """A finding, and as what it was counted."""

    finding: Finding
    kind: Kind
    layer: str
    domain: str


@dataclass(frozen=True)
class Totals:
    """The numbers of one run.

    Attributes:
        all: of everything.
        by: by what, and for which; the worst come first, layers by name.
        cells: by domain and layer.
        statuses: of all findings, the unverifiable ones among them.
        unverifiable: the same of those that cannot be verified.
        findings: each as it was counted, by domain, layer, file and place.

    """

    all: Counts
    by: Mapping[By, Mapping[str, Counts]]
    cells: Mapping[tuple[str, str], Counts]
    statuses: Mapping[Status, int]
    unverifiable: Mapping[Status, int]
    findings: Sequence[Counted]


def tally(
    findings: Iterable[Finding],
    records: Iterable[Record],
    domain_of: DomainOf,
) -> Totals:
    """Count.

    Args:
        findings: with the status that is final.
        records: of every module, for the verified uses in it.
        domain_of: from a module's name to its domain.

    """
    counted = sorted((_counted(finding, domain_of) for finding in findings), key=_place)
    every, cells = Counts(), defaultdict[tuple[str, str], Counts](Counts)
    by = {dimension: defaultdict[str, Counts](Counts) for dimension in By}
    for record in records:
        layer, domain = record.layer or NO_LAYER, domain_of(record.module) or NO_DOMAIN
        groups = every, by[By.LAYER][layer], by[By.DOMAIN][domain], cells[domain, layer]
        for group in (*groups, by[By.FILE][record.path]):
            group.update({Kind.VERIFIED: record.verified} if record.verified else {})
    for one in counted:
        for dimension, name in _names(one):
            by[dimension][name][one.kind] += 1
        every[one.kind] += 1
        cells[one.domain, one.layer][one.kind] += 1
    unverifiable = (one.finding for one in counted if one.kind is Kind.NOT_VERIFIABLE)
    return Totals(
        every,
        {dimension: _sorted(dimension, groups) for dimension, groups in by.items()},
        dict(cells),
        Counter(one.finding.status for one in counted),
        Counter(finding.status for finding in unverifiable),
        counted,
    )


def _counted(finding: Finding, domain_of: DomainOf) -> Counted:
    unverifiable = finding.code == UNTYPED.code
    kind = Kind.NOT_VERIFIABLE if unverifiable else Kind(finding.status)
    domain = domain_of(finding.module) or NO_DOMAIN
    return Counted(finding, kind, finding.layer or NO_LAYER, domain)


def _place(one: Counted) -> tuple[str, str, str, int, int, str]:
    finding = one.finding
    return one.domain, one.layer, finding.path, finding.line, finding.column, finding.code


def _names(one: Counted) -> Iterator[tuple[By, str]]:
    yield By.LAYER, one.layer
    yield By.DOMAIN, one.domain
    yield By.CODE, one.finding.code
    yield By.FILE, one.finding.path


def _sorted(dimension: By, groups: Mapping[str, Counts]) -> dict[str, Counts]:
    if dimension is By.LAYER:
        return dict(sorted(groups.items()))
    return dict(sorted(groups.items(), key=lambda item: (-item[1].findings, item[0])))
