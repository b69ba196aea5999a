"""The path of a finding as its reader knows it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from mypy_txn.config import from_root
from mypy_txn.records import Finding
from mypy_txn.run import Outcome


def as_mypy_prints(finding: Finding, outcome: Outcome) -> str:
    """From the current folder; absolute under ``show_absolute_path``."""
    path = os.path.normpath(outcome.project.root / finding.path)
    return path if outcome.project.options.show_absolute_path else os.path.relpath(path)


def in_repository(path: str, outcome: Outcome) -> str:
    """From the top of the git repository, with slashes; the configuration's folder if in none.

    Args:
        path: from the configuration's folder.
        outcome: the run.

    """
    root = outcome.project.root
    return from_root(root / path, _top(root))


@cache
def _top(root: Path) -> Path:
    """A work tree and a submodule have a file ``.git``."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
