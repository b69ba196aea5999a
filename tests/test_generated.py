"""The checked-in Protocols are what the generator writes from the installed libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_regenerating_changes_nothing() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/protocols/generate.py", "--check"],
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
