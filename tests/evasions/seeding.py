"""How hypothesis draws here: from one seed, so that a run can be repeated; a failure prints it.

``MYPY_TXN_SEED=random`` draws anew, any number draws what a failure has printed.
"""

from __future__ import annotations

import os
import random

from hypothesis import HealthCheck, Phase, settings

_asked_for = os.environ.get("MYPY_TXN_SEED", "2061584302")
SEED = random.SystemRandom().randrange(2**32) if _asked_for == "random" else int(_asked_for)

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
