"""`mypy-txn migrate` narrows what can be narrowed, and says why the rest stays."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from mypy.nodes import MypyFile

from checking import INI, Tree
from mypy_txn.proving import Planner, Proven, Trials, prove
from mypy_txn.run import Outcome

BACKEND = Path(__file__).parents[2] / "examples" / "backend"
TREE = {
    "app/helpers.py": """
        from sqlalchemy.orm import Session

        def log(session: Session) -> None:
            print(session.is_active)
    """,
    "app/rules/L6_drivers/rows.py": """
        from typing import Any

        from sqlalchemy import select, text
        from sqlalchemy.orm import Session  # the real one
        from app.helpers import log

        def count(session: Session) -> int:
            return len(session.execute(select(text("1"))).all())

        def write(session: "Session | None") -> None:
            if session:
                session.flush()
                count(session)

        def logged(session: Session) -> None:
            log(session)

        def end(session: Session) -> None:
            session.commit()

        def lost(session: Session, hook: Any) -> None:
            hook(session)
    """,
}
DIFF = """\
--- a/app/rules/L6_drivers/rows.py
+++ b/app/rules/L6_drivers/rows.py
@@ -1,14 +1,15 @@
 
 from typing import Any
 
+from mypy_txn import ReadOnlySession, ReadWriteSession
 from sqlalchemy import select, text
 from sqlalchemy.orm import Session  # the real one
 from app.helpers import log
 
-def count(session: Session) -> int:
+def count(session: ReadOnlySession) -> int:
     return len(session.execute(select(text("1"))).all())
 
-def write(session: "Session | None") -> None:
+def write(session: "ReadWriteSession | None") -> None:
     if session:
         session.flush()
         count(session)
