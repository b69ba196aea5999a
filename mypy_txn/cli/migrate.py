"""`mypy-txn migrate`: Protocols instead of handles, in the signatures of the protected layers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from mypy_txn.cli.running import config_file, end, fail, followed, paths, progress
from mypy_txn.cli.showing import difference
from mypy_txn.migration.text import Text
from mypy_txn.planning import Planner
from mypy_txn.proving import Proven, prove
from mypy_txn.run import Outcome, run
from mypy_txn.run.shadows import Overlay, cache_like
from mypy_txn.signatures import signatures

INFERRED = "inferred"


@click.command("migrate", short_help="Write Protocols where signatures name handles.")
@paths
@config_file
@click.option("--write", is_flag=True, help="Change the files; without it, only show how.")
@click.option(
    "--capability",
    type=click.Choice([INFERRED, "read-write"]),
    default=INFERRED,
    show_default=True,
    help="Which Protocol: the weakest that is certain to be enough, or the same for all.",
)
def command(paths: tuple[str, ...], config_file: str | None, write: bool, capability: str) -> None:
    """Narrow the signatures in L5 and L6 of PATHS that do not need a full handle.

    Each gets the weakest Protocol that is enough for what is done with it, wherever it gets, and
    with which mypy reports nothing new. Prints a unified diff, and on stderr what stays as it is,
    and why. PATHS should be the whole program. Exit status: 0 shown or written, 2 something could
    not be checked.
    """
    outcome, seen = followed(paths, config_file)
    project = outcome.project
    found = signatures(outcome.records.values(), seen.program, project.domains, private=True)
    planner = Planner(
        found,
        seen.program,
        seen.paths,
        lambda path: (project.root / path).read_bytes(),
        inferred=capability == INFERRED,
    )
    with cache_like(project) as cache:

        def attempt(texts: Mapping[str, bytes]) -> Outcome:
            return run(paths, config_file, progress, overlay=Overlay(texts, cache))

        proven = prove(planner, outcome, attempt)
    _show(planner, proven)
    if write:
        _write(planner, proven.plan.texts, project.root)
    _explain(outcome, proven)
    end(outcome, found=False)


def _show(planner: Planner, proven: Proven) -> None:
    for path, new in sorted(proven.plan.texts.items()):
        texts = str(Text(planner.read(path))), str(Text(new))
        sys.stdout.writelines(difference(*texts, f"a/{path}", f"b/{path}"))


def _write(planner: Planner, texts: Mapping[str, bytes], root: Path) -> None:
    """Write all files, or none: not if one of them is no longer what was looked at."""
    changed = [path for path in texts if (root / path).read_bytes() != planner.read(path)]
    if changed:
        fail(f"nothing is written: {changed[0]} has changed meanwhile")
    for path, text in texts.items():
        (root / path).write_bytes(text)


def _explain(before: Outcome, proven: Proven) -> None:
    """Say what stays as it is, and what mypy makes of the rest."""
    left = sorted(proven.plan.left, key=lambda one: (one[0].path, one[0].held.line))
    for signature, why in left:
        place = f"{signature.path}:{signature.held.line}"
        print(f"mypy-txn: left: {place}: {signature.name}: {why}", file=sys.stderr)
    if proven.plan.texts:
        old, new = (Counter(one.code for one in run.findings) for run in (before, proven.after))
        for code in sorted(old | new):
            print(f"mypy-txn: {code}: {old[code]} before, {new[code]} after", file=sys.stderr)
    summary = f"{len(proven.plan.narrowed)} narrowed, {len(left)} left"
    print(f"mypy-txn: {summary}, no new type error", file=sys.stderr)
