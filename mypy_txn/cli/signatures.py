"""`mypy-txn signatures`: what the protected layers take, return and hold, and what it has to be."""

from __future__ import annotations

import sys

import click

from mypy_txn.cli.running import config_file, end, followed, output, paths
from mypy_txn.output.signatures import FORMATS
from mypy_txn.signatures import signatures


@click.command("signatures", short_help="List the handles in signatures, and what they need.")
@paths
@config_file
@click.option("--private", is_flag=True, help="Also list what begins with an underscore.")
@output(FORMATS, "text", "How to print the table.")
def command(paths: tuple[str, ...], config_file: str | None, private: bool, form: str) -> None:
    """List each signature in L5 and L6 that takes, returns or holds a handle or a Protocol.

    With what it is declared as, what is done with it, wherever it gets, and the weakest Protocol
    that is enough. PATHS should be the whole program: what is not seen is not counted. Exit
    status: 0 listed, 2 something could not be checked.
    """
    outcome, seen = followed(paths, config_file)
    found = signatures(outcome.records.values(), seen.program, outcome.project.domains, private)
    FORMATS[form](found, seen.paths, sys.stdout)
    end(outcome, found=False)
