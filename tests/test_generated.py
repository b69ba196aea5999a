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


def test_a_member_that_nobody_judged_stops_the_generator() -> None:
    code = """
import sys
sys.path.insert(0, sys.argv[1])
import classification
del classification.SESSION.out["starts or ends a transaction, or a savepoint"]
import generate
raise SystemExit(generate.main(["--check"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT / "tools/protocols"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "not classified in tools/protocols/classification.py:" in done.stdout
    assert {"Session.commit", "AsyncSession.begin_nested"} <= set(done.stdout.split())
