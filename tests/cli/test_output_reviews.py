"""Annotations and comments on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from checking import Tree
from mypy_txn.output.comment import LONGEST
from mypy_txn.records import Finding, Status
from mypy_txn.run import Outcome

from .outputs import BROKEN, hard, outcome_of, shown


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Tree:
    return hard(tmp_path_factory.mktemp("outputs"), shared_cache)


@pytest.fixture(scope="module")
def outcome(tree: Tree) -> Outcome:
    return outcome_of(tree)


@pytest.fixture
def one(outcome: Outcome) -> Finding:
    return next(one for one in outcome.findings if one.status is Status.OPEN)


# GitHub


def commands(text: str) -> Iterator[tuple[dict[str, str], str]]:
    """The commands as the runner reads them: properties, and the message."""
    for line in text.splitlines():
        if found := re.fullmatch(r"::error (.*?)::(.*)", line):
            pairs = (pair.partition("=") for pair in found[1].split(","))
            yield {name: unescaped(value) for name, _, value in pairs}, unescaped(found[2])


def unescaped(text: str) -> str:
    for escape, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, char)
    return text


def test_github_annotates_each_finding_and_what_was_not_checked(outcome: Outcome) -> None:
    text = shown("github", replace(outcome, unchecked=BROKEN))
    assert text.splitlines()[0] == (
        "::error file=app/L5_engines/plain.py,line=5,col=5,endLine=5,title=txn-call"
        "::L5 engine calls sqlite3.Connection.commit(); only L4 may begin or end a transaction"
        "%0Ado it in the L4 handler and take an open cursor as WriteCursor"
    )
    *found, broken = commands(text)
    wide = [properties for properties, _ in found if "wide" in properties["file"]]
    assert [wide[index] for index in (1, 5)] == [
        {
            "file": "app/L6_drivers/wide.py",
            "line": "4",
            "col": "26",
            "endLine": "4",
            "title": "txn-call",
        },
        {"file": "app/L6_drivers/wide.py", "line": "9", "endLine": "10", "title": "txn-call"},
    ]
    assert broken == ({"title": "mypy-txn could not check"}, f"{BROKEN[0].what}: {BROKEN[0].why}")
    assert not text.splitlines()[-1].startswith("::")


def test_github_escapes(outcome: Outcome, one: Finding) -> None:
    odd = replace(one, path="a,b:%2C.py", message="100%\r\n::x,y", hint="%0A", line=90, end_line=91)
    text = shown("github", outcome, [odd])
    assert text.splitlines()[0] == (
        "::error file=a%2Cb%3A%252C.py,line=90,endLine=91,title=txn-call::100%25%0D%0A::x,y%0A%250A"
    )
    assert list(commands(text)) == [
        (
            {"file": odd.path, "line": "90", "endLine": "91", "title": "txn-call"},
            "100%\r\n::x,y\n%0A",
        )
    ]


def test_paths_for_github_start_at_the_top_of_the_repository(
    tmp_path: Path, outcome: Outcome, one: Finding
) -> None:
    project = type(outcome.project).__new__(type(outcome.project))
    vars(project).update(vars(outcome.project), root=tmp_path / "backend")
    (tmp_path / "backend").mkdir()
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    ((properties, _),) = commands(shown("github", replace(outcome, project=project), [one]))
    assert properties["file"] == "backend/app/L5_engines/plain.py"


# Markdown


def cells(markdown: str) -> list[list[str]]:
    """The text of the cells of all tables, as a reader sees it."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level > 2:
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


def test_markdown(outcome: Outcome) -> None:
    findings = list(outcome.findings)[:2]
    assert shown("markdown", outcome, findings[1:]) == (
        "### :x: mypy-txn\n\n"
        "Found 1 transaction finding in 1 file (5 protected modules checked);"
        " not shown: 9 open, 1 suppressed.\n\n"
        "| place | finding | instead |\n| --- | --- | --- |\n"
        "| `app/L5_engines/plain.py:5` | L5 engine calls sqlite3.Connection.commit();"
        " only L4 may begin or end a transaction `txn-call` | do it in the L4 handler and take an"
        " open cursor as WriteCursor |\n"
    )


def test_markdown_shows_what_is_said_and_nothing_else(outcome: Outcome, one: Finding) -> None:
    message = 'a | b `c` *d* __init__ <b> [x](y) \\ # ~e~ &amp; getattr(s, "commit")'
    odd = replace(one, message=message, hint="call @somebody", path="a|b`c.py")
    _, (place, said, hint) = cells(shown("markdown", outcome, [odd]))
    assert (place, said) == ("a|b'c.py:5", f"{message} txn-call")
    assert hint == "call @\N{ZERO WIDTH SPACE}somebody"


def test_markdown_names_what_was_not_checked(outcome: Outcome) -> None:
    text = shown("markdown", replace(outcome, unchecked=BROKEN), [])
    assert text.startswith("### :x: mypy-txn\n\nNo transaction findings in 5 protected modules;")
    assert (
        "\n\nNot checked, so there may be more:\n\n"
        "- `app.L6_drivers.odd: app/L6_drivers/odd.py:1: error: | 'x' @you  [syntax]`\n"
    ) in text


def test_markdown_folds_what_is_long_and_fits_into_a_comment(
    outcome: Outcome, one: Finding
) -> None:
    few = [replace(one, line=line) for line in range(1, 12)]
    text = shown("markdown", outcome, few)
    assert cells(text)[:2] == [
        ["file", "findings"],
        ["app/L5_engines/plain.py", "11 txn-call"],
    ]
    assert text.count("<details><summary>Each finding</summary>\n\n|") == 1
    assert text.endswith("|\n\n</details>\n")
    many = [replace(one, path=f"app/L5_engines/m{number}.py") for number in range(5000)]
    broken = replace(outcome, unchecked=BROKEN * 5000)
    text = shown("markdown", broken, many)
    assert len(text) < LONGEST
    lists = text.count(".py`"), text.count(".py:5`"), text.count("[syntax]`")
    left = [int(number) for number in re.findall(r"and (\d+) more", text)]
    assert sorted(left) == sorted(5000 - number for number in lists)
    assert text.endswith("\n</details>\n")
