"""`mypy-txn signatures`: what the protected layers take, return and hold, and what it has to be."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from mypy_txn.cli.running import config_file, end, fail, followed, output, paths, scope_of, waiting
from mypy_txn.output import changes
from mypy_txn.output.signatures import FORMATS, Listing
from mypy_txn.program.changes import Kind
from mypy_txn.program.signatures import signatures
from mypy_txn.revisions.git import GitError
from mypy_txn.revisions.sides import Compared, compare
from mypy_txn.run import CannotCheck


@click.command("signatures", short_help="List the handles in signatures, and what they need.")
@paths
@config_file
@click.option("--private", is_flag=True, help="Also list what begins with an underscore.")
@click.option(
    "--diff",
    "revisions",
    metavar="REV[..REV]",
    help="Show what has changed since a revision, or between two, as git diff reads them.",
)
@click.option(
    "--fail-on",
    type=click.Choice([kind.value for kind in Kind]),
    multiple=True,
    help="With --diff: exit with 1 if there is such a change; may be given more than once.",
)
@output(FORMATS, "text", "How to print the table.")
def command(
    paths: tuple[str, ...],
    config_file: str | None,
    private: bool,
    revisions: str | None,
    fail_on: tuple[str, ...],
    form: str,
) -> None:
    """List each signature in L5 and L6 that takes, returns or holds a handle or a Protocol.

    With what it is declared as, what is done with it, wherever it gets, and the weakest Protocol
    that is enough; or, with --diff, what a change does to them, those first that let their holder
    do more than before. The whole program is looked at, as far as mypy's configuration names it, or
    else PATHS. Exit status: 0 listed, 1 there is what --fail-on names, 2 something could not be
    checked.
    """
    if revisions is not None:
        options = ["--private"] if private else []
        compared = _compared(revisions, paths, config_file, options)
        compared = replace(compared, unwanted=frozenset(fail_on))
        changes.FORMATS[form](compared, sys.stdout)
        _end(compared)
    if fail_on:
        raise click.UsageError("--fail-on needs --diff")
    outcome, seen = followed(scope_of(paths, config_file), config_file)
    found = signatures(outcome.records.values(), seen.program, outcome.project.domain_of, private)
    FORMATS[form](Listing(found, seen.paths, outcome.unchecked), sys.stdout)
    end(outcome, found=False)


def _compared(
    revisions: str, paths: tuple[str, ...], config_file: str | None, options: list[str]
) -> Compared:
    try:
        with waiting():
            return compare(revisions, paths, config_file, Path.cwd(), options)
    except (GitError, CannotCheck) as error:
        fail(str(error))


def _end(compared: Compared) -> NoReturn:
    """Say on stderr what could not be checked, and exit with the status of the comparison."""
    for one in compared.unchecked:
        print(f"mypy-txn: not checked: {one}", file=sys.stderr)
    sys.exit(2 if compared.unchecked else 1 if compared.found_unwanted else 0)
