"""`mypy-txn migrate`: Protocols instead of handles, in the signatures of the protected layers."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import click

from mypy_txn.cli.running import config_file, end, followed, paths
from mypy_txn.cli.showing import difference
from mypy_txn.migration import Replacement, rewrite
from mypy_txn.migration.text import Text
from mypy_txn.narrowing import Narrowing, narrow
from mypy_txn.signatures import Signature, signatures


@click.command("migrate", short_help="Write Protocols where signatures name handles.")
@paths
@config_file
@click.option("--write", is_flag=True, help="Change the files; without it, only show how.")
def command(paths: tuple[str, ...], config_file: str | None, write: bool) -> None:
    """Narrow the signatures in L5 and L6 of PATHS that do not need a full handle.

    Each gets the weakest Protocol that is enough for what is done with it, wherever it gets.
    Prints a unified diff, and on stderr what stays as it is, and why. PATHS should be the whole
    program. Exit status: 0 shown or written, 2 something could not be checked.
    """
    outcome, seen = followed(paths, config_file)
    domains = outcome.project.domains
    found = signatures(outcome.records.values(), seen.program, domains, private=True)
    narrowing = narrow(found, seen.program, seen.paths)
    left = [*narrowing.left, *_rewrite(narrowing, outcome.project.root, write)]
    for signature, why in sorted(left, key=lambda one: (one[0].path, one[0].held.line)):
        place = f"{signature.path}:{signature.held.line}"
        print(f"mypy-txn: left: {place}: {signature.name}: {why}", file=sys.stderr)
    done = len(narrowing.protocols) + len(narrowing.left) - len(left)
    print(f"mypy-txn: {done} narrowed, {len(left)} left", file=sys.stderr)
    end(outcome, found=False)


def _rewrite(narrowing: Narrowing, root: Path, write: bool) -> list[tuple[Signature, str]]:
    """Show, and write, the new text of each file; returns what could not be rewritten."""
    by_path = defaultdict[str, dict[Replacement, Signature]](dict)
    for signature, protocol in narrowing.protocols:
        held = signature.held
        wish = Replacement(held.line, held.column, held.type, protocol)
        by_path[signature.path][wish] = signature
    left = []
    for path, wishes in sorted(by_path.items()):
        old = (root / path).read_bytes()
        rewritten = rewrite(old, list(wishes))
        left += [(wishes[wish], why) for wish, why in rewritten.left]
        if rewritten.source != old:
            texts = str(Text(old)), str(Text(rewritten.source))
            sys.stdout.writelines(difference(*texts, f"a/{path}", f"b/{path}"))
            if write:
                (root / path).write_bytes(rewritten.source)
    return left
