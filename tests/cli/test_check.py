"""`mypy-txn check` sees all of the layers, says what it could not see, and agrees with mypy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from checking import Tree
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.rules import RULES

ROWS = """
    import sqlite3

    def write(conn: sqlite3.Connection) -> None:
        conn.commit()

    def undo(conn) -> None:
        made = sqlite3.connect("")
        made.rollback()  # type: ignore[txn-call]
        return 1 + ""
"""
TREE = {
    "app/L6_drivers/rows.py": ROWS,
    "app/L5_engines/rules.py": "import app.L6_drivers.rows\n",
    "app/L4_handlers/handle.py": "import sqlite3\nsqlite3.connect('').commit()\n",
    "app/plain.py": "x: int = ''\n",
}
COMMIT = "app/L6_drivers/rows.py:5:5: error: L6 driver calls sqlite3.Connection.commit(); only L4"
PLUGIN = "[mypy]\nplugins = mypy_txn.plugin\n"


@pytest.mark.parametrize(
    "configuration",
    [
        PLUGIN,
        "[mypy]\n",
        "[mypy]\nignore_errors = True\n",
        "[mypy]\nfollow_imports = skip\n",
        PLUGIN + "[mypy-app.*]\nignore_errors = True\n",
        PLUGIN + "[mypy-app.L6_drivers.rows]\nignore_errors = True\nfollow_imports = skip\n",
        PLUGIN + "[mypy-app.*.rows]\ncheck_untyped_defs = False\nignore_errors = True\n",
    ],
)
def test_it_sees_through_what_hides_layers(tree: Tree, configuration: str) -> None:
    tree.write({**TREE, "mypy.ini": configuration})
    result = tree.txn("check", "app")
    codes = ["txn-annotation", "txn-call", "txn-acquire"]
    assert [line.partition("[")[2][:-1] for line in result.lines] == codes, result
    assert any(line.startswith(COMMIT) for line in result.lines)
    assert (result.err, result.status) == ("", 1)


@pytest.mark.parametrize(
    ("above", "is_open"),
    [
        ("# mypy: ignore-errors\n", True),
        ("# mypy: strict, ignore_errors=True", True),
        ('\n"""Rows."""\n# mypy: ignore-errors\n', True),
        ("# type: ignore\n", False),
        ("# Rows.\r\n\r\n# type: ignore\r\n", False),
        ("#!/usr/bin/env python\n\n  #type:ignore # for now\n# mypy: ignore-errors\n", False),
    ],
)
def test_it_sees_through_comments(tree: Tree, above: str, is_open: bool) -> None:
    rows = dedent(ROWS)
    tree.write({**TREE, "app/L6_drivers/rows.py": above + rows})
    assert tree.check("app").ours == []
    found = [
        json.loads(line) for line in tree.txn("check", "app", "--output=json").out.splitlines()
    ]
    down = above.count("\n")
    places = [(one["line"] - down, one["column"], one["code"]) for one in found]
    expected = [(4, 16, "txn-annotation"), (5, 4, "txn-call"), (8, 11, "txn-acquire")]
    assert places == (expected if is_open else [])
    report = tree.txn("report", "app", "--by", "layer").out
    assert f"4 findings: {3 if is_open else 0} open, 0 baselined" in report, report
    again = tree.txn("check", "app")
    assert len(again.lines) == len(found), "from the cache"
    tree.write({"app/L6_drivers/rows.py": "\n" * down + rows})
    assert len(tree.txn("check", "app").lines) == 3


def test_a_folder_that_cannot_be_read(tree: Tree) -> None:
    tree.write({**TREE, "mypy.ini": PLUGIN + "files = app\n"})
    folder = tree.root / "app/L6_drivers"
    folder.chmod(0)
    may_all = ("--inh-caps=-all", "--bounding-set=-all")  # what root may read in spite of that
    command = [*(["setpriv", *may_all] if os.geteuid() == 0 else []), sys.executable, "-m"]
    try:
        for args in (["check"], ["check", "app/L5_engines"], ["report"]):
            done = subprocess.run(
                [*command, "mypy_txn", *args], cwd=tree.root, capture_output=True, text=True
            )
            assert done.stderr.startswith("mypy-txn: mypy cannot read the project: [Errno 13] ")
            assert (done.stdout, done.returncode) == ("", 2)
    finally:
        folder.chmod(0o755)


def test_a_name_that_is_longer_than_a_file_may_have(tree: Tree) -> None:
    folder = f"app/{'a' * 120}/{'b' * 120}/L6_drivers"
    tree.write({f"{folder}/rows.py": TREE["app/L6_drivers/rows.py"], "mypy.ini": PLUGIN})
    found = tree.txn("check", "app")
    assert sorted(found.lines) == tree.check("app", "--show-column-numbers").ours != []
    assert tree.txn("check", "app").lines == found.lines, "from the cache"


def test_a_clean_tree(tree: Tree) -> None:
    tree.write({**TREE, "app/L6_drivers/rows.py": "import sqlite3\n"})
    result = tree.txn("check", "app")
    assert result.lines == []
    assert (result.err, result.status) == ("", 0)


def test_what_is_deep_is_as_deep_as_to_mypy(tree: Tree) -> None:
    entered = " or ".join(["a"] * 1300)
    deep = f"import io\ndef f(a: io.StringIO) -> None:\n    with {entered}:\n        pass\n"
    tree.write({**TREE, "app/L5_engines/deep.py": deep})
    result = tree.txn("check", "app")
    assert len(result.lines) == 3
    assert (result.err, result.status) == ("", 1)


def test_what_is_configured_is_checked(tree: Tree) -> None:
    tree.write({**TREE, "mypy.ini": PLUGIN + "files = app\n"})
    assert len(tree.txn("check").lines) == 3


def test_a_module_that_cannot_be_parsed_hides_no_other(tree: Tree) -> None:
    tree.write(TREE)
    whole = tree.txn("check", "app")
    tree.write({"app/broken.py": "def f(:\n", "app/L5_engines/torn.py": "import app.broken\n'\n"})
    result = tree.txn("check", "app")
    assert result.lines == whole.lines
    assert result.status == 2
    assert "mypy-txn: not checked: app.broken: app/broken.py:1: error: " in result.err
    assert "mypy-txn: not checked: app.L5_engines.torn: " in result.err
    tree.write({"app/broken.py": "x = 1\n", "app/L5_engines/torn.py": "import app.broken\n"})
    mended = tree.txn("check", "app")
    assert (mended.lines, mended.err, mended.status) == (whole.lines, "", 1)


def test_an_import_that_fails_is_named(tree: Tree) -> None:
    tree.write({**TREE, "app/L5_engines/rules.py": "import nowhere\nimport app.L6_drivers.rows\n"})
    result = tree.txn("check", "app")
    assert len(result.lines) == 3
    assert result.err == (
        "mypy-txn: not checked: app.L5_engines.rules: app/L5_engines/rules.py: no module 'nowhere'"
        " is found; what it has is Any here\n"
    )
    assert result.status == 2
    tree.write({"mypy.ini": PLUGIN + "[mypy-nowhere]\nignore_missing_imports = True\n"})
    assert tree.txn("check", "app").status == 1


@pytest.mark.parametrize(
    ("files", "args", "complaint"),
    [
        ({}, ["app"], "there is nothing to check: app: error: Cannot read file"),
        (
            TREE,
            [],
            "nothing to check: give PATHS, or say files = ... in mypy's configuration\n",
        ),
        (TREE, ["--config-file", "nope.ini"], "Cannot find config file 'nope.ini'"),
        (TREE, ["app", "--config-file", "nope.ini"], "Cannot find config file 'nope.ini'"),
        ({"app/plain.py": ""}, ["app"], "no module that is checked is in a protected layer"),
        (
            {
                **TREE,
                "jobs/nightly.py": "",
                "mypy.ini": PLUGIN.replace("[mypy]", "[mypy]\nfiles = app"),
            },
            ["jobs"],
            "mypy-txn: not checked: jobs: no module that is checked is in a protected layer\n",
        ),
        (
            {**TREE, "mypy.ini": PLUGIN.replace("[mypy]", "[mypy]\nexclude = L[56]_")},
            ["app"],
            "not checked: app: its 4 protected modules are excluded\n",
        ),
        (
            {**TREE, "mypy.ini": "[mypy]\nplugins = mypy_txn\n"},
            ["app"],
            "mypy-txn: plugins: mypy_txn is no plugin; it must be mypy_txn.plugin\n",
        ),
        (
            {**TREE, "mypy.ini": PLUGIN + "[mypy_txn]\nonwer = L4\n"},
            ["app"],
            "mypy.ini: [mypy_txn] onwer: unknown key; did you mean owner?",
        ),
        (
            {**TREE, "mypy.ini": PLUGIN + "[mypy_txn.layers]\nL4=*.L4_*\nL5=*.L5x\nL6=*.L6_*\n"},
            ["app"],
            "not checked: [mypy_txn.layers] L5: '*.L5x' matches no module",
        ),
        (
            {**TREE, "mypy.ini": PLUGIN + "[mypy_txn]\nhandles = app.plain.Nope\n"},
            ["app"],
            "handles: 'app.plain.Nope': module 'app.plain' has no such name",
        ),
        (
            {**TREE, "mypy.ini": PLUGIN + "[mypy_txn]\nbaseline = nope.json\n"},
            ["app"],
            "nope.json: there is no such baseline; create it with `mypy-txn baseline`,"
            " and commit it",
        ),
    ],
)
def test_a_gate_that_checks_nothing_is_an_error(
    tree: Tree, files: dict[str, str | None], args: list[str], complaint: str
) -> None:
    tree.write(files)
    result = tree.txn("check", *args)
    assert complaint in result.err
    assert result.status == 2


def test_it_agrees_with_mypy(tree: Tree) -> None:
    tree.write(TREE)
    ours = tree.txn("check", "app").lines
    mypys = [line for line in tree.check("app", "--show-column-numbers").ours if "txn-" in line]
    assert sorted(ours) == mypys
    assert tree.txn("check", "app").lines == ours, "from the cache"


def test_a_lost_record_is_made_again(tree: Tree) -> None:
    tree.write(TREE)
    first = tree.txn("check", "app")
    for number, record in enumerate(tree.cache.rglob("txn/*.json")):
        record.write_text("{" if number % 2 else '{"format": 0}', encoding="utf-8")
    assert tree.txn("check", "app") == first


def test_another_configuration_has_another_root(tree: Tree) -> None:
    tree.write({**TREE, "mypy.ini": PLUGIN, "settings/mypy.ini": PLUGIN})
    first = tree.txn("check", "app")
    assert tree.txn("check", "--config-file", "settings/mypy.ini", "app") == first
    assert tree.txn("check", "app") == first


def test_a_cache_that_cannot_be_written_is_done_without(tree: Tree) -> None:
    tree.write({**TREE, "file": "", "mypy.ini": PLUGIN})
    nowhere = replace(tree, caches=tree.root / "file")
    assert nowhere.txn("check", "app") == tree.txn("check", "app")


@pytest.mark.parametrize("command", ["check", "selftest"])
def test_in_a_pipe_nothing_moves_whatever_is_asked_of_colours(tree: Tree, command: str) -> None:
    tree.write({**TREE, "mypy.ini": PLUGIN})
    program = Path(sys.executable).parent / "mypy-txn"
    env = {**os.environ, "FORCE_COLOR": "1", "MYPY_CACHE_DIR": str(tree.cache)}
    done = subprocess.run([program, command, "app"], cwd=tree.root, env=env, capture_output=True)
    assert b"\x1b[" in done.stdout
    assert done.stderr == b""


def test_without_a_configuration_mypy_loads_no_plugin(tree: Tree) -> None:
    tree.write(TREE)
    (tree.root / "mypy.ini").unlink(missing_ok=True)
    result = tree.txn("check", "app")
    said = "mypy-txn: mypy is not configured here, so it loads no plugin: mypy-txn init\n"
    assert (result.out, result.err, result.status) == ("", said, 2)


UNCLOSED = '[tool.mypy]\nplugins = ["mypy_txn.plugin"\n[tool.mypy_txn]\n'
COMMANDS = [
    "check", "report", "moves", "selftest", "baseline", "signatures", "migrate", "sweep record",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("args", [(), ("app",), ("app", "--config-file", "pyproject.toml")])
def test_a_damaged_configuration_is_not_taken_for_none(
    tree: Tree, command: str, args: tuple[str, ...]
) -> None:
    tree.write({**TREE, "mypy.ini": "", "pyproject.toml": UNCLOSED})
    (tree.root / "mypy.ini").unlink()
    (tree.root / ".git").mkdir()
    result = tree.txn(*command.split(), *args)
    said = "mypy-txn: pyproject.toml: Unclosed array (at line 3, column 1)\n"
    assert (result.out, result.err, result.status) == ("", said, 2)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_missing_is_called_as_it_is_in_the_help(tree: Tree, command: str) -> None:
    tree.write(TREE)
    result = tree.txn(*command.split())
    said = "mypy-txn: nothing to check: give PATHS, or say files = ... in mypy's configuration\n"
    assert (result.out, result.err, result.status) == ("", said, 2)


def test_what_is_damaged_and_not_read_is_not_in_the_way(tree: Tree) -> None:
    tree.write({**TREE, "setup.cfg": PLUGIN, "mypy.ini": "", "pyproject.toml": "[tool.x\n"})
    (tree.root / "mypy.ini").unlink()
    assert tree.txn("check", "app").status == 1, "mypy goes on with the next, and says so"


WRITING = """
import sys
from pathlib import Path
from mypy_txn.records import Record, Records
from mypy_txn.summaries import Summary

