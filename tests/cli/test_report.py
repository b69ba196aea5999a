"""`mypy-txn report` counts what is shown, accepted, hidden and in order, and all of the tree."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checking import INI, Tree

CONFIGURED = INI + "files = app\n[mypy_txn]\nbaseline = txn-baseline.json\n"
RULES = """
    import sqlite3

    def write(conn: sqlite3.Connection) -> None:
        conn.execute("select 1")
        conn.commit()  # type: ignore[txn-call]
"""
ROWS = """
    import sqlite3

    def read(conn: sqlite3.Connection) -> None:
        conn.execute("select 1")
        conn.execute("COMMIT")
        conn.executemany("select 1", [])

    def undo(session):
        session.rollback()
        session.execute("select 1")

    if not __debug__:
        def off(conn: sqlite3.Connection) -> None: ...
"""
TREE = {
    "mypy.ini": CONFIGURED,
    "app/policies/L5_engines/rules.py": RULES,
    "app/accounts/L6_drivers/rows.py": ROWS,
    "app/accounts/L4_handlers/handle.py": "import sqlite3\nsqlite3.connect('').commit()\n",
}


@pytest.fixture
def backend(tree: Tree) -> Tree:
    tree.write({**TREE, "app/accounts/L6_drivers/rows.py": "import sqlite3\n"})
    assert tree.txn("baseline").status == 0
    tree.write({"app/accounts/L6_drivers/rows.py": ROWS})
    return tree


def numbers(tree: Tree, *args: str) -> dict[str, Any]:
    result = tree.txn("report", "--output", "json", *args)
    assert (result.err, result.status) == ("", 0)
    totals: dict[str, Any] = json.loads(result.out)["totals"]
    return totals


def test_all_kinds_are_counted(backend: Tree) -> None:
    result = backend.txn("report", "--by", "domain", "--by", "code")
    assert [line.rstrip() for line in result.out.splitlines()] == [
        "Transaction control in 4 protected modules.",
        "7 findings: 3 open, 1 baselined, 1 suppressed, 2 not verifiable.",
        "Of the not verifiable: 2 open.",
        "3 verified handle uses: 30.0 % of 10.",
        "",
        "domain     open   baselined   suppressed   not verifiable   verified    share",
        "─" * 77,
        "accounts      3           0            0                2          2   28.5 %",
        "policies      0           1            1                0          1   33.3 %",
        "",
        "all           3           1            1                2          3   30.0 %",
        "",
        "code             open   baselined   suppressed   not verifiable",
        "─" * 63,
        "txn-annotation      2           1            0                0",
        "txn-untyped         0           0            0                2",
        "txn-call            0           0            1                0",
        "txn-sql             1           0            0                0",
        "",
        "all                 3           1            1                2",
    ]
    assert (result.err, result.status) == ("", 0)


def test_what_a_configuration_hides_is_counted_as_suppressed(backend: Tree) -> None:
    before = numbers(backend)
    for hidden in ("disable_error_code = txn", "disable_error_code = txn-sql, txn-annotation"):
        backend.write({"mypy.ini": CONFIGURED.replace("[mypy]\n", f"[mypy]\n{hidden}\n")})
        after = numbers(backend)
        assert after["all"]["findings"] == before["all"]["findings"]
        assert after["all"]["open"] == 0
        assert after["all"]["verified"] == before["all"]["verified"]
    assert after["statuses"] == {"open": 2, "suppressed": 5}


@pytest.mark.parametrize("quarantine", ["ignore_errors = True", "follow_imports = skip"])
def test_a_quarantine_hides_nothing(backend: Tree, quarantine: str) -> None:
    before = numbers(backend)
    backend.write({"mypy.ini": f"{CONFIGURED}\n[mypy-app.*]\n{quarantine}\n"})
    assert numbers(backend)["all"] == before["all"]


def test_what_is_excluded_is_not_quiet(tree: Tree) -> None:
    made = "import sqlite3\nx: sqlite3.Connection\n"
    ini = INI + "exclude = L6_drivers/generated\n"
    files = {"app/L6_drivers/generated/a.py": made, "app/L5_engines/b.py": "", "mypy.ini": ini}
    tree.write(files)
    said = tree.txn("check", "app").out
    assert said == "No transaction findings in 3 protected modules; 2 protected modules excluded\n"
    assert ":warning:" in tree.txn("check", "app", "--output", "markdown").out
    said = tree.txn("report", "app").out
    assert "2 protected modules excluded, and not counted.\n" in said
    tree.write({"app/L5_engines/b.py": "import app.L6_drivers.generated.a\n"})
    assert tree.txn("check", "app").out.endswith("(5 protected modules checked)\n")


def test_the_threshold(backend: Tree) -> None:
    assert backend.txn("report", "--fail-under", "30").status == 0
    result = backend.txn("report", "--fail-under", "30.01")
    assert result.err == "mypy-txn: 30.0 % is verified, and --fail-under says 30.01 %\n"
    assert result.status == 1
    assert backend.txn("report", "--fail-under", "101").status == 2
    assert backend.txn("report", "--fail-under", "nan").status == 2


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["--output", "json", "--by", "layer"], "--by needs --output text or markdown"),
        (["--output", "html", "--by", "code"], "--by needs --output text or markdown"),
        (["--link", "x{path}"], "--link needs --output html"),
    ],
)
def test_an_option_that_would_change_nothing(
    backend: Tree, args: list[str], complaint: str
) -> None:
    result = backend.txn("report", *args)
    assert result.err.endswith(f"Error: {complaint}\n")
    assert result.status == 2


def test_a_broken_part_makes_it_incomplete_and_hides_nothing(backend: Tree) -> None:
    backend.write({"app/policies/L6_drivers/half.py": "def half(:\n"})
    for form, first in (
        ("text", "INCOMPLETE: 1 part could not be checked. There are at least these findings."),
        ("markdown", "## Transaction findings"),
        ("html", "<!DOCTYPE html>"),
    ):
        result = backend.txn("report", "--output", form, "--fail-under", "99")
        assert result.out.splitlines()[0] == first
        assert "INCOMPLETE: 1 part could not be checked." in result.out
        assert " %" not in result.out
        assert result.err.splitlines()[0].startswith(
            "mypy-txn: not checked: app.policies.L6_drivers.half: "
        )
        assert len(result.err.splitlines()) == 1
        assert result.status == 2
    data = json.loads(backend.txn("report", "--output", "json").out)
    assert "totals" not in data
    assert data["partial"]["all"]["findings"] == 7


def test_a_part_that_was_asked_for_is_called_one(backend: Tree) -> None:
    result = backend.txn("report", "app/policies", "--output", "json")
    data = json.loads(result.out)
    assert (data["complete"], data["whole_tree"], result.status) == (True, False, 0)
    assert data["totals"]["all"]["findings"] == 2
    assert (
        "Not every protected module of the tree was asked for: these are the numbers of a part."
        in backend.txn("report", "app/policies").out
    )
    backend.write({"app/policies/L6_drivers/half.py": "def half(:\n"})
    assert "these are the numbers of a part." in backend.txn("report", "app/policies").out
    assert "these are the numbers of a part." not in backend.txn("report").out


def test_the_configured_domain(backend: Tree) -> None:
    backend.write({"mypy.ini": CONFIGURED + "domain = 1\n"})
    assert [*numbers(backend)["by"]["domain"]] == ["app"]


@pytest.mark.parametrize("value", ["0", "-1", "policies", "above_layer"])
def test_a_domain_that_is_none(backend: Tree, value: str) -> None:
    backend.write({"mypy.ini": f"{CONFIGURED}domain = {value}\n"})
    result = backend.txn("report")
    assert result.err == (
        f"mypy-txn: mypy.ini: [mypy_txn] domain: {value!r} is neither above-layer"
        " nor the number of a segment, from 1\n"
    )
    assert (result.out, result.status) == ("", 2)


@pytest.mark.parametrize(
    ("value", "status"),
    [("2", 0), ("'2'", 0), ("'above-layer'", 0), ("true", 2), ("1.5", 2), ("['a']", 2)],
)
def test_the_domain_in_toml(tree: Tree, value: str, status: int) -> None:
    (tree.root / "mypy.ini").unlink()
    tree.write({name: text for name, text in TREE.items() if name != "mypy.ini"})
    text = f"[tool.mypy]\nfiles = 'app'\n[tool.mypy_txn]\ndomain = {value}\n"
    tree.write({"pyproject.toml": text})
    assert tree.txn("report").status == status


def test_a_link_that_cannot_be_filled_in(backend: Tree) -> None:
    result = backend.txn("report", "--output", "html", "--link", "{nothing}")
    assert "{nothing} cannot be filled in; there are path, absolute, line, column" in result.err
    assert result.status == 2


PROTOCOLS = """
    from sqlalchemy import text
    from mypy_txn import ReadWriteSession, WriteCursor

    def helper(session: ReadWriteSession) -> None:
        session.execute(text("select 1"))

    def write(session: ReadWriteSession, cursor: WriteCursor, other: list[int]) -> None:
        helper(session)
        cursor.execute("select 1")
        cursor.execute("ROLLBACK")
        other.append(1)
"""


def test_what_is_done_with_protocols_is_verified(tree: Tree) -> None:
    tree.write({"mypy.ini": INI + "files = app\n", "app/a/L6_drivers/rows.py": PROTOCOLS})
    assert numbers(tree)["all"] == {
        "open": 1, "baselined": 0, "suppressed": 0, "not_verifiable": 0, "verified": 3,
        "findings": 1,
    }  # fmt: skip


def test_no_use_is_verified_where_names_alone_tell(tree: Tree) -> None:
    unchecked = """
        import sqlite3

        def run(conn: sqlite3.Connection) -> None:
            raise NotImplementedError
            conn.execute("select 1")
    """
    tree.write({"mypy.ini": INI + "files = app\n", "app/a/L6_drivers/rows.py": unchecked})
    assert numbers(tree)["all"]["verified"] == 0
