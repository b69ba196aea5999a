"""`mypy-txn moves` lists the calls that must move, with who reaches them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from checking import Tree, within
from mypy_txn.cli.commands import mypy_txn

TREE = {
    "app/L6_drivers/rows.py": """
        import sqlite3

        class Rows:
            def __init__(self, conn: sqlite3.Connection) -> None:
                self.conn = conn

            def write(self) -> None:
                self.conn.commit()

        class OtherRows(Rows):
            def write(self) -> None:
                self.conn.rollback()

        def undo(conn: sqlite3.Connection) -> None:
            conn.rollback()  # type: ignore[txn-call]

        def nobody(conn: sqlite3.Connection) -> None:
            def inner() -> None:
                conn.commit()
            inner()
    """,
    "app/L5_engines/rules.py": """
        from app.L6_drivers.rows import Rows, undo

        def apply(rows: Rows) -> None:
            rows.write()

        def again(rows: Rows) -> None:
            apply(rows)
    """,
    "app/L4_handlers/handle.py": """
        import sqlite3
        from app.helpers import run
        from app.L5_engines.rules import again, apply
        from app.L6_drivers.rows import Rows, undo

        def short(conn: sqlite3.Connection) -> None:
            apply(Rows(conn))
            again(Rows(conn))

        def long(conn: sqlite3.Connection) -> None:
            again(Rows(conn))

        def above(conn: sqlite3.Connection) -> None:
            short(conn)

        def handed(conn: sqlite3.Connection) -> None:
            run(undo)
    """,
    "app/helpers.py": "def run(work): ...\n",
}
ROWS = "app.L6_drivers.rows"
RULES = "app.L5_engines.rules"
HANDLE = "app.L4_handlers.handle"
MARKDOWN = f"""\
### app/L6\\_drivers/rows.py

- [ ] line 9: `self.conn.commit` in `Rows.write`
  - `{HANDLE}.short` → `{RULES}.apply` → `{ROWS}.Rows.write`
  - `{HANDLE}.long` → `{RULES}.again` → `{RULES}.apply` → `{ROWS}.Rows.write`
- [ ] line 13: `self.conn.rollback` in `OtherRows.write`
  - `{HANDLE}.short` → `{RULES}.apply` → `{ROWS}.Rows.write` → `{ROWS}.OtherRows.write`
  - `{HANDLE}.long` → `{RULES}.again` → `{RULES}.apply` → `{ROWS}.Rows.write` → \
`{ROWS}.OtherRows.write`
- [ ] line 16: `conn.rollback` in `undo`
  - `{HANDLE}.handed` → `{ROWS}.undo`
- [ ] line 20: `conn.commit` in `nobody.inner`
  - no owner reaches it; it is reached from `{ROWS}.nobody`

4 calls in 1 file; 3 are reached by an owner
"""


def test_the_shortest_path_from_each_owner(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("moves", "app")
    assert (result.out, result.err, result.status) == (MARKDOWN, "", 0)


@pytest.mark.parametrize("command", ["moves", "signatures", "migrate"])
def test_paths_without_a_protected_module(tree: Tree, command: str) -> None:
    tree.write({**TREE, "jobs.py": ""})
    result = tree.txn(command, "jobs.py")
    assert result.err == "mypy-txn: jobs.py: no module there is in a protected layer\n"
    assert (result.out, result.status) == ("", 2)


@pytest.mark.parametrize("command", ["migrate", "moves", "signatures"])
@pytest.mark.parametrize("names", ["files = app", "packages = app"])
def test_the_whole_program_is_not_seen_from_another_folder(
    tree: Tree, command: str, names: str
) -> None:
    tree.write({**TREE, "mypy.ini": f"[mypy]\nplugins = mypy_txn.plugin\n{names}\n"})
    (tree.root / ".git").mkdir()
    with within(tree.root / "app"):
        done = CliRunner().invoke(mypy_txn, [command, "L6_drivers"])
    why = (
        "../mypy.ini: nothing of files = app is in this folder: run this in .."
        if "files" in names
        else "Can't find package 'app'"
    )
    assert (done.stderr, done.exit_code) == (f"mypy-txn: {why}\n", 2)
    assert tree.txn(command, "app/L6_drivers").status != 2
    assert tree.txn(command, "nope").err == "mypy-txn: nope: there is no such file or folder\n"


def test_json(tree: Tree) -> None:
    tree.write(TREE)
    found = json.loads(tree.txn("moves", "app", "--output", "json").out)
    assert [(one["line"], one["status"]) for one in found] == [
        (9, "open"),
        (13, "open"),
        (16, "suppressed"),
        (20, "open"),
    ]
    assert found[2] == {
        "file": "app/L6_drivers/rows.py",
        "line": 16,
        "column": 4,
        "layer": "L6",
        "function": f"{ROWS}.undo",
        "call": "conn.rollback",
        "status": "suppressed",
        "paths": [[f"{HANDLE}.handed", f"{ROWS}.undo"]],
        "reached_from": [],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def write(conn: sqlite3.Connection) -> None: conn.commit()", "no call of it is seen"),
        (
            "def write(conn: sqlite3.Connection) -> None:\n    conn.commit()\n    write(conn)",
            "it is reached from itself",
        ),
        ("sqlite3.connect('').commit()", "it is done when its module is imported"),
        (
            "def write(conn: sqlite3.Connection) -> None: conn.commit()\n"
            "def above(conn: sqlite3.Connection) -> None: write(conn)",
            f"it is reached from `{ROWS}.above`",
        ),
    ],
)
def test_where_no_owner_reaches_it(tree: Tree, text: str, said: str) -> None:
    tree.write({"app/L6_drivers/rows.py": f"import sqlite3\n{text}\n"})
    out = tree.txn("moves", "app").out
    assert [line for line in out.splitlines() if line.startswith("  - ")] == [
        f"  - no owner reaches it; {said}"
    ]


def test_a_clean_tree_has_nothing_to_move(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": "import sqlite3\n"})
    result = tree.txn("moves", "app")
    assert (result.out, result.err, result.status) == ("No call has to move\n", "", 0)
