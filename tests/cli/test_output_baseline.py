"""A baseline that cannot stay as it is fails the check, and every format says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from checking import INI, Tree

NAME = "txn-baseline.json"
ROWS = """
    import sqlite3

    def write(conn: sqlite3.Connection) -> None:
        conn.commit()
"""
START = {
    "mypy.ini": INI + f"[mypy_txn]\nbaseline = {NAME}\n",
    "app/L6_drivers/rows.py": ROWS,
    "app/L5_engines/rules.py": "",
}
FIXED = (
    f"{NAME}: fixed, but still an entry: app/L6_drivers/rows.py (write): conn.commit  [txn-call]"
)
SHRINK = "remove the entries that are fixed with: mypy-txn baseline --shrink app"
COPIED = f"{NAME}: one entry, but more than one violation like it: app/L6_drivers/rows.py (write): "
SUMMARY = "No transaction findings in 4 protected modules; not shown: 1 baselined"
STALE = f"{SUMMARY}; fixed, but still in {NAME}: 1 entry"


def frozen(tree: Tree) -> None:
    tree.write(START)
    assert tree.txn("baseline", "app").status == 0


def fix(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": ROWS.replace("conn.commit()", "pass")})


def copy(tree: Tree) -> None:
    moved = {"app/L6_drivers/more.py": ROWS, "app/L5_engines/rules.py": ROWS}
    tree.write({"app/L6_drivers/rows.py": None, **moved})


def leave(tree: Tree) -> None:
    pass


def notifications(log: str) -> list[dict[str, Any]]:
    (run,) = json.loads(log)["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"]
    found = invocation["toolExecutionNotifications"]
    assert isinstance(found, list)
    return found


def test_text_and_standard_error(tree: Tree) -> None:
    frozen(tree)
    assert tree.txn("check", "app").status == 0
    fix(tree)
    result = tree.txn("check", "app")
    assert (result.out, result.status) == (f"{STALE}\n", 1)
    assert result.err == f"mypy-txn: {FIXED}\nmypy-txn: {SHRINK}\n"


@pytest.mark.parametrize(
    ("form", "sign", "expected"),
    [
        (
            "github",
            "::error",
            "::error file=txn-baseline.json,title=mypy-txn baseline::"
            f"{FIXED}%0A{SHRINK}\n{STALE}\n",
        ),
        (
            "markdown",
            "baseline cannot",
            f"### :x: mypy-txn\n\n{STALE}.\n\n"
            f"The baseline cannot stay as it is:\n\n- `{FIXED}`\n- `{SHRINK}`\n",
        ),
    ],
)
def test_what_is_read_in_a_review_has_them(tree: Tree, form: str, sign: str, expected: str) -> None:
    frozen(tree)
    assert sign not in tree.txn("check", "app", "--output", form).out
    fix(tree)
    assert tree.txn("check", "app", "--output", form).out == expected


def test_sarif_has_a_notification(tree: Tree) -> None:
    frozen(tree)
    assert notifications(tree.txn("check", "app", "--output", "sarif").out) == []
    fix(tree)
    assert notifications(tree.txn("check", "app", "--output", "sarif").out) == [
        {"level": "error", "message": {"text": f"{FIXED}\n{SHRINK}"}}
    ]


@pytest.mark.parametrize(("edit", "said"), [(copy, True), (leave, False)])
def test_an_entry_that_serves_two(tree: Tree, edit: Callable[[Tree], None], said: bool) -> None:
    frozen(tree)
    edit(tree)
    for form in ("github", "markdown", "sarif"):
        result = tree.txn("check", "app", "--output", form)
        assert (COPIED in result.out, SHRINK in result.out) == (said, False)
        assert result.status == int(said)
    text = tree.txn("check", "app").out
    assert (f"; more than one violation for 2 entries of {NAME}\n" in text) is said


def test_what_is_removed_at_once_is_no_reason(tree: Tree) -> None:
    frozen(tree)
    tree.write({"mypy.ini": f"{START['mypy.ini']}stale = shrink\n"})
    fix(tree)
    result = tree.txn("check", "app", "--output", "github")
    assert (result.out, result.status) == (f"{SUMMARY}\n", 0)
