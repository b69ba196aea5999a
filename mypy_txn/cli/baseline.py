"""`mypy-txn baseline`: freeze today's violations, so that only new ones fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from mypy_txn.baseline import Entry
from mypy_txn.cli.baseline_notes import without_fixed, write_baseline
from mypy_txn.cli.running import (
    checked,
    config_file,
    configuration_for,
    fail,
    list_unchecked,
    paths,
)
from mypy_txn.config import SECTION, section_in
from mypy_txn.configuring import EditError, set_key
from mypy_txn.records import Status
from mypy_txn.run import Comparison, Outcome, entry_of, is_ci
from mypy_txn.run.project import PLUGIN, is_ours
from mypy_txn.wording import counted

NAME: Final = "txn-baseline.json"


@click.command("baseline", short_help="Freeze today's findings, so that only new ones fail.")
@paths
@config_file
@click.option("--shrink", is_flag=True, help="Only remove the entries that are fixed.")
def command(paths: tuple[str, ...], config_file: str | None, shrink: bool) -> None:
    """Write the findings of PATHS, or of what mypy is configured to check, into the baseline.

    mypy with the plugin, and mypy-txn check, then pass on these and fail on new ones. The
    configuration says where the baseline is: baseline = txn-baseline.json. In CI (where the
    environment variable CI is set) nothing is written. Exit status: 0 written, 2 not.
    """
    if is_ci():
        again = "mypy-txn baseline" + (" --shrink" if shrink else "")
        fail(f"a baseline is written by people and not by CI; run {again} and commit it")
    configuration = configuration_for(paths, config_file)
    if configuration.is_new:
        fail("mypy is not configured here; run mypy-txn init, which can freeze the findings too")
    if not any(map(is_ours, configuration.options.plugins)):
        fail(
            f"{configuration.path} has no plugins = {PLUGIN}, so mypy would report no new findings;"
            " run mypy-txn init, which can freeze those of today too"
        )
    outcome = checked(paths, config_file, baseline_may_be_missing=not shrink)
    project, comparison = outcome.project, outcome.comparison
    if comparison is None:
        fail("no baseline is configured, so there is nothing to shrink")
    if outcome.unchecked:
        list_unchecked(outcome)
        fail("the baseline is not written: not everything was checked")
    old = comparison.baseline.entries
    new = without_fixed(comparison) if shrink else _frozen(outcome, old)
    path = project.root / (project.config.baseline or NAME)
    is_new = project.config.baseline is None
    if is_new and path.exists():
        fail(
            f"{path.name}: it is there, but {configuration.path} does not name it; remove it first"
        )
    write_baseline(path, new)
    if is_new:
        _name_it(configuration.path)
    print(f"{path.name}: {_changes(old, new, comparison)}")
    if is_new:
        value = f'"{NAME}"' if configuration.path.suffix == ".toml" else NAME
        section = section_in(str(configuration.path), SECTION)
        print(f"{configuration.path}: {section} baseline = {value}")


def _name_it(path: Path) -> None:
    """Write into the configuration where the baseline is."""
    try:
        set_key(path, SECTION, "baseline", NAME)
    except EditError as error:
        fail(str(error))


def _frozen(outcome: Outcome, old: Sequence[Entry]) -> list[Entry]:
    """An entry for each violation that is shown; what was not looked at stays as it is."""
    root = outcome.project.root
    checked = {record.path for record in outcome.records.values()}
    shown = (one for one in outcome.findings if one.status is not Status.SUPPRESSED)
    unseen = {*outcome.excluded.values()} if outcome.complete else {one.path for one in old}
    kept = (one for one in old if one.path in unseen - checked and (root / one.path).exists())
    return [*map(entry_of, shown), *kept]


def _changes(old: Sequence[Entry], new: Sequence[Entry], comparison: Comparison) -> str:
    """``3 entries (2 added, 1 removed, 1 moved)``."""
    before, after, moved = Counter(old), Counter(new), Counter[Entry]()
    for entry, finding in comparison.moved:
        if entry not in after:
            moved[entry] += 1
            after[entry_of(finding)] -= 1
    added = (after - before).total()
    removed = (before - moved - after).total()
    changes = ((added, "added"), (removed, "removed"), (moved.total(), "moved"))
    said = ", ".join(f"{number} {what}" for number, what in changes if number)
    return f"{counted(len(new), 'entry', 'entries')} ({said or 'as before'})"
