"""`mypy-txn migrate`: Protocols instead of handles, in the signatures of the protected layers."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import click

from mypy_txn.cli.running import config_file, end, fail, followed, paths, progress, scope_of
from mypy_txn.cli.showing import difference
from mypy_txn.config import Stale
from mypy_txn.files import write_all
from mypy_txn.program.signatures import signatures
from mypy_txn.proving import Lifted, Planner, Proven, Trials, lift, prove
from mypy_txn.run import Outcome, run
from mypy_txn.run.shadows import Overlay, cache_like
from mypy_txn.run.whole import Whole, whole
from mypy_txn.wording import counted

INFERRED = "inferred"
BYTES = "latin-1"
"""Each byte is a character, and no two are one."""


@click.command("migrate", short_help="Write Protocols where signatures name handles.")
@paths
@config_file
@click.option("--write", is_flag=True, help="Change the files; without it, only show how.")
@click.option(
    "--capability",
    type=click.Choice([INFERRED, "read-write"]),
    default=INFERRED,
    show_default=True,
    help="Which Protocol: the weakest that is certain to be enough, or the same for all.",
)
@click.option(
    "--lift",
    "lifts",
    is_flag=True,
    help="First remove `with session.begin():` where an owner holds a transaction, whoever calls.",
)
def command(
    paths: tuple[str, ...], config_file: str | None, write: bool, capability: str, lifts: bool
) -> None:
    """Narrow the signatures in L5 and L6 of PATHS that do not need a full handle.

    Each gets the weakest Protocol that is enough for what is done with it, wherever it gets, and
    with which mypy reports nothing new. Prints a unified diff, with paths from the folder of mypy's
    configuration, and on stderr what stays as it is, and why. The whole program is looked at, as
    far as mypy's configuration names it, or else PATHS.
    Exit status: 0 shown or written, 2 something could not be checked.
    """
    scope = scope_of(paths, config_file)
    before, seen = followed(scope, config_file)
    root = before.project.root
    with cache_like(before.project) as folder:

        def attempt(texts: Mapping[str, bytes]) -> Outcome:
            after = run(scope.paths, config_file, progress, overlay=Overlay(texts, folder))
            return scope.of(after)

        trials = Trials(before, cache(lambda path: (root / path).read_bytes()), attempt)
        lifted = Lifted({}, [], {}, before)
        if lifts:
            lifted = lift(seen, before.records.values(), trials)
            seen = whole(lifted.after)
        proven = _narrow(seen, trials.upon(lifted.texts, lifted.after), capability == INFERRED)
    texts = {**lifted.texts, **proven.plan.texts}
    _show(texts, trials)
    is_written = write and not before.unchecked
    if is_written:
        _write(texts, trials, root)
    _explain(before, lifted, proven)
    if is_written:
        _say_what_is_next(proven.after)
    elif write:
        print("mypy-txn: nothing is written: not everything was checked", file=sys.stderr)
    end(before, found=False)


def _narrow(seen: Whole, trials: Trials, inferred: bool) -> Proven:
    before = trials.before
    domain_of = before.project.domain_of
    found = signatures(before.records.values(), seen.program, domain_of, private=True)
    return prove(Planner(found, seen.program, seen.paths, trials.read, inferred), trials)


def _show(texts: Mapping[str, bytes], trials: Trials) -> None:
    """Print a patch, byte for byte what the files have: a BOM, another encoding."""
    out = sys.stdout.buffer
    sys.stdout.flush()
    for path, new in sorted(texts.items()):
        name = os.fsencode(path).decode(BYTES)
        before, after = trials.read(path).decode(BYTES), new.decode(BYTES)
        lines = difference(before, after, f"a/{name}", f"b/{name}")
        out.writelines(line.encode(BYTES) for line in lines)
    out.flush()


def _write(texts: Mapping[str, bytes], trials: Trials, root: Path) -> None:
    """Write all files, or none: not if one of them cannot be written, or was written meanwhile."""
    for path in texts:
        if not os.access(root / path, os.W_OK):
            fail(f"nothing is written: {path} cannot be written")
        if (root / path).read_bytes() != trials.read(path):
            fail(f"nothing is written: {path} has changed meanwhile")
    try:
        write_all({root / path: text for path, text in texts.items()})
    except OSError as error:
        fail(f"nothing is written: {error}")


def _explain(before: Outcome, lifted: Lifted, proven: Proven) -> None:
    """Say what stays as it is, and what mypy makes of the rest."""
    for (path, line), why in sorted(lifted.left.items()):
        print(f"mypy-txn: not lifted: {path}:{line}: {why}", file=sys.stderr)
    left = sorted(proven.plan.left, key=lambda one: (one[0].path, one[0].held.line))
    for signature, why in left:
        place = f"{signature.path}:{signature.held.line}"
        print(f"mypy-txn: left: {place}: {signature.name}: {why}", file=sys.stderr)
    if lifted.texts or proven.plan.texts:
        old, new = (Counter(one.code for one in run.findings) for run in (before, proven.after))
        for code in sorted(old | new):
            print(f"mypy-txn: {code}: {old[code]} before, {new[code]} after", file=sys.stderr)
    done = f"{len(proven.plan.narrowed)} narrowed, {len(left)} left"
    if lifted.done or lifted.left:
        done = f"{len(lifted.done)} lifted, {len(lifted.left)} not, {done}"
    where = " in what was checked" if before.unchecked else ""
    print(f"mypy-txn: {done}, no new type error{where}", file=sys.stderr)


def _say_what_is_next(after: Outcome) -> None:
    comparison = after.comparison
    if comparison is not None and comparison.fixed and comparison.stale is Stale.ERROR:
        fixed = counted(len(comparison.fixed), "entry that is fixed", "entries that are fixed")
        command = f"mypy-txn baseline --shrink{after.project.arguments}"
        print(f"mypy-txn: next: {command} removes {fixed}", file=sys.stderr)
