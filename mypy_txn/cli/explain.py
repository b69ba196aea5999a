"""`mypy-txn explain`: the page of an error code."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Final

import click
from rich.console import Console
from rich.markdown import Markdown

from mypy_txn.codes import CODES, TXN
from mypy_txn.pages import detached, page

DESCRIPTIONS: Final = {code.code: code.description for code in CODES if code is not TXN}


@click.command("explain", short_help="Say what an error code means, and what to do.")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Print the page of CODE: what it reports, a bad and a good example, how to suppress it.

    Without CODE, or for txn, all codes. Exit status: 0, or 2 if there is no such code.
    """
    if code in (None, TXN.code):
        click.echo(_codes())
    elif code not in DESCRIPTIONS:
        raise click.UsageError(_unknown(code))
    elif sys.stdout.isatty():
        Console().print(Markdown(detached(page(code)), code_theme="ansi_dark", hyperlinks=False))
    else:
        click.echo(page(code), nl=False)


def _codes() -> str:
    width = max(map(len, DESCRIPTIONS))
    return "\n".join(f"{code:{width}}  {text}" for code, text in DESCRIPTIONS.items())


def _unknown(code: str) -> str:
    close = get_close_matches(code, DESCRIPTIONS, n=1)
    meant = f"; did you mean {close[0]}?" if close else "."
    return f"there is no code {code!r}{meant} The codes are:\n\n{_codes()}"
