"""`mypy-txn sweep`: totals that are ones, drawn, and those of old commits."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checking import INI, Result, Tree
from cli.repository import commit as commit_now, git
from mypy_txn.revisions.git import check_out, work_tree
from mypy_txn.sweep.chart import draw
from mypy_txn.sweep.rows import Row, Snapshot, make_row

RULES = """
    import sqlite3

    def write(conn: sqlite3.Connection) -> None:
        conn.commit()
        conn.rollback()  # type: ignore[txn-call]
"""
ROWS = "def opened(session):\n    session.commit()\n"
TREE = {
    "mypy.ini": INI + "files = app\n",
    "app/policies/L6_drivers/rules.py": RULES,
    "app/accounts/L5_engines/rows.py": ROWS,
}
LOG = "txn-sweep.md"


@pytest.fixture
def backend(tree: Tree) -> Tree:
    tree.write(TREE)
    return tree


@pytest.fixture
def repository(backend: Tree) -> Tree:
    """The tree in git, with one commit and a cache that the user has named."""
    configured = f"{TREE['mypy.ini']}cache_dir = {backend.root}/cache\n"
    backend.write({".gitignore": "cache\n", "mypy.ini": configured})
    git(backend, "init", "-q", "-b", "main")
    commit(backend, "2026-01-01T10:00:00+0100")
    return backend


def commit(tree: Tree, time: str, files: dict[str, str | None] | None = None) -> str:
    """Commit at that time; returns the name of the commit, as a row has it."""
    os.environ["GIT_COMMITTER_DATE"] = time
    try:
        return commit_now(tree, files)[:12]
    finally:
        del os.environ["GIT_COMMITTER_DATE"]


def rows(tree: Tree) -> list[list[str]]:
    """The rows of the log, without their times."""
    text = (tree.root / LOG).read_text(encoding="utf-8")
    found = [line.split(" | ") for line in text.splitlines() if line.startswith("| 20")]
    assert all(re.fullmatch(r"\| \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[0]) for row in found)
    return [[cell.strip(" |") for cell in row[1:]] for row in found]


CODES = "txn-annotation 1, txn-call 2, txn-untyped 2"
FIRST_ROW = ["5", "", "open 4, suppressed 1", "accounts 2, policies 3", CODES, ""]


def test_a_total_is_recorded_whatever_hides_a_part_of_it(backend: Tree) -> None:
    result = backend.txn("sweep", "record")
    assert (result.out, result.err, result.status) == (f"{LOG}: 5 findings\n", "", 0)
    assert rows(backend) == [["", *FIRST_ROW]]
    backend.write({"mypy.ini": INI + "files = app\n[mypy-app.*]\nignore_errors = True\n"})
    backend.txn("sweep", "record", "--note", "all | quiet")
    backend.write({"app/policies/L6_drivers/rules.py": "x = 1\n"})
    backend.txn("sweep", "record")
    assert rows(backend)[1:] == [
        ["", "5", "+0", *FIRST_ROW[2:5], r"all \| quiet"],
        ["", "2", "-3", "open 2", "accounts 2", "txn-untyped 2",
         "policies -3; app/policies/L6_drivers/rules.py -3"],
    ]  # fmt: skip


def test_a_run_that_did_not_check_everything_records_nothing(backend: Tree) -> None:
    backend.txn("sweep", "record")
    before = (backend.root / LOG).read_bytes()
    result = backend.txn("sweep", "record", "app/policies")
    assert result.err == (
        "mypy-txn: no total is recorded: not every protected module of the tree was asked for\n"
    )
    assert result.status == 2
    backend.write({"mypy.ini": INI + "files = app\nexclude = policies/L6\n"})
    result = backend.txn("sweep", "record")
    assert result.err == (
        "mypy-txn: no total is recorded: app/policies/L6_drivers/rules.py is excluded now,"
        " which hides its findings\n"
    )
    assert result.status == 2
    backend.write({"mypy.ini": INI + "files = app\n"})
    backend.write({"app/accounts/L6_drivers/half.py": "def half(:\n"})
    result = backend.txn("sweep", "record")
    assert result.err.splitlines()[-1] == (
        "mypy-txn: no total is recorded: not everything was checked"
    )
    assert result.status == 2
    assert (backend.root / LOG).read_bytes() == before


def test_a_damaged_log_is_left_alone(backend: Tree) -> None:
    (backend.root / LOG).write_text("| not | one |\n", encoding="utf-8")
    for args in (["record"], ["chart"], ["history", "HEAD"]):
        result = backend.txn("sweep", *args)
        assert result.err.startswith(f"mypy-txn: {LOG}:1: there must be one table with the columns")
        assert result.status == 2
    assert (backend.root / LOG).read_text(encoding="utf-8") == "| not | one |\n"


def test_a_log_that_cannot_be_written(backend: Tree) -> None:
    result = backend.txn("sweep", "record", "--log", "missing/log.md")
    assert result.err.startswith("mypy-txn: missing/log.md: cannot write the log: [Errno 2]")
    assert result.status == 2


def test_the_commit_of_a_row(repository: Tree) -> None:
    name = git(repository, "rev-parse", "HEAD").strip()[:12]
    repository.txn("sweep", "record")
    repository.txn("sweep", "record")
    (repository.root / "notes.txt").touch()
    repository.txn("sweep", "record")
    repository.write({"app/more.py": ""})
    repository.txn("sweep", "record")
    git(repository, "add", "app")
    repository.txn("sweep", "record")
    assert [row[0] for row in rows(repository)] == [name] * 3 + [f"{name}-dirty"] * 2


def test_a_row_leaves_the_index_as_it_is(repository: Tree) -> None:
    before = (repository.root / ".git/index").read_bytes()
    os.utime(repository.root / "app/policies/L6_drivers/rules.py", (100, 100))
    repository.txn("sweep", "record")
    assert (repository.root / ".git/index").read_bytes() == before


def history(tree: Tree, *args: str) -> Result:
    return tree.run("mypy-txn", "sweep", "history", *args)


def untouched(tree: Tree) -> tuple[str, str, str, bytes]:
    """What belongs to the user: branch, changes, work trees, index."""
    git(tree, "status")  # which refreshes the index
    return (
        git(tree, "rev-parse", "--abbrev-ref", "HEAD"),
        git(tree, "status", "--porcelain", "--", ".", f":!{LOG}"),
        git(tree, "worktree", "list"),
        (tree.root / ".git/index").read_bytes(),
    )


def test_the_history(repository: Tree) -> None:
    first = git(repository, "rev-parse", "HEAD").strip()[:12]
    half = "app/accounts/L5_engines/half.py"
    broken = commit(repository, "2026-01-02T10:00:00Z", {half: "def half(:\n"})
    same_size = {half: None, "app/policies/L6_drivers/rules.py": RULES.replace("commit", "cursor")}
    third = commit(repository, "2026-01-03T10:00:00Z", same_size)
    last = commit(repository, "2026-01-04T10:00:00Z", {"app/policies/L6_drivers/rules.py": RULES})
    (repository.root / ".git/hooks/post-checkout").write_text("#!/bin/sh\nexit 1\n")
    (repository.root / ".git/hooks/post-checkout").chmod(0o755)
    repository.write({"app/accounts/L5_engines/rows.py": "changed = 1\n", "app/new.py": ""})
    git(repository, "add", "app/new.py")
    before = untouched(repository)
    result = history(repository, "HEAD")
    assert result.out.splitlines() == [
        f"1 of 4, {first}: 5 findings",
        f"2 of 4, {broken}: no total",
        f"3 of 4, {third}: 4 findings",
        f"4 of 4, {last}: 5 findings",
    ]
    complaint, summary = result.err.splitlines()
    assert complaint.startswith(
        f"mypy-txn: {broken}: not checked: app.accounts.L5_engines.half: {half}:1: error: "
    )
    assert summary == "mypy-txn: 1 of 4 commits could not be checked and have no row"
    assert result.status == 2
    assert untouched(repository) == before
    assert not (repository.root / "cache").exists()
    text = (repository.root / LOG).read_text(encoding="utf-8")
    assert [time[2:22] for time in re.findall(r"^\| 20.{18}", text, re.MULTILINE)] == [
        "2026-01-01T09:00:00Z", "2026-01-03T10:00:00Z", "2026-01-04T10:00:00Z",
    ]  # fmt: skip
    rules = "app/policies/L6_drivers/rules.py"
    assert [(row[0], row[1], row[2], row[-1]) for row in rows(repository)] == [
        (first, "5", "", ""),
        (third, "4", "-1", f"policies -1; {rules} -1"),
        (last, "5", "+1", f"policies +1; {rules} +1"),
    ]
    again = history(repository, f"{broken}..HEAD")
    assert again.out.startswith("nothing to add: no commit of ")
    assert (again.err, again.status) == ("", 0)
    assert (repository.root / LOG).read_text(encoding="utf-8") == text


def test_what_a_commit_changes_gets_a_time_of_its_own(repository: Tree, tmp_path: Path) -> None:
    rules = "app/policies/L6_drivers/rules.py"
    first = commit(repository, "2026-01-02T10:00:00Z")
    text = (repository.root / rules).read_text(encoding="utf-8")
    repository.write({rules: text.replace("commit", "cancel", 1)})
    second = commit(repository, "2026-01-03T10:00:00Z")
    with work_tree(repository.root, first) as tree:
        check_out(tree, first, 100)
        assert (tree / "mypy.ini").stat().st_mtime == 100
        check_out(tree, second, 200)
        assert (tree / rules).stat().st_mtime == 200
        check_out(tree, first, 300)
        assert (tree / rules).stat().st_mtime == 300
        assert (tree / rules).read_text(encoding="utf-8") == text
        assert (tree / "mypy.ini").stat().st_mtime not in (100, 200, 300)


def test_the_history_of_every_second_commit_and_of_the_mainline(repository: Tree) -> None:
    names = [commit(repository, f"2026-01-0{day}T10:00:00Z") for day in range(2, 5)]
    git(repository, "checkout", "-q", "-b", "side", names[0])
    commit(repository, "2026-01-03T11:00:00Z")
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--no-edit", "side")
    merge = git(repository, "rev-parse", "HEAD").strip()[:12]
    result = history(repository, "HEAD", "--every", "2")
    assert (result.err, result.status) == ("", 0)
    first = git(repository, "rev-list", "--max-parents=0", "HEAD").strip()[:12]
    assert [row[0] for row in rows(repository)] == [first, names[1], merge]


def test_in_a_hook_git_names_other_files(repository: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    result = history(repository, "HEAD")
    assert (result.err, result.status) == ("", 0)
    assert rows(repository)[0][1] == "5"


def test_a_range_that_there_is_not(repository: Tree) -> None:
    for revisions in ("nothing..HEAD", "--output=x"):
        result = history(repository, "--", revisions)
        assert result.err.startswith("mypy-txn: fatal: ")
        assert result.status == 2
    assert not (repository.root / LOG).exists()
    assert not (repository.root / "x").exists()


def test_outside_of_git(backend: Tree) -> None:
    result = backend.run("mypy-txn", "sweep", "history", "HEAD")
    assert result.err.startswith("mypy-txn: fatal: not a git repository")
    assert result.status == 2


def test_the_folder_and_the_configuration_are_those_of_the_commit(repository: Tree) -> None:
    commit(repository, "2026-01-02T10:00:00Z", {"service/txn.ini": "[mypy]\nfiles = ../app\n"})
    service = Tree(repository.root / "service", repository.caches)
    configured = str(service.root / "txn.ini")
    result = history(service, "HEAD", "--config-file", configured, "--log", f"../{LOG}")
    assert result.err.splitlines()[0].endswith(": there is no such folder in it")
    assert len(rows(repository)) == 1
    assert rows(repository)[0][1] == "5"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_leaves_nothing_behind(
    repository: Tree, tmp_path: Path, number: signal.Signals
) -> None:
    for day in range(2, 9):
        commit(repository, f"2026-01-0{day}T10:00:00Z")
    before = untouched(repository)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [str(Path(sys.executable).parent / "mypy-txn"), "sweep", "history", "HEAD"]
    env = {**os.environ, "TMPDIR": str(temporary)}
    running = subprocess.Popen(
        command, cwd=repository.root, env=env, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=_hear_signals,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline().startswith("1 of 8, ")
    time.sleep(0.3)
    assert len(git(repository, "worktree", "list").splitlines()) == 2
    if number == signal.SIGINT:
        os.killpg(running.pid, number)
    else:
        os.kill(running.pid, number)
    _, err = running.communicate(timeout=60)
    assert err.splitlines()[-1] == "mypy-txn: interrupted; what was checked is in the log"
    assert running.returncode == 2
    assert untouched(repository) == before
    assert [*temporary.iterdir()] == []
    assert len(rows(repository)) >= 1


def _hear_signals() -> None:
    """Whoever started the tests in the background may have switched signals off."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def many(number: int, domains: int) -> list[Row]:
    made: list[Row] = []
    for at in range(number):
        by = {f"domain{n:02}": n + number - at for n in range(domains)}
        total = sum(by.values())
        snapshot = Snapshot({"open": total}, by, {"txn-call": total}, {})
        when = datetime(2026, 1 + at, 1, tzinfo=UTC)
        made.append(make_row(when, "", snapshot, "", made[-1] if made else None))
    return made


def texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [node.text for node in root.iter() if node.tag.endswith("}text") and node.text]


def test_a_chart(backend: Tree) -> None:
    assert backend.txn("sweep", "chart").err == (
        f"mypy-txn: {LOG}: there is no such log; `mypy-txn sweep record` makes one\n"
    )
    backend.write({LOG: ""})
    assert backend.txn("sweep", "chart").err == (
        f"mypy-txn: {LOG}: a chart needs two rows, and there is none\n"
    )
    backend.txn("sweep", "record")
    result = backend.txn("sweep", "chart")
    assert result.err == f"mypy-txn: {LOG}: a chart needs two rows, and there is 1\n"
    assert result.status == 2
    backend.write({"app/accounts/L5_engines/rows.py": "x = 1\n"})
    backend.txn("sweep", "record")
    result = backend.txn("sweep", "chart", "--by", "domain", "--out", "chart.svg")
    assert (result.out, result.err, result.status) == ("chart.svg: 2 rows, by domain\n", "", 0)
    shown = texts((backend.root / "chart.svg").read_bytes())
    assert {"Transaction findings: 5 to 3", "policies 3", "accounts 0"} <= {*shown}
    log = (backend.root / LOG).read_bytes()
    result = backend.txn("sweep", "chart", "--out", LOG)
    assert result.err == (
        f"mypy-txn: {LOG}: the picture is an SVG; give --out a name that ends in .svg\n"
    )
    assert (result.status, (backend.root / LOG).read_bytes()) == (2, log)
    result = backend.txn("sweep", "chart", "--out", "missing/chart.svg")
    assert result.err.startswith("mypy-txn: missing/chart.svg: cannot write the picture: ")
    assert result.status == 2


def test_a_chart_needs_nothing_else_and_is_the_same_each_time() -> None:
    svg = draw(many(6, 12), "domain")
    assert svg == draw(many(6, 12), "domain")
    assert b"<script" not in svg
    assert b"@import" not in svg
    assert {*re.findall(rb"""(?:href|src|url)\W*(\w+:)""", svg)} == set()


def test_a_chart_sums_up_what_has_no_colour_of_its_own() -> None:
    shown = texts(draw(many(2, 12), "domain"))
    assert "others 6" in shown  # of the last row: 1, 2 and 3
    assert "domain11 12" in shown
    assert "domain02 3" not in shown
    assert "others 0" not in texts(draw(many(2, 9), "domain"))


@pytest.mark.parametrize("by", ["code", "domain", "status", "total"])
def test_a_chart_of_a_log_that_came_to_zero(by: str) -> None:
    made = many(2, 3)
    made.append(make_row(datetime(2026, 9, 1, tzinfo=UTC), "", Snapshot({}, {}, {}, {}), "", None))
    assert "Transaction findings: 9 to 0" in texts(draw(made, by))
