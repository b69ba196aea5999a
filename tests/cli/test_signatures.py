"""`mypy-txn signatures` lists what protected layers hold, and says what is enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from checking import Tree
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary import summarize
from mypy_txn.summaries import Summary

BACKEND = Path(__file__).parents[2] / "examples" / "backend"
ROWS = """
    import sqlite3
    from app.helpers import end
    from mypy_txn import WriteCursor

    class Rows:
        def __init__(self, conn: sqlite3.Connection) -> None:
            self.conn = conn
            self._own: sqlite3.Connection = conn

        def write(self) -> None:
            self.conn.execute("insert into t values (1)")

    def finish(conn: sqlite3.Connection | None, *, name: str) -> None:
        if conn:
            end(conn)

    def count(cursor: WriteCursor) -> int:
        cursor.execute("select 1")
        return 1

    def blind(session, hook):
        hook(session)

    def _private(conn: sqlite3.Connection) -> None: ...
"""
TREE = {
    "app/helpers.py": "import sqlite3\ndef end(conn: sqlite3.Connection) -> None: conn.commit()\n",
    "app/accounts/L6_drivers/rows.py": ROWS,
    "app/L5_engines/rules.py": "import sqlite3\nopened: list[sqlite3.Connection] = []\n",
    "app/L4_handlers/handle.py": "import sqlite3\nconn = sqlite3.connect('')\n",
}
MARKDOWN = """\
### accounts L6: 3 full, 1 read-write, 0 read, 1 unknown

| signature | declared | needs | because | enough is |
| --- | --- | --- | --- | --- |
| `rows.Rows.__init__(conn)` | full | write | execute in app/accounts/L6\\_drivers/rows.py:12 | \
take an open cursor as WriteCursor |
| `rows.Rows.conn` | full | write | execute in app/accounts/L6\\_drivers/rows.py:12 | \
take an open cursor as WriteCursor |
| `rows.finish(conn)` | full | control | commit in app/helpers.py:2 | \
take an open cursor as WriteCursor |
| `rows.count(cursor)` | read-write | write | execute in app/accounts/L6\\_drivers/rows.py:19 | \
WriteCursor |
| `rows.blind(session)` | unknown | not known | given to hook() in \
app/accounts/L6\\_drivers/rows.py:23 |  |

### app L5: 1 full, 0 read-write, 0 read, 0 unknown

| signature | declared | needs | because | enough is |
| --- | --- | --- | --- | --- |
| `rules.opened` | full | nothing |  | take an open cursor as WriteCursor |

