"""`mypy-txn moves`: the work list of a migration, each control call with who reaches it."""

from __future__ import annotations

import sys

import click

from mypy_txn.cli.running import config_file, end, followed, output, paths, scope_of
from mypy_txn.output.moves import FORMATS
from mypy_txn.program.callpaths import moves


@click.command("moves", short_help="List the calls that must move up, and who reaches them.")
@paths
@config_file
@output(FORMATS, "markdown", "How to print the list.")
def command(paths: tuple[str, ...], config_file: str | None, form: str) -> None:
    """List each finding of txn-call in L5 and L6 with the L4 functions that reach it, and how.

    That is where its transaction has to begin and end. Callers are looked for in the whole program,
    as far as mypy's configuration names it, or else in PATHS. Calls that are suppressed are listed
    as well. Exit status: 0 listed, 2 something could not be checked.
    """
    outcome, seen = followed(scope_of(paths, config_file), config_file)
    found = list(moves(outcome.findings, seen.program, seen.is_owner))
    FORMATS[form](found, sys.stdout)
    end(outcome, found=False)
