"""What a run found, compared with the baseline of the project."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mypy_txn.baseline import Baseline, BaselineError, Entry, read_baseline
from mypy_txn.config import Stale
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
        stale: what is to be done about the fixed ones: ``error``, ``shrink`` or ``ignore``.

    """

    baseline: Baseline
    fixed: list[Entry]
    moved: list[tuple[Entry, Finding]]
    copied: list[Entry]
    stale: Stale

    @property
    def is_true(self) -> bool:
        """Whether the baseline can stay as it is."""
        return not self.copied and (not self.fixed or self.stale is not Stale.ERROR)


def baseline_of(project: Project, may_be_missing: bool) -> Baseline | None:
    """The baseline that the configuration names; None if it names none.

    Args:
        project: the project.
        may_be_missing: whether one that is not configured, or not there, is one without entries.

    Raises:
        CannotCheck: if it cannot be read.

    """
    name = project.config.baseline
    if may_be_missing and (name is None or not (project.root / name).exists()):
        return Baseline(project.root, ())
    if name is None:
        return None
    try:
        return read_baseline(project.root / name, project.root)
    except BaselineError as error:
        raise CannotCheck(str(error)) from None


def compare(
    records: Mapping[str, Record],
    baseline: Baseline,
    complete: bool,
    stale: Stale,
    unseen: Collection[str],
) -> tuple[dict[str, Record], Comparison]:
    """Mark the old violations.

    Args:
        records: of every module that was checked.
        baseline: the entries that there are.
        complete: whether every protected module was checked; an entry whose function is gone may
            else stand in one that was not.
        stale: as the configuration says it; in CI nothing is removed from a baseline.
        unseen: the files of protected modules that the configuration excludes.

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
    fixed = [
        entry
        for entry in unused
        if (complete and entry.path not in unseen) or _is_judged(entry, baseline, checked)
    ]
    copied = sorted((used - there).elements())
    if stale is Stale.SHRINK and is_ci():
        stale = Stale.ERROR
    return compared, Comparison(baseline, fixed, moved, copied, stale)


def covers(tops: Iterable[str], baseline: Baseline) -> bool:
    """Whether all that the baseline names is, or was, in or beside the folders and files ``tops``.

    It is not if a folder is left that has nothing to do with them: it was not looked at.
    """
    folders = [Path(os.path.abspath(top)) for top in tops]

    def is_covered(name: str) -> bool:
        path = Path(os.path.normpath(baseline.root / name))
        left = next(each for each in (path, *path.parents) if each.exists())
        return any(left.is_relative_to(top) or top.is_relative_to(left) for top in folders)

    return all(map(is_covered, {entry.path for entry in baseline.entries}))


def is_ci() -> bool:
    """Whether this runs in CI, where the environment variable CI is set."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def entry_of(finding: Finding) -> Entry:
    """The entry that ``finding`` is, or would be."""
    return Entry(finding.path, finding.symbol, finding.code, finding.text)


def _marked(finding: Finding) -> Finding:
    return replace(finding, status=Status.BASELINED)


def _is_judged(entry: Entry, baseline: Baseline, checked: Iterable[str]) -> bool:
    return entry.path in checked and not baseline.is_homeless(entry)
