"""`mypy-txn migrate`: Protocols instead of handles, in the signatures of the protected layers."""

from __future__ import annotations

import difflib
import io
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tokenize import detect_encoding

import click

from mypy_txn.cli.running import checked, config_file, end, paths
from mypy_txn.domains import Domains
from mypy_txn.migration import Replacement, rewrite
from mypy_txn.narrowing import Narrowing, narrow
from mypy_txn.run.whole import whole
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
    outcome = checked(paths, config_file)
    seen = whole(outcome)
    config = outcome.project.config
    found = signatures(
        outcome.records.values(), seen.program, Domains(config.layers, config.domain), private=True
    )
    narrowing = narrow(found, seen.program, seen.paths)
    left = [*narrowing.left, *_rewrite(narrowing, outcome.project.root, write)]
    for signature, why in sorted(left, key=lambda one: (one[0].path, one[0].held.line)):
        place = f"{signature.path}:{signature.held.line}"
        print(f"mypy-txn: left: {place}: {signature.name}: {why}", file=sys.stderr)
    done = len(narrowing.protocols) + len(narrowing.left) - len(left)
    print(f"mypy-txn: {done} narrowed, {len(left)} left", file=sys.stderr)
    end(replace(outcome, unchecked=[*outcome.unchecked, *seen.failed]), found=False)


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
        _show(path, old, rewritten.source)
        if write and rewritten.source != old:
            (root / path).write_bytes(rewritten.source)
    return left


def _show(path: str, old: bytes, new: bytes) -> None:
    encoding = detect_encoding(io.BytesIO(old).readline)[0]
    before, after = (text.decode(encoding).splitlines(keepends=True) for text in (old, new))
    sys.stdout.writelines(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"))