for verified in range(2000):
    Records(Path(sys.argv[1])).write(Record("app", "app.py", "L6", (), verified, Summary()))
"""


def test_two_runs_at_the_same_time(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, str(tmp_path)]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [run.communicate()[1] for run in runs] == ["", ""]
    assert [path.name for path in tmp_path.iterdir()] == ["app.json"]


CRASHING = """
    from mypy.plugin import Plugin

    class Crashing(Plugin):
        def get_function_hook(self, fullname: str) -> None:
            raise RuntimeError("no such thing")

    def plugin(version: str) -> type[Plugin]:
        return Crashing
"""


def test_a_crash_of_mypy_is_not_a_clean_tree(tree: Tree) -> None:
    tree.write({**TREE, "crashing.py": CRASHING, "mypy.ini": "[mypy]\nplugins = crashing.py\n"})
    result = tree.txn("check", "app")
    assert result.err.startswith("mypy-txn: mypy crashed:\n")
    assert "RuntimeError: no such thing" in result.err
    assert (result.out, result.status) == ("", 2)


def test_other_plugins_stay(tree: Tree) -> None:
    tree.write({**TREE, "mypy.ini": "[mypy]\nplugins = pydantic.mypy, mypy_txn.plugin\n"})
    assert len(tree.txn("check", "app").lines) == 3
    tree.write({"mypy.ini": "[mypy]\nplugins = mypy_txn.plugin:plugin\n"})
    assert len(tree.txn("check", "app").lines) == 3
    tree.write({"mypy.ini": "[mypy]\nplugins = no_such_plugin\n"})
    result = tree.txn("check", "app")
    assert 'Error importing plugin "no_such_plugin"' in result.err
    assert result.status == 2


def test_a_module_on_which_we_fail_is_not_checked(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(module: TypedModule) -> tuple[()]:
        if module.tree.fullname == "app.L5_engines.failing":
            raise ZeroDivisionError("a bug")
        return ()

    tree.write({**TREE, "app/L5_engines/failing.py": "x = 1\n"})
    monkeypatch.setattr("mypy_txn.audit.RULES", (*RULES, broken))
    result = tree.txn("check", "app")
    assert len(result.lines) == 4
    assert result.err == (
        "mypy-txn: not checked: app.L5_engines.failing: app/L5_engines/failing.py: mypy_txn failed"
        " on module app.L5_engines.failing, which is not checked: ZeroDivisionError: a bug\n"
    )
    assert result.status == 2


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists open files")
def test_a_run_that_is_refused_leaves_no_cache_open(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nhandles = app.plain.Nope\n",
            "app/plain.py": "",
            "app/L6_drivers/rows.py": "",
        }
    )
    assert tree.txn("check", "app").status == 2
    opened = (os.path.realpath(file) for file in Path("/proc/self/fd").iterdir())
    assert [file for file in opened if file.startswith(str(tree.cache))] == []
