"""``docs/evasions.md`` says what the tests and the example say: each way, its code, its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with pytest-mypy-plugins, its stubs do not

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/evasions.md"
BACKEND = ROOT / "examples/backend/before"
EXPECTED = (ROOT / "tests/example/before.txt").read_text(encoding="utf-8").splitlines()
ROW = re.compile(r"\| (`.+`) \| `(txn-[a-z]+)` \| \[(\w+)\]\[(\w+)\] \| (?:\[(\w+)\]|—) \|")
FINDING = re.compile(r"(.+?)(?:\.py)?:(\d+): error: .+ \[(txn-[a-z]+)\]")
LINK = re.compile(r"^\[(\w+)\]: (\S+)$", re.MULTILINE)
TARGETS: dict[str, str] = dict(LINK.findall(PAGE.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Row:
    """A way, in one or more pieces of code; what is reported is the last one."""

    ways: tuple[str, ...]
    code: str
    test: str
    file: Path
    example: Path | None


def linked(label: str) -> Path:
    return (PAGE.parent / TARGETS[label]).resolve()


def read_rows() -> list[Row]:
    rows = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            match = ROW.fullmatch(line)
            assert match, line
            ways, code, test, label, example = match.groups()
            spans = tuple(re.findall(r"`([^`]+)`", ways))
            rows.append(Row(spans, code, test, linked(label), linked(example) if example else None))
    return rows


ROWS = read_rows()


def lines_with(code: str, findings: list[str], module: str) -> set[int]:
    """The lines of a module on which a code is expected."""
    matches = [match for line in findings if (match := FINDING.fullmatch(line))]
    return {int(m[2]) for m in matches if m[1] == module and m[3] == code}


def reported(text: str, lines: set[int]) -> str:
    """Those lines of a text."""
    return "\n".join(ln for number, ln in enumerate(text.splitlines(), 1) if number in lines)


def expected_by_a_case(row: Row) -> list[tuple[str, str]]:
    """What each file of a YAML case has, and its lines on which the row's code is expected."""
    cases: list[dict[str, Any]] = yaml.safe_load(row.file.read_text(encoding="utf-8"))
    (case,) = [case for case in cases if case["case"] == row.test]
    found = []
    for file in case["files"]:
        text = file.get("content", "")
        module = file["path"].removesuffix(".py")
        lines = lines_with(row.code, case["out"].splitlines(), module)
        found.append((text, reported(text, lines)))
    return found


def expected_by_a_test(row: Row) -> list[tuple[str, str]]:
    """The same of a test function: of the example's modules, or of the file that it is in."""
    text = row.file.read_text(encoding="utf-8")
    assert f"def {row.test}(" in text
    if row.file.parent.name != "example":
        assert f"[{row.code}]" in text
        return [(text, text)]
    assert row.example is not None
    module = str(row.example.relative_to(BACKEND).with_suffix(""))
    source = row.example.read_text(encoding="utf-8")
    return [(source, reported(source, lines_with(row.code, EXPECTED, module)))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.ways[-1])
def test_the_named_test_expects_the_code_on_that_line(row: Row) -> None:
    expected = (expected_by_a_case if row.file.suffix == ".yml" else expected_by_a_test)(row)
    *context, way = row.ways
    assert any(
        way in lines and all(piece in text for piece in context) for text, lines in expected
    ), f"{row.test} does not expect {row.code} for {way}"


def test_each_example_shows_the_code() -> None:
    for row in ROWS:
        if row.example is not None:
            module = str(row.example.relative_to(BACKEND).with_suffix(""))
            assert lines_with(row.code, EXPECTED, module), row


def test_each_module_of_evasions_and_each_way_stands_in_the_table() -> None:
    modules = {path.resolve() for path in (BACKEND / "app/evasions/L6_drivers").glob("[a-z]*.py")}
    assert modules
    assert modules <= {row.example for row in ROWS}
    assert len({(row.ways, row.code, row.test) for row in ROWS}) == len(ROWS)


def test_each_link_leads_somewhere_and_is_used() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for label in TARGETS:
        assert linked(label).is_file()
        assert f"[{label}] |" in text
