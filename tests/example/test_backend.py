"""The example backend: before the migration every situation is reported, afterwards none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checking import Result, Tree

BACKEND = Path(__file__).parents[2] / "examples" / "backend"
EXPECTED = Path(__file__).parent / "before.txt"


def check(state: str, cache: Path, *targets: str) -> Result:
    return Tree(BACKEND / state, cache).check("--no-error-summary", *targets)


def by_place(line: str) -> tuple[str, int, str]:
    path, number, rest = line.split(":", 2)
    return path, int(number), rest


def test_before_every_situation_is_reported_on_its_line_and_nothing_else(
    shared_cache: Path,
) -> None:
    result = check("before", shared_cache, "app")
    assert sorted(result.lines, key=by_place) == EXPECTED.read_text().splitlines()
    assert result.status == 1
    assert result.err == ""


@pytest.mark.parametrize(
    ("code", "count", "place"),
    [
        ("txn-call", 1, "policies/L6_drivers/policy_engine_driver.py"),
        ("txn-call", 5, "controls/L6_drivers/circuit_breaker.py"),
        ("txn-call", 4, "policies/L5_engines/*its_engine.py policies/L5_engines/rules_engine.py"),
        ("txn-call", 3, "incidents/L5_engines/write_engine.py"),
        ("txn-call", 13, "policies/L5_engines/engine.py"),
        ("txn-call", 5, "general/L6_drivers/[dl]e*_driver.py"),
        ("txn-call", 1, "incidents/L6_drivers/archive_driver.py"),
        ("txn-acquire", 6, "controls/L6_drivers/circuit_breaker.py"),
    ],
)
def test_the_table_of_situations_is_complete(code: str, count: int, place: str) -> None:
    files = [path for pattern in place.split() for path in (BACKEND / "before/app").glob(pattern)]
    names = {str(path.relative_to(BACKEND / "before")) for path in files}
    lines = EXPECTED.read_text().splitlines()
    found = [ln for ln in lines if ln.split(":")[0] in names and ln.endswith(f"[{code}]")]
    assert len(found) == count


def test_before_nothing_is_reported_in_the_owner_or_outside_the_layers() -> None:
    places = {line.split(":")[0] for line in EXPECTED.read_text().splitlines()}
    assert all("/L5_engines/" in place or "/L6_drivers/" in place for place in places)
    silent = {
        "app/controls/L5_engines/integration_loop.py",
        "app/policies/L5_engines/deterministic.py",
    }
    assert all((BACKEND / "before" / place).exists() for place in silent)
    assert places & silent == set()


def test_after_nothing_is_reported(shared_cache: Path) -> None:
    result = check("after", shared_cache, "app", "demo.py")
    assert (result.out, result.err, result.status) == ("", "", 0)


def test_after_runs_keeps_what_was_written_and_undoes_what_failed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "demo.py", str(tmp_path / "backend.db")],
        cwd=BACKEND / "after",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "all checks hold"
    domains = ("policies", "controls", "incidents", "accounts", "analytics", "general")
    for domain in domains:
        assert any(line.split()[:2] == ["kept", domain] for line in lines)
        assert any(line.split()[:2] == ["undone", domain] for line in lines)