"""
LEFT = """\
mypy-txn: left: app/rules/L6_drivers/rows.py:16: logged(session): app.helpers.log(session) takes \
it, and keeps the full type
mypy-txn: left: app/rules/L6_drivers/rows.py:19: end(session): it needs control: commit in \
app/rules/L6_drivers/rows.py:20
mypy-txn: left: app/rules/L6_drivers/rows.py:22: lost(session): what it needs is not known: given \
to hook() in app/rules/L6_drivers/rows.py:23
mypy-txn: txn-annotation: 5 before, 3 after
mypy-txn: txn-call: 1 before, 1 after
mypy-txn: 2 narrowed, 3 left, no new type error
"""
PROVED = {
    "mypy.ini": f"{INI}[mypy_txn]\n",
    "app/L4_handlers/handle.py": """
        from sqlalchemy.orm import Session
        from app.L6_drivers import rows

        def handle(session: Session) -> None:
            sessions = [session]
            rows.several(sessions)
    """,
    "app/L6_drivers/rows.py": """
        from sqlalchemy.orm import Session

        def several(sessions: list[Session]) -> None:
            for session in sessions:
                session.flush()

        def ignored(session: Session) -> None:  # type: ignore[txn-annotation]
            session.flush()

        def hands_on(session: Session, sessions: list[Session]) -> None:
            several(sessions)
            ignored(session)
            fine(session, sessions)

        def fine(session: Session, sessions: list[Session]) -> None:
            sessions[0].flush()
    """,
}


def test_a_dry_run_shows_and_says_why(tree: Tree) -> None:
    tree.write(TREE)
    before = (tree.root / "app/rules/L6_drivers/rows.py").read_bytes()
    result = tree.txn("migrate", "app")
    assert result.out == DIFF
    assert result.err == LEFT
    assert result.status == 0
    assert (tree.root / "app/rules/L6_drivers/rows.py").read_bytes() == before


def test_what_is_written_is_what_was_shown(tree: Tree) -> None:
    tree.write(TREE)
    errors = tree.check("app").lines
    assert tree.txn("migrate", "--write", "app").out == DIFF
    after = tree.check("app").lines
    assert len(after) == len(errors) - 2
    assert [line for line in after if "[txn-" not in line] == []
    again = tree.txn("migrate", "--write", "app")
    assert again.out == ""
    assert again.err.endswith("mypy-txn: 0 narrowed, 3 left, no new type error\n")


def test_entries_of_the_baseline_that_it_fixes(tree: Tree) -> None:
    config = f"{INI}[mypy_txn]\nbaseline = txn-baseline.json\n"
    tree.write({**TREE, "mypy.ini": config})
    tree.txn("baseline", "app")
    assert "next:" not in tree.txn("migrate", "app").err
    written = tree.txn("migrate", "--write", "app")
    assert written.err.splitlines()[-1] == (
        "mypy-txn: next: mypy-txn baseline --shrink app removes 2 entries that are fixed"
    )
    tree.txn("baseline", "--shrink", "app")
    assert tree.txn("check", "app").status == 0
    assert "next:" not in tree.txn("migrate", "--write", "app").err


def test_what_mypy_txn_has_for_a_member_is_said(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": f"{INI}[mypy_txn]\n",
            "app/L6_drivers/rows.py": """
                from sqlalchemy.orm import Session

                def dialect(session: Session) -> str:
                    return session.get_bind().dialect.name

                def flushed(session: Session) -> None:
                    with session.no_autoflush:
                        session.flush()

                def bound(session: Session) -> object:
                    return session.get_bind()
            """,
        }
    )
    needs = "it needs what no Protocol has"
    assert tree.txn("migrate", "app").err.splitlines()[:-1] == [
        f"mypy-txn: left: app/L6_drivers/rows.py:4: dialect(session): {needs}: get_bind.dialect in"
        " app/L6_drivers/rows.py:5; dialect_name() from mypy_txn tells its dialect",
        f"mypy-txn: left: app/L6_drivers/rows.py:7: flushed(session): {needs}: no_autoflush in"
        " app/L6_drivers/rows.py:8; no_autoflush() from mypy_txn does the same",
        f"mypy-txn: left: app/L6_drivers/rows.py:11: bound(session): {needs}: get_bind in"
        " app/L6_drivers/rows.py:12",
    ]


def test_the_example_gets_no_new_errors(tmp_path: Path, shared_cache: Path) -> None:
    tree = Tree(tmp_path / "before", shared_cache)
    ignored = shutil.ignore_patterns(".mypy_cache", "__pycache__")
    shutil.copytree(BACKEND / "before", tree.root, ignore=ignored)
    before = _kinds(tree.check("app").lines)
    result = tree.txn("migrate", "--write", "app")
    assert result.out.count("\n-") - result.out.count("\n--- ") > 10
    after = _kinds(tree.check("app").lines)
    assert after - before == Counter()
    assert (before - after).total() == int(result.err.splitlines()[-1].split()[1])
    assert tree.txn("migrate", "app").out == ""


def test_what_mypy_would_not_accept_is_undone_and_said(tree: Tree) -> None:
    tree.write(PROVED)
    result = tree.txn("migrate", "--write", "app")
    assert [line for line in result.err.splitlines() if "left: " in line] == [
        "mypy-txn: left: app/L6_drivers/rows.py:4: several(sessions): with a Protocol mypy reports"
        ' app/L4_handlers/handle.py:7: error: Argument 1 to "several" has incompatible type'
        ' "list[Session]"; expected "list[ReadWriteSession]"  [arg-type]',
        "mypy-txn: left: app/L6_drivers/rows.py:8: ignored(session): with a Protocol mypy reports"
        ' app/L6_drivers/rows.py:8: error: Unused "type: ignore" comment  [unused-ignore]',
        "mypy-txn: left: app/L6_drivers/rows.py:11: hands_on(session):"
        " app.L6_drivers.rows.ignored(session) takes it, and keeps the full type",
        "mypy-txn: left: app/L6_drivers/rows.py:11: hands_on(sessions):"
        " app.L6_drivers.rows.fine(sessions) takes it, and keeps the full type",
        "mypy-txn: left: app/L6_drivers/rows.py:16: fine(sessions): with a Protocol mypy reports"
        ' app/L6_drivers/rows.py:14: error: Argument 2 to "fine" has incompatible type'
        ' "list[Session]"; expected "list[ReadWriteSession]"  [arg-type]',
    ]
    assert result.out.count("\n+def ") == 1
    lines = tree.check("app").lines
    assert len(lines) == len(tree.check("app").ours) > 0
    assert tree.txn("migrate", "app").out == ""


def test_lists_go_together_though_another_edit_is_undone(tree: Tree) -> None:
    tree.write({**PROVED, "app/L4_handlers/handle.py": ""})
    result = tree.txn("migrate", "app")
    assert [line.split(": ")[3] for line in result.err.splitlines() if "left: " in line] == [
        "ignored(session)",
        "hands_on(session)",
    ]


def test_an_attribute_without_annotation_is_narrowed_with_what_it_gets(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy.orm import Session

                class Rows:
                    def __init__(self, session: Session) -> None:
                        self.session = session

                    def flush(self) -> None:
                        self.session.flush()
            """
        }
    )
    assert "+    def __init__(self, session: ReadWriteSession)" in tree.txn("migrate", "app").out