6 signatures: 4 full, 1 read-write, 0 read, 1 unknown
"""


def test_markdown_by_domain_and_layer_with_totals(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("signatures", "app", "--output", "markdown")
    assert (result.out, result.err, result.status) == (MARKDOWN, "", 0)


def test_text_has_the_same_rows(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    tree.write(TREE)
    result = tree.txn("signatures", "app")
    rows = [line.split("  ") for line in result.out.splitlines() if " rows." in line]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows[2:4]] == [
        [
            "rows.finish(conn)",
            "full",
            "control",
            "commit in app/helpers.py:2",
            "take an open cursor as WriteCursor",
        ],
        [
            "rows.count(cursor)",
            "read-write",
            "write",
            "execute in app/accounts/L6_drivers/rows.py:19",
            "WriteCursor",
        ],
    ]
    assert result.out.endswith("6 signatures: 4 full, 1 read-write, 0 read, 1 unknown\n")


def test_modules_in_no_layer_have_a_heading(tree: Tree) -> None:
    ini = "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nunlayered = protected\nscope = rows\n"
    tree.write({"mypy.ini": ini, "rows.py": "import sqlite3\nopened: list[sqlite3.Connection]\n"})
    result = tree.txn("signatures", "rows.py", "--output", "markdown")
    assert result.out.startswith("### (no layer): 1 full, 0 read-write, 0 read, 0 unknown\n")


def test_json_and_private_ones(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("signatures", "app", "--private", "--output", "json")
    found = json.loads(result.out)
    assert found["totals"] == {"full": 6, "read-write": 1, "read": 0, "unknown": 1}
    assert found["unchecked"] == []
    assert found["signatures"][3] == {
        "domain": "accounts",
        "layer": "L6",
        "module": "app.accounts.L6_drivers.rows",
        "file": "app/accounts/L6_drivers/rows.py",
        "line": 14,
        "signature": "finish(conn)",
        "kind": "parameter",
        "type": "sqlite3.Connection",
        "declared": "full",
        "needs": "control",
        "certain": True,
        "because": "commit in app/helpers.py:2",
        "protocol": "",
        "instead": "take an open cursor as WriteCursor",
    }
    names = [one["signature"] for one in found["signatures"]]
    assert "Rows._own" in names
    assert "_private(conn)" in names


def test_an_edit_elsewhere_is_seen_and_the_rest_is_not_checked_again(tree: Tree) -> None:
    tree.write(TREE)
    assert "| control |" in tree.txn("signatures", "app", "--output", "markdown").out
    tree.write(
        {"app/helpers.py": "import sqlite3\ndef end(conn: sqlite3.Connection): conn.cursor()"}
    )
    result = tree.txn("signatures", "app", "--output", "markdown")
    assert "| `rows.finish(conn)` | full | write | cursor in app/helpers.py:2 |" in result.out


def test_a_record_that_is_lost_is_made_again(tree: Tree) -> None:
    tree.write(TREE)
    tree.txn("signatures", "app")
    for record in tree.cache.rglob("txn/app.*.json"):
        record.unlink()
    result = tree.txn("signatures", "app", "--output", "markdown")
    assert (result.out, result.status) == (MARKDOWN, 0)


def test_plain_mypy_makes_no_summary(tree: Tree, tmp_path: Path) -> None:
    own = Tree(tree.root, tmp_path / "cache")
    own.write(TREE)
    own.check()
    assert own.cache.exists()
    assert not list(own.cache.rglob("txn"))


def test_what_cannot_be_checked_is_said(tree: Tree) -> None:
    tree.write({**TREE, "app/L5_engines/torn.py": "def f(:\n"})
    result = tree.txn("signatures", "app", "--output", "markdown")
    warning = "Not checked, so there may be more"
    assert result.out.startswith(f"{MARKDOWN}\n{warning}:\n\n- `app.L5_engines.torn: app/L5_")
    assert result.status == 2
    assert "mypy-txn: not checked: app.L5_engines.torn: " in result.err
    text = tree.txn("signatures", "app").out
    assert text.splitlines()[-1] == "1 part could not be checked, so there may be more"
    data = json.loads(tree.txn("signatures", "app", "--output", "json").out)
    assert [one["what"] for one in data["unchecked"]] == ["app.L5_engines.torn"]


def test_after_the_migration_each_signature_is_what_inference_says(shared_cache: Path) -> None:
    found = signatures(Tree(BACKEND / "after", shared_cache))
    assert len(found) == 53
    granted = {"read": "read", "read-write": "write"}
    for one in found.values():
        assert (one["needs"], one["certain"]) == (granted[str(one["declared"])], True), one


def test_before_the_migration_inference_says_what_was_then_written(shared_cache: Path) -> None:
    before = signatures(Tree(BACKEND / "before", shared_cache))
    after = signatures(Tree(BACKEND / "after", shared_cache))
    both = before.keys() & after.keys()
    assert len(both) == 42
    for name in both:
        assert before[name]["protocol"] == after[name]["protocol"], name


def signatures(tree: Tree) -> dict[tuple[str, str], dict[str, object]]:
    listed = json.loads(tree.txn("signatures", "app", "--output", "json").out)["signatures"]
    return {(one["module"], one["signature"]): one for one in listed}


QUARANTINED = {
    "mypy.ini": "[mypy]\nfollow_imports = silent\n[mypy-app.*]\nignore_errors = True\n",
    "app/helpers.py": """
        class Keeper:
            def __init__(self, conn):
                self.conn = conn

            def end(self):
                self.conn.commit()

        def end(conn):
            other = conn
            Keeper(other).end()
    """,
    "app/L6_drivers/rows.py": """
        import sqlite3
        from app.helpers import end

        def finish(conn: sqlite3.Connection) -> None:
            end(conn)
    """,
}


def test_it_sees_through_what_hides_modules_without_layers(tree: Tree) -> None:
    tree.write(QUARANTINED)
    result = tree.txn("signatures", "app/L6_drivers", "--output", "markdown")
    assert "| `rows.finish(conn)` | full | control | commit in app/helpers.py:7 |" in result.out


def test_what_mypy_does_not_look_into_is_not_known(tree: Tree) -> None:
    helpers = QUARANTINED["app/helpers.py"]
    tree.write({**QUARANTINED, "app/helpers.py": "# mypy: ignore-errors\n" + dedent(helpers)})
    result = tree.txn("signatures", "app", "--output", "markdown")
    assert (
        "| `rows.finish(conn)` | full | not known | mypy does not look into end()"
        " (ignore\\_errors) in app/helpers.py:10 |"
    ) in result.out


def test_a_module_that_we_fail_to_follow_is_named(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(module: TypedModule, is_first_party: Callable[[str], bool]) -> Summary:
        if module.tree.fullname == "app.helpers":
            raise ZeroDivisionError("a bug")
        return summarize(module, is_first_party)

    helpers = f"{TREE['app/helpers.py']}failing = True\n"
    tree.write({**TREE, "app/helpers.py": helpers})
    monkeypatch.setattr("mypy_txn.audit.summary.summarize", failing)
    for command in ("signatures", "moves"):
        result = tree.txn(command, "app")
        assert result.err == (
            "mypy-txn: not checked: app.helpers: app/helpers.py: mypy_txn failed to follow its"
            " handles: ZeroDivisionError: a bug\n"
        )
        assert result.status == 2
    assert tree.txn("check", "app").status == 1, "the findings need no summary"
