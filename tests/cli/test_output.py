"""The formats of findings; SARIF has a file of its own."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from checking import Tree, within
from mypy_txn.cli.commands import mypy_txn
from mypy_txn.records import Status
from mypy_txn.run import Outcome, Unchecked

from .outputs import BROKEN, LONG, MARKED, configure, hard, on_a_terminal, outcome_of, shown


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Tree:
    return hard(tmp_path_factory.mktemp("outputs"), shared_cache)


@pytest.fixture(scope="module")
def outcome(tree: Tree) -> Outcome:
    return outcome_of(tree)


# JSON and text say what mypy says


def without_layer(lines: str) -> list[dict[str, object]]:
    parsed = [json.loads(line) for line in lines.splitlines()]
    assert [line.pop("layer") for line in parsed]
    return parsed


def in_order(lines: list[dict[str, object]]) -> list[str]:
    return sorted(json.dumps(line) for line in lines)


def test_json_is_the_json_of_mypy(tree: Tree, outcome: Outcome) -> None:
    theirs = tree.check("--output", "json", "app").out.splitlines()
    assert len(theirs) == 10
    ours = without_layer(shown("json", outcome))
    assert in_order(ours) == in_order([json.loads(line) for line in theirs])
    assert all(list(one) == list(json.loads(theirs[0])) for one in ours)


def test_text_has_the_columns_of_mypy(tree: Tree, outcome: Outcome) -> None:
    theirs = tree.check("--show-column-numbers", "app").lines
    ours = [line for line in shown("text", outcome).splitlines() if ": error: " in line]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize(
    ("option", "start"), [("", ".."), ("show_absolute_path = True\n", "{root}")]
)
def test_paths_are_those_of_mypy_wherever_it_is_run(tree: Tree, option: str, start: str) -> None:
    elsewhere = tree.root / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    configure(tree, option)
    args = ["--config-file", "../mypy.ini", "--output", "json", "../app/L5_engines/plain.py"]
    try:
        with within(elsewhere):
            done = CliRunner().invoke(mypy_txn, ["check", *args])
        # Without its cache, where mypy keeps the paths of another run.
        theirs = Tree(elsewhere, Path(os.devnull)).check(*args).out
    finally:
        configure(tree)
    (line,) = without_layer(done.stdout)
    assert line == json.loads(theirs)
    assert line["file"] == start.format(root=tree.root) + "/app/L5_engines/plain.py"


# Text


def test_text_in_a_pipe(outcome: Outcome) -> None:
    assert shown("text", outcome).splitlines()[:4] == [
        "app/L5_engines/plain.py:5:5: error: L5 engine calls sqlite3.Connection.commit();"
        " only L4 may begin or end a transaction  [txn-call]",
        "        conn.commit()",
        "        ^^^^^^^^^^^",
        "    note: do it in the L4 handler and take an open cursor as WriteCursor",
    ]


def test_what_is_marked(outcome: Outcome) -> None:
    sources = re.findall(r"\n    (.*)\n    ( *)(\^+)\n", shown("text", outcome))
    widths = {line: (len(before), len(marks)) for line, before, marks in sources}
    assert widths == {
        "    conn.commit()": (4, 11),
        "def named(conn: sqlite3.Connection) -> None:": (16, 18),
        '    print("äöü"); conn.commit()': (18, 11),
        "def wide(conn: sqlite3.Connection, name: str) -> None:": (15, 18),
        '    "ä"; print("日本語 😀"); conn.commit()': (29, 11),
        '    print("日本"); conn.execute("SAVEPOINT ä" + name)': (19, 34),
        '    "ééééé"; conn.commit()': (13, 11),
        '        print(" "); conn.rollback()': (20, 13),
        "    (conn": (5, 4),
        f'    "{LONG}"; conn.commit()  # ␛[31m [bold]{LONG}': (308, 11),
    }


def test_on_a_terminal_there_is_colour_and_a_long_line_is_cut(tree: Tree) -> None:
    text = on_a_terminal(["check", "app"], tree.root)
    assert "\x1b[1;31merror: \x1b[0mL6 driver" in text
    cut = re.search(r"^    (….*?…)\r\n( *)\x1b\[31m(\^+)\x1b", text, re.MULTILINE)
    assert cut
    line, before, marks = cut.groups()
    assert len(line) == 96
    assert line[len(before) - 4 :][: len(marks)] == "conn.commit"


def test_in_a_pipe_nothing_is_cut(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = tree.run("mypy-txn", "check", "app").out
    assert f'    "{LONG}"; conn.commit()  # ␛[31m [bold]{LONG}\n' in piped
    assert "\x1b" not in piped
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced = tree.run("mypy-txn", "check", "app").out
    assert "\x1b[31m" in forced
    assert re.sub(r"\x1b\[[0-9;]*m", "", forced) == piped


def test_a_broken_file_is_no_success(tmp_path: Path, shared_cache: Path) -> None:
    broken = Tree(tmp_path, shared_cache)
    configure(broken)
    broken.write({"app/L6_drivers/rows.py": "def f(:\n"})
    text = on_a_terminal(["check", "app"], tmp_path)
    assert text.splitlines()[-1] == (
        "\x1b[1;31mNo transaction findings in 1 protected module;"
        " 1 part of the project could not be checked\x1b[0m"
    )


def test_a_file_that_has_become_shorter_is_not_quoted(tree: Tree, outcome: Outcome) -> None:
    path = tree.root / "app/L5_engines/plain.py"
    text = path.read_text()
    path.write_text("\n")
    try:
        lines = shown("text", outcome).splitlines()
    finally:
        path.write_text(text)
    assert [line.partition(": ")[0] for line in lines[:2]] == [
        "app/L5_engines/plain.py:5:5",
        "    note",
    ]


SUMMARIES = [
    ("checked", [], "No transaction findings in 5 protected modules", "32"),
    ("hidden", [], "No transaction findings in 5 protected modules; not shown: 1 suppressed", "33"),
    (
        "broken",
        BROKEN,
        "No transaction findings in 5 protected modules;"
        " 1 part of the project could not be checked",
        "31",
    ),
]


@pytest.mark.parametrize(("case", "unchecked", "text", "colour"), SUMMARIES)
def test_the_summary_is_green_only_if_all_is_well(
    case: str,
    unchecked: list[Unchecked],
    text: str,
    colour: str,
    outcome: Outcome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = (lambda finding: finding.status is Status.SUPPRESSED) if case == "hidden" else None
    records = {
        module: replace(record, findings=tuple(filter(kept, record.findings)) if kept else ())
        for module, record in outcome.records.items()
    }
    changed = replace(outcome, records=records, unchecked=unchecked)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert shown("text", changed) == f"\x1b[1;{colour}m{text}\x1b[0m\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert f";{colour}m" not in shown("text", changed)


def test_the_summary_counts_what_is_not_shown_and_not_checked(outcome: Outcome) -> None:
    assert shown("text", replace(outcome, unchecked=BROKEN)).splitlines()[-1] == (
        "Found 10 transaction findings in 3 files (5 protected modules checked);"
        " not shown: 1 suppressed; 1 part of the project could not be checked"
    )


def test_each_file_has_its_findings(outcome: Outcome) -> None:
    found = [line["file"] for line in map(json.loads, shown("json", outcome).splitlines())]
    assert found == [path for path, marked in MARKED.items() for _ in marked]
