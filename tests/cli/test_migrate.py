"""`mypy-txn migrate` narrows what can be narrowed, and says why the rest stays."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

from checking import Tree

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
mypy-txn: 2 narrowed, 3 left
"""


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
    assert again.err.endswith("mypy-txn: 0 narrowed, 3 left\n")


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


def _kinds(lines: list[str]) -> Counter[tuple[str, str]]:
    """The errors by file and message, without lines."""
    parted = (line.partition(": error: ") for line in lines)
    return Counter((os.path.dirname(place.partition(":")[0]), text) for place, _, text in parted)


def test_what_cannot_be_checked_is_said(tree: Tree) -> None:
    tree.write({**TREE, "app/broken.py": "def half(:\n"})
    result = tree.txn("migrate", "app")
    assert result.out == DIFF
    assert "mypy-txn: not checked: app.broken: " in result.err
    assert result.status == 2
