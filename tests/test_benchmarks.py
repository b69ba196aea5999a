"""The benchmark runs; what it measures is for a quiet machine and no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.generate import WITHOUT_PLUGIN, generate
from benchmarks.processes import Daemon, Failed

ROOT = Path(__file__).parents[1]


def test_a_leaf_s_edits_are_seen_and_a_daemon_that_saw_none_is_not_measured(
    tmp_path: Path,
) -> None:
    backend = generate(tmp_path, 21)
    with Daemon(backend.root, WITHOUT_PLUGIN, found=0) as daemon:
        for _ in range(4):
            backend.edit_leaf()
            assert daemon.recheck().cpu > 0
        with pytest.raises(Failed, match="has checked nothing"):
            daemon.recheck()


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
