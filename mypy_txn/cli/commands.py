"""The subcommands, each in its module, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from mypy_txn.version import __version__

COMMANDS: Final = (
    "baseline", "check", "explain", "init", "migrate", "moves", "report", "selftest", "signatures",
    "sweep",
)  # fmt: skip


class _Commands(click.Group):
    """Subcommands by the name of the module in which they are."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mypy_txn.cli.{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mypy-txn")
def mypy_txn() -> None:
    """Only the orchestrator may commit: layers and transactions, checked by mypy."""
