"""What a migration writes, as far as mypy accepts it."""

from __future__ import annotations

from mypy_txn.proving.lifted import Lifted, lift
from mypy_txn.proving.plans import Planner
from mypy_txn.proving.search import Proven, prove
from mypy_txn.proving.trials import Trials

__all__ = ["Lifted", "Planner", "Proven", "Trials", "lift", "prove"]
