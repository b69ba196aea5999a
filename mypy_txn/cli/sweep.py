"""`mypy-txn sweep`: the total over time, in a Markdown table."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from mypy_txn.cli.running import checked, config_file, fail, list_unchecked, paths
from mypy_txn.files import write_whole
from mypy_txn.revisions.git import DIGITS, GitError
from mypy_txn.sweep.commits import commits, head
from mypy_txn.sweep.history import check_commits
from mypy_txn.sweep.log import Log, LogError, read_log, write_log
from mypy_txn.sweep.rows import Snapshot
from mypy_txn.totals.json_object import as_object
from mypy_txn.totals.report import report_of

log_file = click.option(
    "--log",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default="txn-sweep.md",
    show_default=True,
    help="The file with the table.",
)


@click.group("sweep", short_help="Keep a log of the total, and draw it.")
def command() -> None:
    """Keep a log of how many findings there are, whatever their status, and draw it."""


@command.command("record")
@paths
@config_file
@log_file
@click.option("--note", help="What to say of it; without, what has changed by domain and file.")
def record(paths: tuple[str, ...], config_file: str | None, path: Path, note: str | None) -> None:
    """Add today's total to the log.

    Exit status: 0 written, 2 not: something could not be checked, or was not asked for, or the log
    is damaged.
    """
    log = _read(path)
    outcome = checked(paths, config_file)
    if outcome.unchecked:
        list_unchecked(outcome)
        fail("no total is recorded: not everything was checked")
    if not outcome.complete:
        fail("no total is recorded: not every protected module of the tree was asked for")
    if unseen := log.latest.keys() & outcome.excluded.values():
        fail(f"no total is recorded: {min(unseen)} is excluded now, which hides its findings")
    snapshot = Snapshot.of_report(as_object(report_of(outcome))["totals"])
    now = datetime.now(UTC).replace(microsecond=0)
    commit = head(outcome.project.root, path)
    _write(path, log.add(now, commit, snapshot, note))
    print(f"{path}: {snapshot.total} findings")


@command.command("chart")
@log_file
@click.option(
    "--by",
    type=click.Choice(["code", "domain", "status", "total"]),
    default="total",
    show_default=True,
    help="What to tell apart.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    default="txn-sweep.svg",
    show_default=True,
    help="The picture.",
)
def chart(path: Path, by: str, out: Path) -> None:
    """Draw the log as an SVG. Exit status: 0 drawn, 2 not."""
    from mypy_txn.sweep.chart import draw  # pygal is only needed here

    if not path.exists():
        fail(f"{path}: there is no such log; `mypy-txn sweep record` makes one")
    if out.suffix != ".svg":
        fail(f"{out}: the picture is an SVG; give --out a name that ends in .svg")
    rows = _read(path).rows
    if len(rows) < 2:
        fail(f"{path}: a chart needs two rows, and there {'is 1' if rows else 'is none'}")
    try:
        write_whole(out, draw(rows, by))
    except OSError as error:
        fail(f"{out}: cannot write the picture: {error}")
    print(f"{out}: {len(rows)} rows, by {by}")


@command.command("history")
@click.argument("revisions", metavar="REV..REV")
@paths
@config_file
@log_file
@click.option(
    "--every",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Check only each Nth commit, counted back from the newest.",
)
def history(
    revisions: str, paths: tuple[str, ...], config_file: str | None, path: Path, every: int
) -> None:
    """Fill the log with the totals of old commits, in the order of their times.

    Each is checked as it was, with its own configuration, in a work tree in a temporary folder;
    of merges only the first parent is followed. Commits that are in the log are skipped. Exit
    status: 0 all are in the log, 2 some could not be checked and are not.
    """
    log, here, failed = _read(path), Path.cwd(), 0
    try:
        wanted = [one for one in commits(here, revisions, every) if not log.has(one.name)]
        with closing(check_commits(wanted, paths, config_file, here)) as results:
            if not wanted:
                print(f"nothing to add: no commit of {revisions} is without a row")
            for at, result in enumerate(results, 1):
                name = result.commit.name[:DIGITS]
                said = (
                    "no total" if result.snapshot is None else f"{result.snapshot.total} findings"
                )
                print(f"{at} of {len(wanted)}, {name}: {said}", flush=True)
                if result.snapshot is None:
                    failed += 1
                    print(f"mypy-txn: {name}: {result.why}", file=sys.stderr)
                else:
                    log = log.add(result.commit.time, name, result.snapshot, None)
                    _write(path, log)
    except GitError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("interrupted; what was checked is in the log")
    if failed:
        fail(f"{failed} of {len(wanted)} commits could not be checked and have no row")


def _read(path: Path) -> Log:
    try:
        return read_log(path)
    except LogError as error:
        fail(str(error))


def _write(path: Path, log: Log) -> None:
    try:
        write_log(path, log)
    except LogError as error:
        fail(str(error))
