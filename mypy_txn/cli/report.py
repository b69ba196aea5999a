"""`mypy-txn report`: how much is open, accepted, hidden and verified."""

from __future__ import annotations

import math
import sys
from typing import Final

import click
from click.core import ParameterSource

from mypy_txn.cli.running import checked, config_file, end, output, paths
from mypy_txn.sweep.commits import head
from mypy_txn.totals import html, json_object, markdown, text
from mypy_txn.totals.report import report_of
from mypy_txn.totals.tally import By

USED_BY: Final = {"by": ("text", "markdown"), "link": ("html",)}
FORMATS = {"json": json_object.write, "markdown": markdown.write, "text": text.write}


def _share(ctx: click.Context, param: click.Parameter, share: float | None) -> float | None:
    if share is not None and math.isnan(share):
        raise click.BadParameter("nan is not a share", ctx, param)
    return share


def _link(ctx: click.Context, param: click.Parameter, template: str) -> html.Link:
    try:
        return html.Link(template)
    except html.LinkError as error:
        raise click.BadParameter(str(error), ctx, param) from None


@click.command("report", short_help="Count findings and verified uses, by layer, domain and code.")
@paths
@config_file
@output([*FORMATS, "html"], "text", "How to print it; html is one page that needs no network.")
@click.option(
    "--by",
    type=click.Choice([one.value for one in By]),
    multiple=True,
    default=[By.LAYER.value, By.DOMAIN.value, By.CODE.value],
    show_default=True,
    help="A table of text or markdown; may be given several times.",
)
@click.option(
    "--link",
    metavar="TEMPLATE",
    default=html.LOCAL,
    show_default=True,
    callback=_link,
    help="Where html links a finding to; {path}, {absolute}, {line} and {column} are filled in.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=_share,
    metavar="PERCENT",
    help="Exit with 1 if less than this share is verified.",
)
def command(
    paths: tuple[str, ...],
    config_file: str | None,
    form: str,
    by: tuple[str, ...],
    link: html.Link,
    fail_under: float | None,
) -> None:
    """Count what is in the protected modules of PATHS, or of what mypy is configured to check.

    Findings are open, baselined or suppressed; not verifiable ones are counted apart from those;
    verified is a use of a handle that is in order. Exit status: 0 counted, 1 below --fail-under,
    2 something could not be checked.
    """
    _refuse_unused(form)
    outcome = checked(paths, config_file)
    report = report_of(outcome)
    if form == "html":
        html.write(report, link, head(report.root), sys.stdout)
    else:
        FORMATS[form](report, [By(one) for one in by], sys.stdout)
    counts = report.totals.all
    below = fail_under is not None and counts.is_below(fail_under)
    if below and not outcome.unchecked:
        print(
            f"mypy-txn: {report.share(counts)} is verified, and --fail-under says {fail_under:g} %",
            file=sys.stderr,
        )
    end(outcome, below)


def _refuse_unused(form: str) -> None:
    """Options that would change nothing were given for something else."""
    given = click.get_current_context().get_parameter_source
    for option, forms in USED_BY.items():
        if form not in forms and given(option) is not ParameterSource.DEFAULT:
            raise click.UsageError(f"--{option} needs --output {' or '.join(forms)}")
