"""What a run found, compared with the baseline of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mypy_txn.baseline import Baseline, BaselineError, Entry, read_baseline
from mypy_txn.records import Finding, Record, Status
from mypy_txn.run.project import CannotCheck, Project


@dataclass(frozen=True)
class Comparison:
    """What became of the entries of a baseline.

    Attributes:
        baseline: as it was read.
        fixed: entries whose violation is gone.
        moved: entries whose violation stands in another function or file now, and that violation.
        copied: entries that several modules use, each of which has the violation once.

    """

    baseline: Baseline
    fixed: list[Entry]
    moved: list[tuple[Entry, Finding]]
    copied: list[Entry]


def baseline_of(project: Project, may_be_missing: bool) -> Baseline | None:
    """The baseline that the configuration names.

    Args:
        project: the project.
        may_be_missing: whether a file that does not exist is one without entries.

    Raises:
        CannotCheck: if it cannot be read.

    """
    if project.config.baseline is None:
        return None
    path = project.root / project.config.baseline
    if may_be_missing and not path.exists():
        return Baseline(project.root, ())
    try:
        return read_baseline(path, project.root)
    except BaselineError as error:
        raise CannotCheck(str(error)) from None


def compare(
    records: Mapping[str, Record], baseline: Baseline, complete: bool
) -> tuple[dict[str, Record], Comparison]:
    """Mark the old violations.

    Args:
        records: of every module that was checked.
        baseline: the entries that there are.
        complete: whether every protected module was checked; an entry whose function is gone may
            else stand in one that was not.

    """
    used: Counter[Entry] = Counter()
    moved: list[tuple[Entry, Finding]] = []
    compared = {}
    for module, record in records.items():
        shown = [finding for finding in record.findings if finding.status is Status.OPEN]
        entries = baseline.match(record.path, [entry_of(finding) for finding in shown])
        old = {id(finding): entry for finding, entry in zip(shown, entries) if entry}
        used.update(old.values())
        findings = [
            _marked(finding) if id(finding) in old else finding for finding in record.findings
        ]
        moved += [
            (entry, finding)
            for finding in record.findings
            if (entry := old.get(id(finding))) and entry[:2] != entry_of(finding)[:2]
        ]
        compared[module] = replace(record, findings=tuple(findings))
    there = Counter(baseline.entries)
    checked = {record.path for record in records.values()}
    unused = (there - used).elements()
    fixed = [entry for entry in unused if complete or _is_judged(entry, baseline, checked)]
    return compared, Comparison(baseline, fixed, moved, sorted((used - there).elements()))


def entry_of(finding: Finding) -> Entry:
    """The entry that ``finding`` is, or would be."""
    return Entry(finding.path, finding.symbol, finding.code, finding.text)


def _marked(finding: Finding) -> Finding:
    return replace(finding, status=Status.BASELINED)


def _is_judged(entry: Entry, baseline: Baseline, checked: Iterable[str]) -> bool:
    return entry.path in checked and not baseline.is_homeless(entry)
