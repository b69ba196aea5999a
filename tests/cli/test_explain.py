"""`mypy-txn explain`, the pages it shows, and that they are in the wheel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checking import Tree
from mypy_txn.cli.commands import mypy_txn
from mypy_txn.codes import CODES, TXN

from .outputs import on_a_terminal

ROOT = Path(__file__).parents[2]
PAGES = {page.stem: page.read_text(encoding="utf-8") for page in (ROOT / "docs/codes").glob("*.md")}
FOUND = ["txn-call", "txn-annotation", "txn-acquire", "txn-sql", "txn-untyped"]
NEVER_SUPPRESSED = "It cannot be suppressed."
LIST = """\
txn-call        A protected layer starts or ends a transaction
txn-annotation  A protected layer names a handle as a type
txn-acquire     A protected layer makes or receives a handle
txn-sql         A protected layer controls a transaction in SQL
txn-untyped     What a protected layer does cannot be verified
txn-config      The configuration cannot mean what it says
txn-internal    mypy_txn failed on a module
"""


def explain(*args: str) -> Result:
    return CliRunner().invoke(mypy_txn, ["explain", *args], prog_name="mypy-txn")


@pytest.mark.parametrize("code", PAGES)
def test_in_a_pipe_it_prints_the_page_as_it_is(code: str) -> None:
    done = explain(code)
    assert (done.output, done.exit_code) == (PAGES[code], 0)


def test_without_a_code_it_lists_all() -> None:
    for done in (explain(), explain("txn")):
        assert (done.output, done.exit_code) == (LIST, 0)
    assert [line.split()[0] for line in LIST.splitlines()] == [
        code.code for code in CODES if code is not TXN
    ]


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("txn-calls", "there is no code 'txn-calls'; did you mean txn-call? The codes are:"),
        ("anotation", "there is no code 'anotation'; did you mean txn-annotation? The codes are:"),
        ("import-not", "there is no code 'import-not'. The codes are:"),
        ("", "there is no code ''. The codes are:"),
    ],
)
def test_an_unknown_code(code: str, complaint: str) -> None:
    done = explain(code)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.endswith(f"\nError: {complaint}\n\n{LIST}")


def test_on_a_terminal_it_is_laid_out() -> None:
    shown = on_a_terminal(["explain", "txn-call"], ROOT)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain != shown
    assert "```" not in plain
    assert "session.commit()  # L6 driver calls Session.commit()" in plain
    assert "](" not in plain


# The pages


def section(code: str, name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGES[code], re.MULTILINE | re.DOTALL)
    assert found, f"{code} has no section {name}"
    return found[1]


def blocks(text: str, language: str = "") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", PAGES)
def test_each_page_has_a_bad_and_a_good_example_and_how_to_suppress_it(code: str) -> None:
    assert re.findall(r"^## (.*)$", PAGES[code], re.MULTILINE) == ["Bad", "Good", "Suppress"]
    assert blocks(section(code, "Bad"), r"\w*")
    assert blocks(section(code, "Good"), r"\w*")
    how = section(code, "Suppress")
    assert f"[{code}]`" in how or f'"{code}"`' in how or how.strip() == NEVER_SUPPRESSED


def files_of(code: str, name: str) -> dict[str, str | None]:
    """The files in the example, each below a comment with its path."""
    (block,) = blocks(section(code, name), "python")
    _, *parts = re.split(r"^# (app/\S+\.py)\n", block, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2]))


@pytest.mark.parametrize("code", FOUND)
def test_the_bad_example_has_the_findings_that_it_says(code: str, tree: Tree) -> None:
    files = files_of(code, "Bad")
    tree.write(files)
    expected = {
        (path, number): comment
        for path, text in files.items()
        for number, line in enumerate((text or "").splitlines(), 1)
        for comment in re.findall(r"# (L\d \w+ .*)", line)
    }
    found = {
        (path, int(line)): message
        for path, line, message in (
            re.findall(r"^(.*?):(\d+): error: (.*)  \[", line)[0]
            for line in tree.check().lines
            if line.endswith(f"[{code}]")
        )
    }
    assert found
    assert found.keys() == expected.keys()
    assert all(found[place].startswith(comment) for place, comment in expected.items())


@pytest.mark.parametrize("code", FOUND)
def test_the_good_example_has_none_and_is_well_typed(code: str, tree: Tree) -> None:
    files = files_of(code, "Good")
    tree.write(files)
    done = tree.check()
    assert files
    assert (done.out.startswith("Success: "), done.status) == (True, 0), done.out


def test_the_configurations(tree: Tree) -> None:
    ((bad, message), (good,)) = (
        blocks(section("txn-config", name), r"\w*") for name in ("Bad", "Good")
    )
    tree.write({"app/L6_drivers/rows.py": "x = 1\n"})
    (tree.root / "mypy.ini").write_text(bad)
    done = tree.check()
    assert done.status == 2
    assert re.fullmatch(re.escape(message).replace("…", ".*"), done.err)
    (tree.root / "mypy.ini").write_text(good)
    assert tree.check().status == 0


# The wheel


def test_the_wheel_has_the_pages_and_shows_them(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("mypy_txn-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    installed = {page.stem: page.read_text() for page in tmp_path.glob("site/mypy_txn/codes/*")}
    assert installed == PAGES
    done = subprocess.run(
        [sys.executable, "-m", "mypy_txn", "explain", "txn-sql"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": "site"}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == (PAGES["txn-sql"], "", 0)
