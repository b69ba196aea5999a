"""The totals of old commits, each checked in a work tree as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mypy_txn.sweep.git import Commit, GitError, check_out, environment, top_of, work_tree
from mypy_txn.sweep.rows import Snapshot

# Not `-m`: with it, or without -P, modules of the checked tree would hide installed ones.
COMMAND: Final = (
    sys.executable, "-P", "-c", "from mypy_txn.cli import main; main()", "report",
    "--output", "json",
)  # fmt: skip

# mypy (2.4) takes a file of the same size and second for the one that it knows.
SECONDS: Final = 100


@dataclass(frozen=True)
class Checked:
    """A commit, and its numbers; or None, and why there are none."""

    commit: Commit
    snapshot: Snapshot | None
    why: str


def check_commits(
    commits: Iterable[Commit], paths: Sequence[str], config_file: str | None, folder: Path
) -> Generator[Checked]:
    """Check ``commits`` one after the other; those that cannot be checked are among the results.

    Args:
        commits: in the order in which to check them; neighbours share the most of the cache.
        paths: as for a run in ``folder``.
        config_file: likewise; None means the one that mypy finds.
        folder: in the work tree of the user.

    Raises:
        GitError: if there can be no other work tree.

    """
    top = top_of(folder)
    args = [*(["--config-file", config_file] if config_file else []), "--", *paths]
    with work_tree(top) as tree:
        here = tree / folder.resolve().relative_to(top.resolve())
        moved = [_moved(arg, top, tree) for arg in args]
        for number, commit in enumerate(commits, 1):
            try:
                check_out(tree, commit.name, number * SECONDS)
                yield Checked(commit, _snapshot(moved, here, tree.parent / "cache"), "")
            except (GitError, _NoTotal) as error:
                yield Checked(commit, None, str(error))


class _NoTotal(Exception):
    """Not everything was checked; the text says what."""


def _moved(arg: str, top: Path, tree: Path) -> str:
    """An absolute path in the repository, as it is in the work tree."""
    if Path(arg).is_absolute() and Path(arg).is_relative_to(top):
        return str(tree / Path(arg).relative_to(top))
    return arg


def _snapshot(args: Sequence[str], folder: Path, cache: Path) -> Snapshot:
    if not folder.is_dir():
        raise _NoTotal("there is no such folder in it")
    variables = environment() | {"MYPY_CACHE_DIR": str(cache), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*COMMAND, *args],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    report = _report(done.stdout)
    if done.returncode or "totals" not in report:
        said = done.stderr.strip().splitlines() or [f"the check ended with {done.returncode}"]
        raise _NoTotal(said[0].removeprefix("mypy-txn: "))
    if not report["whole_tree"]:
        raise _NoTotal("not every protected module was asked for")
    return Snapshot.of_report(report["totals"])


def _report(text: str) -> dict[str, Any]:
    try:
        report: dict[str, Any] = json.loads(text)
    except ValueError:
        return {}
    return report
