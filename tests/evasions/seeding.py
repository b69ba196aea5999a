"""How hypothesis draws here: anew in each run, and again from a seed that a failure prints."""

from __future__ import annotations

import os
import random

from hypothesis import HealthCheck, Phase, settings

SEED = int(os.environ.get("MYPY_TXN_SEED") or random.SystemRandom().randrange(2**32))

SETTINGS = settings(
    phases=[Phase.generate],  # a failing batch names its programs: nothing is left to shrink
    deadline=None,
    database=None,
    derandomize=False,
    print_blob=True,
    # A batch is large, and that is the point: mypy judges many programs in one run.
    suppress_health_check=[
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.too_slow,
    ],
)


def failing(complaints: list[str]) -> str:
    """The text of a failure."""
    return "\n\n".join([f"MYPY_TXN_SEED={SEED} finds it again:", *complaints])
