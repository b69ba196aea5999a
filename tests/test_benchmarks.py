"""The benchmark runs; what it measures is for a quiet machine and no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_phases_of_a_small_backend(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    command = [sys.executable, "-m", "benchmarks", "--modules", "21", "--only", "phases"]
    done = subprocess.run(
        [*command, "--write", page], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert (done.stderr, done.returncode) == ("21 modules: phases\n", 0)
    text = page.read_text(encoding="utf-8")
    for phase in ("rule: acquisitions", "reporting", "plugin: report_config_data"):
        assert f"| {phase} |" in text
