"""`mypy-txn check`: the transaction findings of a project, and nothing else."""

from __future__ import annotations

import sys

import click

from mypy_txn.cli.baseline_notes import say_of_baseline
from mypy_txn.cli.running import Failure, checked, config_file, end, output, paths
from mypy_txn.output import FORMATS, REFUSALS
from mypy_txn.records import Status


@click.command("check", short_help="Report the transaction findings of a project.")
@paths
@config_file
@output(FORMATS, "text", "How to print the findings.")
def command(paths: tuple[str, ...], config_file: str | None, form: str) -> None:
    """Report the transaction findings of PATHS, or of what mypy is configured to check.

    Modules of layers are looked into even where ignore_errors or follow_imports = skip hides
    them. Exit status: 0 clean, 1 findings, 2 something could not be checked.
    """
    try:
        outcome = checked(paths, config_file)
    except Failure as failure:
        if form in REFUSALS:
            REFUSALS[form](failure.message, sys.stdout)
        raise
    findings = [finding for finding in outcome.findings if finding.status is Status.OPEN]
    FORMATS[form](findings, outcome, sys.stdout)
    say_of_baseline(outcome)
    end(outcome, bool(findings) or not outcome.is_baseline_true)
