"""SARIF: valid, right about the place, and about what is the same finding after an edit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tokenize import open as open_source
from typing import Any

import pytest
from jsonschema import Draft4Validator, ValidationError  # type: ignore[import-untyped]

from checking import Tree
from mypy_txn.codes import CODES, TXN
from mypy_txn.run import Outcome, Unchecked

from .outputs import MARKED, configure, hard, outcome_of, shown

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((Path(__file__).parent / "sarif/sarif-schema-2.1.0.json").read_text())
UNCHECKED = Unchecked("app.L6_drivers.odd", "app/L6_drivers/odd.py:1: error: odd  [syntax]")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Tree:
    return hard(tmp_path_factory.mktemp("sarif"), shared_cache)


@pytest.fixture(scope="module")
def outcome(tree: Tree) -> Outcome:
    return outcome_of(tree)


def sarif(outcome: Outcome) -> dict[str, Any]:
    """The one run in the output, which is valid."""
    log = json.loads(shown("sarif", outcome))
    Draft4Validator(SCHEMA).validate(log)
    assert log["$schema"] == SCHEMA["id"]
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_is_one() -> None:
    Draft4Validator.check_schema(SCHEMA)
    run = {"tool": {"driver": {"name": "x"}}, "results": [{}]}
    with pytest.raises(ValidationError, match="'message' is a required property"):
        Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [run]})


def test_a_result(outcome: Outcome) -> None:
    run = sarif(outcome)
    assert run["columnKind"] == "utf16CodeUnits"
    first = run["results"][0]
    assert len(first.pop("partialFingerprints")["primaryLocationLineHash"]) == 18
    assert first == {
        "ruleId": "txn-call",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "L5 engine calls sqlite3.Connection.commit();"
            " only L4 may begin or end a transaction\n"
            "do it in the L4 handler and take an open cursor as WriteCursor"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "app/L5_engines/plain.py", "uriBaseId": "%SRCROOT%"
                    },
                    "region": {"startLine": 5, "endLine": 5, "startColumn": 5, "endColumn": 16},
                },
                "logicalLocations": [{"fullyQualifiedName": "app.L5_engines.plain.run"}],
            }
        ],
    }  # fmt: skip


def test_the_regions_are_what_was_found(tree: Tree, outcome: Outcome) -> None:
    assert marked_by(outcome, tree) == MARKED


def test_with_the_other_parser_as_well_but_it_knows_no_end_of_a_type(tree: Tree) -> None:
    configure(tree, "native_parser = False\n")
    try:
        marked = marked_by(outcome_of(tree), tree)
    finally:
        configure(tree)
    known = {
        path: [text.replace("sqlite3.Connection", "s") for text in MARKED[path]] for path in MARKED
    }
    assert marked == known


def marked_by(outcome: Outcome, tree: Tree) -> dict[str, list[str]]:
    """The texts of the regions by file."""
    marked: dict[str, list[str]] = {}
    for result in sarif(outcome)["results"]:
        place = result["locations"][0]["physicalLocation"]
        path, region = place["artifactLocation"]["uri"], place["region"]
        with open_source(tree.root / path) as file:
            lines = file.read().split("\n")[region["startLine"] - 1 : region["endLine"]]
        lines[-1] = in_utf16(lines[-1], 0, region["endColumn"] - 1)
        lines[0] = in_utf16(lines[0], region["startColumn"] - 1, None)
        marked.setdefault(path, []).append("\n".join(lines))
    return marked


def in_utf16(text: str, start: int, end: int | None) -> str:
    return text.encode("utf-16-le")[2 * start : end if end is None else 2 * end].decode("utf-16-le")


def test_a_line_that_is_gone_has_no_columns(tree: Tree, outcome: Outcome) -> None:
    path = tree.root / "app/L5_engines/plain.py"
    text = path.read_text()
    path.write_text("\n")
    try:
        result = sarif(outcome)["results"][0]
    finally:
        path.write_text(text)
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 5, "endLine": 5}


def test_paths_are_uris(outcome: Outcome) -> None:
    findings = [replace(next(outcome.findings), path="a b/ä#1?.py")]
    records = {"a": replace(next(iter(outcome.records.values())), findings=tuple(findings))}
    log = json.loads(shown("sarif", replace(outcome, records=records), findings))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%C3%A4%231%3F.py"


def test_the_rules_are_the_pages_of_the_codes(outcome: Outcome) -> None:
    driver = sarif(outcome)["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert list(rules) == [code.code for code in CODES if code is not TXN]
    rule = rules["txn-internal"]
    assert rule["shortDescription"] == {"text": "mypy_txn failed on a module"}
    assert rule["fullDescription"]["text"] == (
        "mypy_txn itself failed on a module. That module is not checked, all others are; mypy's own"
        " errors are not affected."
    )
    page = (ROOT / "docs/codes/txn-internal.md").read_text()
    assert rule["help"] == {"text": page, "markdown": page}
    assert rule["helpUri"].startswith("https://")
    assert "see\nconfiguration." in rules["txn-config"]["help"]["markdown"]  # links led nowhere


def test_a_run_that_could_not_check_everything_was_not_successful(outcome: Outcome) -> None:
    assert sarif(outcome)["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]
    text = f"not checked: {UNCHECKED.what}: {UNCHECKED.why}"
    assert sarif(replace(outcome, unchecked=[UNCHECKED]))["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": text}}],
        }
    ]


# Fingerprints

ONE = "def end(conn: sqlite3.Connection) -> None:"
CALL = "    conn.execute('COMMIT')"


@pytest.fixture
def edited(tmp_path: Path, shared_cache: Path) -> Tree:
    tree = Tree(tmp_path, shared_cache)
    configure(tree)
    return tree


def prints(tree: Tree, *lines: str) -> list[str]:
    """The fingerprints of the findings in a module with these lines."""
    text = "\n".join(["import sqlite3", *lines, ""])
    tree.write({"app/L6_drivers/rows.py": text})
    results = sarif(outcome_of(tree))["results"]
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]


def test_fingerprints_survive_moved_lines_and_formatting(edited: Tree) -> None:
    before = prints(edited, ONE, CALL, CALL)
    assert len(set(before)) == 3
    assert [one.rpartition(":")[2] for one in before] == ["1", "1", "2"]
    moved = prints(edited, "x = 1", "", ONE, "    x = 1", CALL, CALL)
    formatted = prints(edited, ONE, '    conn.execute(\n        "COMMIT",\n    )', CALL)
    assert before == moved == formatted


def test_what_is_suppressed_leaves_the_others_as_they_are(edited: Tree) -> None:
    annotation, first, second = prints(edited, ONE, CALL, CALL)
    ignored = f"{CALL}  # type: ignore[txn-sql]"
    assert prints(edited, ONE, ignored, CALL) == [annotation, second]
    assert prints(edited, ONE, CALL, ignored) == [annotation, first]


def test_another_function_or_expression_is_another_finding(edited: Tree) -> None:
    before = prints(edited, ONE, CALL)
    other = prints(edited, ONE.replace("end", "stop"), CALL)
    assert not set(before) & set(other)
    changed = prints(edited, ONE, CALL.replace("COMMIT", "ROLLBACK"))
    assert changed[0] == before[0]
    assert changed[1] != before[1]


def test_the_command(tree: Tree) -> None:
    done = tree.run("mypy-txn", "check", "--output", "sarif", "app")
    assert (done.err, done.status) == ("", 1)
    Draft4Validator(SCHEMA).validate(json.loads(done.out))
