"""The example backend: before the migration every situation is reported, afterwards none."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from checking import Result, Tree

BACKEND = Path(__file__).parents[2] / "examples" / "backend"
EXPECTED = Path(__file__).parent / "before.txt"
EVASIONS = BACKEND / "before/app/evasions/L6_drivers"
CODES_OF_EVASIONS = {
    "by_name": "txn-untyped",
    "callbacks": "txn-acquire txn-annotation txn-call",
    "context_managers": "txn-acquire txn-annotation txn-call",
    "downcasts": "txn-acquire txn-annotation txn-call txn-untyped",
    "escapes": "txn-acquire txn-annotation txn-call",
    "listeners": "txn-acquire txn-annotation txn-call txn-untyped",
    "raw_drivers": "txn-acquire txn-annotation txn-call",
    "registries": "txn-acquire txn-call",
    "sql_text": "txn-annotation txn-sql",
    "switches": "txn-acquire txn-annotation txn-sql",
    "unchecked_code": "txn-acquire txn-sql txn-untyped",
    "unit_of_work": "txn-acquire txn-annotation txn-call",
    "unknown_types": "txn-untyped",
}


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


def test_the_page_of_the_report_shows_it_as_it_is(shared_cache: Path) -> None:
    report = Tree(BACKEND / "before", shared_cache).txn("report", "app", "--by", "layer")
    page = (BACKEND.parents[1] / "docs" / "report.md").read_text(encoding="utf-8")
    assert "\n".join(line.rstrip() for line in report.out.splitlines()) in page
    assert report.status == 0


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


def found_in(module: str) -> dict[int, set[str]]:
    """The codes of the findings in a module of evasions, by line."""
    found: dict[int, set[str]] = {}
    for line in EXPECTED.read_text().splitlines():
        path, number, rest = by_place(line)
        if path == f"app/evasions/L6_drivers/{module}.py":
            found.setdefault(number, set()).add(rest.rpartition("[")[2].rstrip("]"))
    return found


def test_each_class_of_evasions_has_its_module() -> None:
    modules = {path.stem for path in EVASIONS.glob("*.py")} - {"__init__"}
    assert modules == set(CODES_OF_EVASIONS)


@pytest.mark.parametrize("module", CODES_OF_EVASIONS)
def test_each_class_of_evasions_is_reported_with_its_codes(module: str) -> None:
    codes = set[str]().union(*found_in(module).values())
    assert codes == set(CODES_OF_EVASIONS[module].split())


@pytest.mark.parametrize("module", CODES_OF_EVASIONS)
def test_each_module_of_evasions_ends_with_what_is_harmless(module: str) -> None:
    last = ast.parse((EVASIONS / f"{module}.py").read_text()).body[-1]
    assert isinstance(last, ast.FunctionDef)
    assert last.end_lineno is not None
    assert found_in(module).keys().isdisjoint(range(last.body[0].lineno, last.end_lineno + 1))


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
