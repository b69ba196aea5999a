"""Running mypy on a project, as the project configured it, for its transaction findings alone."""

from mypy_txn.run.build import Outcome, Unchecked, run
from mypy_txn.run.comparison import Comparison, entry_of, is_ci
from mypy_txn.run.project import CannotCheck, Project

__all__ = [
    "CannotCheck",
    "Comparison",
    "Outcome",
    "Project",
    "Unchecked",
    "entry_of",
    "is_ci",
    "run",
]
