"""`mypy-txn signatures`: what the protected layers take, return and hold, and what it has to be."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from mypy_txn.cli.running import checked, config_file, end, paths
from mypy_txn.domains import Domains
from mypy_txn.output.signatures import FORMATS
from mypy_txn.run.whole import whole
from mypy_txn.signatures import signatures


@click.command("signatures", short_help="List the handles in signatures, and what they need.")
@paths
@config_file
@click.option("--private", is_flag=True, help="Also list what begins with an underscore.")
@click.option(
    "--output",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="How to print the table.",
)
def command(paths: tuple[str, ...], config_file: str | None, private: bool, form: str) -> None:
    """List each signature in L5 and L6 that takes, returns or holds a handle or a Protocol.

    With what it is declared as, what is done with it, wherever it gets, and the weakest Protocol
    that is enough. PATHS should be the whole program: what is not seen is not counted. Exit
    status: 0 listed, 2 something could not be checked.
    """
    outcome = checked(paths, config_file)
    seen = whole(outcome)
    config = outcome.project.config
    domains = Domains(config.layers, config.domain)
    found = signatures(outcome.records.values(), seen.program, domains, private)
    FORMATS[form](found, seen.paths, sys.stdout)
    end(replace(outcome, unchecked=[*outcome.unchecked, *seen.failed]), found=False)
