"""`mypy-txn`: one module a subcommand.

Exit status: 0 clean, 1 findings, 2 could not check.
"""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """The command; it needs what `pip install "mypy-txn[mypy]"` brings."""
    if sys.stderr is None:  # closed: what is said there is not output
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        from mypy_txn.cli.commands import mypy_txn
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("mypy_txn"):
            raise
        print(
            f'mypy-txn needs {error.name}; install it with: pip install "mypy-txn[mypy]"',
            file=sys.stderr,
        )
        sys.exit(2)
    from mypy_txn.cli.running import run_command

    run_command(mypy_txn)