def test_one_capability_for_all(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("migrate", "--capability", "read-write", "app")
    added = [line for line in result.out.splitlines() if line.startswith("+def")]
    assert added == [
        "+def count(session: ReadWriteSession) -> int:",
        '+def write(session: "ReadWriteSession | None") -> None:',
        "+def lost(session: ReadWriteSession, hook: Any) -> None:",
    ]
    assert "left: app/rules/L6_drivers/rows.py:19: end(session): it needs control" in result.err
    assert result.err.endswith(
        "mypy-txn: txn-annotation: 5 before, 2 after\n"
        "mypy-txn: txn-call: 1 before, 1 after\n"
        "mypy-txn: txn-untyped: 0 before, 1 after\n"
        "mypy-txn: 3 narrowed, 2 left, no new type error\n"
    )


def test_handles_that_come_from_the_project(tree: Tree) -> None:
    tree.write(
        {
            "app/db.py": """
                from sqlalchemy.orm import Session as Session
                from sqlalchemy.orm import Session as Sync

                class Tenant(Session): ...
            """,
            "app/L6_drivers/rows.py": """
                from app import db
                from app.db import Sync, Tenant

                def flush(session: Sync, other: db.Session, tenant: Tenant) -> None:
                    session.flush()
                    other.flush()
                    tenant.flush()
            """,
        }
    )
    result = tree.txn("migrate", "app")
    assert (
        result.out
        == """\
--- a/app/L6_drivers/rows.py
+++ b/app/L6_drivers/rows.py
@@ -1,8 +1,7 @@
 
-from app import db
-from app.db import Sync, Tenant
+from mypy_txn import ReadWriteSession
 
-def flush(session: Sync, other: db.Session, tenant: Tenant) -> None:
+def flush(session: ReadWriteSession, other: ReadWriteSession, tenant: ReadWriteSession) -> None:
     session.flush()
     other.flush()
     tenant.flush()
"""
    )


PARTS = {
    "mypy.ini": f"{INI}files = app\n[mypy_txn]\n",
    "app/L5_engines/rules.py": """
        from sqlalchemy.orm import Session
        from app.L6_drivers.rows import Rows, flush

        def end(rows: Rows) -> None:
            rows.session.commit()

        def apply(session: Session) -> None:
            flush(session)
    """,
    "app/L6_drivers/rows.py": """
        from sqlalchemy.orm import Session

        class Rows:
            def __init__(self, session: Session) -> None:
                self.session = session

        def flush(session: Session) -> None:
            session.flush()
    """,
}


def test_only_what_is_asked_for_changes_and_the_whole_program_is_looked_at(tree: Tree) -> None:
    tree.write(PARTS)
    result = tree.txn("migrate", "app/L6_drivers")
    added = [line for line in result.out.splitlines() if line.startswith("+def")]
    assert added == ["+def flush(session: ReadWriteSession) -> None:"]
    assert "app/L5_engines/rules.py\n" not in result.out
    assert result.err == (
        "mypy-txn: left: app/L6_drivers/rows.py:5: Rows.__init__(session): it needs control:"
        " commit in app/L5_engines/rules.py:6\n"
        "mypy-txn: txn-annotation: 2 before, 1 after\n"
        "mypy-txn: 1 narrowed, 1 left, no new type error\n"
    )
    result = tree.txn("migrate", "app/L5_engines")
    assert result.out == ""
    assert "apply(session): app.L6_drivers.rows.flush(session) takes it, and keeps" in result.err


def test_nothing_is_written_over_what_was_not_looked_at(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write({**TREE, "app/L6_drivers/other.py": TREE["app/rules/L6_drivers/rows.py"]})
    before = (tree.root / "app/L6_drivers/other.py").read_bytes()

    def edited_while_mypy_runs(planner: Planner, trials: Trials) -> Proven:
        proven = prove(planner, trials)
        tree.write({"app/rules/L6_drivers/rows.py": "# mine"})
        return proven

    monkeypatch.setattr("mypy_txn.cli.migrate.prove", edited_while_mypy_runs)
    result = tree.txn("migrate", "--write", "app")
    assert (result.status, result.err) == (
        2,
        "mypy-txn: nothing is written: app/rules/L6_drivers/rows.py has changed meanwhile\n",
    )
    assert (tree.root / "app/L6_drivers/other.py").read_bytes() == before


def test_nothing_is_written_where_one_file_cannot_be(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write({**TREE, "app/L6_drivers/other.py": TREE["app/rules/L6_drivers/rows.py"]})
    before = (tree.root / "app/L6_drivers/other.py").read_bytes()
    monkeypatch.setattr("os.access", lambda path, mode: "rules" not in str(path))
    result = tree.txn("migrate", "--write", "app")
    assert (result.status, result.err) == (
        2,
        "mypy-txn: nothing is written: app/rules/L6_drivers/rows.py cannot be written\n",
    )
    assert (tree.root / "app/L6_drivers/other.py").read_bytes() == before


def test_nothing_is_written_where_one_file_is_found_out_too_late(tree: Tree) -> None:
    other = tree.root / "app/L6_drivers/other.py"
    tree.write({**TREE, "app/L6_drivers/other.py": TREE["app/rules/L6_drivers/rows.py"]})
    before = other.read_bytes()
    part = tree.root / f"app/rules/L6_drivers/rows.py.{os.getpid()}"
    part.mkdir()  # where it is written first
    result = tree.txn("migrate", "--write", "app")
    assert (result.status, result.err) == (
        2,
        f"mypy-txn: nothing is written: [Errno 21] Is a directory: '{part}'\n",
    )
    assert other.read_bytes() == before
    part.rmdir()
    assert tree.txn("migrate", "--write", "app").status == 0
    assert other.read_bytes() != before


def test_a_dry_run_leaves_no_trace_in_the_cache(tree: Tree) -> None:
    tree.write(TREE)
    tree.txn("check", "app")
    folder = tree.cache / "txn"
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    assert before
    tree.txn("migrate", "app")
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def _kinds(lines: list[str]) -> Counter[tuple[str, str]]:
    """The errors by file and message, without lines."""
    parted = (line.partition(": error: ") for line in lines)
    return Counter((os.path.dirname(place.partition(":")[0]), text) for place, _, text in parted)


def test_what_cannot_be_checked_is_said(tree: Tree) -> None:
    tree.write({**TREE, "app/broken.py": "def half(:\n"})
    result = tree.txn("migrate", "app")
    assert result.out == DIFF
    assert "mypy-txn: not checked: app.broken: " in result.err
    assert "no new type error in what was checked\n" in result.err
    assert result.status == 2


def test_nothing_is_written_where_not_everything_was_checked(tree: Tree) -> None:
    """What cannot be parsed may need the full handle."""
    tree.write({**TREE, "app/broken.py": "def half(:\n"})
    before = {path: path.read_bytes() for path in tree.root.rglob("*.py")}
    result = tree.txn("migrate", "app", "--write")
    assert "mypy-txn: nothing is written: not everything was checked\n" in result.err
    assert result.status == 2
    assert {path: path.read_bytes() for path in tree.root.rglob("*.py")} == before


BEYOND = """
    from sqlalchemy.orm import Session

    def asked(session: Session) -> None:
        session.query(int)

    def quiet(session: Session) -> None:
        with session.no_autoflush:
            session.flush()

    def told(session: Session) -> bool:
        return session.in_transaction()
"""


def test_what_no_protocol_has_is_not_called_control(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": BEYOND})
    left = tree.txn("migrate", "app").err.replace("mypy-txn: left: app/L6_drivers/rows.py:", "")
    assert left.splitlines()[:-1] == [
        "4: asked(session): it needs what no Protocol has: query in app/L6_drivers/rows.py:5",
        "7: quiet(session): it needs what no Protocol has: no_autoflush in"
        " app/L6_drivers/rows.py:8; no_autoflush() from mypy_txn does the same",
        "11: told(session): it needs what no Protocol has: in_transaction in"
        " app/L6_drivers/rows.py:12; in_transaction() from mypy_txn tells it",
    ]


UNTYPED = """
    {comment}
    from sqlalchemy.orm import Session

    def typed(session: Session):
        session.flush()
        return 1 + ""  # an error already

    def untyped(session,
                n=1):
        session.flush()
        return "" + 1

    def fine(session):
        session.flush()

    def again(unknown):
        return "" + 1

    def use(session: Session) -> None:
        untyped(session)
        fine(session)
"""


@pytest.mark.parametrize(
    ("options", "comment", "narrowed"),
    [
        ("check_untyped_defs = False", "", ["typed", "fine", "use"]),
        ("check_untyped_defs = True", "", ["typed", "untyped", "fine", "use"]),
        (
            "check_untyped_defs = False",
            "# mypy: check-untyped-defs",
            ["typed", "untyped", "fine", "use"],
        ),
    ],
)
def test_an_error_in_a_function_that_mypy_did_not_look_into_is_a_new_one(
    tree: Tree, options: str, comment: str, narrowed: list[str]
) -> None:
    # For the modules of the project alone: of the libraries, the cache of the others holds.
    own = f"[mypy-app.*]\n{options}\ndisable_error_code = no-untyped-def, no-untyped-call\n"
    config = f"{INI}{own}[mypy_txn]\n"
    tree.write({"mypy.ini": config, "app/L6_drivers/rows.py": UNTYPED.format(comment=comment)})
    before = [line for line in tree.check("app").lines if "[txn-" not in line]
    result = tree.txn("migrate", "--write", "app")
    changed = [line for line in result.out.splitlines() if "+def" in line or "+   " in line]
    assert [line[5:].partition("(")[0] for line in changed] == narrowed
    after = [line for line in tree.check("app").lines if "[txn-" not in line]
    assert len(after) == len(before)


Attempted = list[int]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig"])
def test_the_patch_has_the_bytes_of_the_file(tree: Tree, encoding: str) -> None:
    coding = "# coding: latin-1\n" if encoding == "latin-1" else ""
    rows = f"{coding}from sqlalchemy.orm import Session\n# é\n"
    rows += "def f(s: Session) -> None: s.flush()\n"
    tree.write({"app/L6_drivers/rows.py": ""})
    path = tree.root / "app/L6_drivers/rows.py"
    path.write_bytes(rows.replace("\n", "\r\n").encode(encoding))
    command = Path(sys.executable).parent / "mypy-txn"
    done = subprocess.run([command, "migrate", "app"], cwd=tree.root, capture_output=True)
    (tree.root / "patch").write_bytes(done.stdout)
    subprocess.run(["git", "apply", "patch"], cwd=tree.root, check=True)
    after = rows.replace("sqlalchemy.orm import Session", "mypy_txn import ReadWriteSession")
    after = after.replace("s: Session", "s: ReadWriteSession")
    assert path.read_bytes() == after.replace("\n", "\r\n").encode(encoding)


@pytest.fixture
def attempted(monkeypatch: pytest.MonkeyPatch) -> Attempted:
    """For each run of mypy for a trial, how many trees of modules there were when it began."""
    left = Attempted()

    def counted(planner: Planner, trials: Trials) -> Proven:
        def attempt(texts: Mapping[str, bytes]) -> Outcome:
            left.append(sum(type(one) is MypyFile for one in gc.get_objects()))
            return trials._attempt(texts)

        return prove(planner, Trials(trials.before, trials.read, attempt))

    monkeypatch.setattr("mypy_txn.cli.migrate.prove", counted)
    return left


def test_a_trial_begins_without_what_mypy_left_of_the_one_before(
    tree: Tree, attempted: Attempted
) -> None:
    """It leaves its trees in cycles: hundreds of megabytes of a large project."""
    tree.write(PROVED)
    tree.txn("migrate", "app")
    assert len(attempted) > 2
    assert max(attempted) < 2 * min(attempted)


MANY = """
    from sqlalchemy import Connection, Update
    {more}
    def a(connection: Connection, update: Update) -> None:
        connection.execute(update)

    def b(connection: Connection, update: Update) -> None:
        connection.execute(update)
"""
COUNTS = """
    def touched(connection: Connection, update: Update) -> int:
        return connection.execute(update).rowcount
"""
LISTED = """
    def listed(connections: list[Connection], update: Update) -> None:
        connections[0].execute(update)
"""
CALLER = """
    from sqlalchemy import Connection, Update
    from app.L6_drivers import m5

    def caller(connections: list[Connection], update: Update) -> None:
        m5.listed(connections, update)
"""


def test_an_error_says_which_signature_to_try_without(tree: Tree, attempted: Attempted) -> None:
    """One run with all, one with those that no error points at, one for each of the others."""
    drivers = {f"app/L6_drivers/m{n}.py": MANY.format(more="") for n in range(8)}
    drivers["app/L6_drivers/m2.py"] = MANY.format(more=COUNTS)
    drivers["app/L6_drivers/m5.py"] = MANY.format(more=LISTED)
    tree.write({**drivers, "app/L4_handlers/caller.py": CALLER})
    result = tree.txn("migrate", "app")
    of_any_line = result.err.replace("Result[*tuple[Any, ...]]", "Result[Any]")  # 2.1's, 2.0's
    assert of_any_line.splitlines() == [
        "mypy-txn: left: app/L6_drivers/m2.py:4: touched(connection): with a Protocol mypy reports"
        ' app/L6_drivers/m2.py:5: error: "Result[Any]" has no attribute "rowcount"  [attr-defined];'
        " rowcount() from mypy_txn tells it",
        "mypy-txn: left: app/L6_drivers/m5.py:4: listed(connections): with a Protocol mypy reports"
        ' app/L4_handlers/caller.py:6: error: Argument 1 to "listed" has incompatible type'
        ' "list[Connection]"; expected "list[WriteConnection]"  [arg-type]',
        "mypy-txn: txn-annotation: 18 before, 2 after",
        "mypy-txn: 16 narrowed, 2 left, no new type error",
    ]
    assert len(attempted) == 4


def test_why_no_protocol_is_named(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy import Connection
                from sqlalchemy.orm import Session

                def either(source: Session | Connection) -> None:
                    source.execute

                def both(session) -> None:
                    session.execute

                def use(session: Session, connection: Connection) -> None:
                    both(session)
                    both(connection)

                def unknown(session) -> None:
                    session.execute
            """
        }
    )
    left = tree.txn("migrate", "app").err.replace("mypy-txn: left: app/L6_drivers/rows.py:", "")
    several = "handles of several kinds get into it: ReadWriteSession, WriteConnection"
    assert left.splitlines()[:3] == [
        "5: either(source): no single Protocol can stand in its place",
        f"8: both(session): {several}",
        "15: unknown(session): no type says what gets into it",
    ]
