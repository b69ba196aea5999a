"""A gate that checks nothing is worse than none: whatever goes wrong says so and names itself."""

from __future__ import annotations

import pytest

from checking import INI, Tree
from mypy_txn.config import KEYS

DRIVER = """
    from sqlalchemy.orm import Session

    def write(session: Session) -> None:
        session.commit()
"""
FINDINGS = [
    "app/L6_drivers/rows.py:4: error: L6 driver names Session as a type; only L4 may hold one"
    "  [txn-annotation]",
    "app/L6_drivers/rows.py:5: error: L6 driver calls Session.commit(); "
    "only L4 may begin or end a transaction  [txn-call]",
]
BROKEN_PLUGIN = """
    import mypy_txn.audit
    from mypy_txn.plugin import plugin

    def broken(module):
        if module.tree.fullname.endswith("rows"):
            raise ZeroDivisionError("a bug")
        return ()

    mypy_txn.audit.RULES = (*mypy_txn.audit.RULES, broken)
"""


def test_findings_and_exit_status(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": DRIVER, "app/L4_handlers/rows.py": DRIVER})
    result = tree.check()
    assert result.lines == FINDINGS
    assert result.status == 1
    assert tree.check("app/L4_handlers").status == 0


def test_bad_configuration_ends_every_kind_of_run(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": DRIVER})
    assert tree.check().status == 1
    tree.write({"mypy.ini": INI + "[mypy_txn]\nowners = L4\n"})
    complaint = (
        "mypy.ini: [mypy_txn] owners: unknown key; did you mean owner? "
        f"(known: {', '.join(KEYS)})"
        "  [txn-config]\n"
    )
    for result in (
        tree.check(),
        tree.run("mypy", "app", "--cache-dir=/dev/null"),
        tree.run("mypy", "app", "-n2"),
    ):
        assert result.status == 2
        assert (result.err or result.out).startswith(complaint)
        assert "Traceback" not in result.err + result.out
    daemon = tree.run("dmypy", "run", "--", "app")
    tree.run("dmypy", "stop")
    assert daemon.status == 2
    assert complaint in daemon.out + daemon.err


@pytest.mark.parametrize("name", ["setup.cfg", "pyproject.toml"])
def test_bad_configuration_names_the_file_mypy_was_configured_by(tree: Tree, name: str) -> None:
    (tree.root / "mypy.ini").unlink()
    tool = "tool." if name.endswith("toml") else ""
    quoted = '["mypy_txn.plugin"]' if tool else "mypy_txn.plugin"
    layers = '["X"]' if tool else "X"
    text = f"[{tool}mypy]\nplugins = {quoted}\n[{tool}mypy_txn]\nowner = {layers}\n"
    tree.write({"app/L6_drivers/rows.py": DRIVER, name: text})
    result = tree.check()
    assert result.status == 2
    assert result.err.splitlines()[0] == (
        f"{name}: [{tool}mypy_txn] owner: 'X' is not a layer like L4 or L5  [txn-config]"
    )


def test_a_module_claimed_by_two_layers(tree: Tree) -> None:
    layers = "[mypy_txn.layers]\nL4 = app.*.rows\nL5 = app.engines\nL6 = app.L6_*.rows\n"
    tree.write({"app/L6_drivers/rows.py": DRIVER, "mypy.ini": INI + layers})
    result = tree.check()
    assert result.status == 2
    assert result.err.splitlines()[0] == (
        "mypy.ini: [mypy_txn.layers]: module 'app.L6_drivers.rows' is claimed equally by "
        "L4 (app.*.rows) and L6 (app.L6_*.rows); make one pattern longer  [txn-config]"
    )


def test_a_changed_configuration_is_seen_by_a_warm_run(tree: Tree) -> None:
    tree.write({"app/L6_drivers/rows.py": DRIVER})
    assert tree.check().lines == FINDINGS
    tree.write({"mypy.ini": INI + "[mypy_txn]\nprotected = L5\n"})
    assert tree.check().status == 0
    tree.write({"mypy.ini": INI})
    assert tree.check().lines == FINDINGS


def test_a_mypy_that_keeps_its_types_elsewhere_ends_the_run(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": INI.replace("mypy_txn.plugin", "broken.py"),
            "app/L6_drivers/rows.py": DRIVER,
            "broken.py": """
                from mypy_txn.adapter.checkers import Checkers
                from mypy_txn.adapter.referrers import OwnerNotFound
                from mypy_txn.plugin import plugin

                def take(self, file):
                    raise OwnerNotFound("no types")

                Checkers.take = take
            """,
        }
    )
    result = tree.run("mypy", "app", "--cache-dir", str(tree.cache))
    assert result.status == 2
    assert result.err.splitlines()[0] == (
        "mypy_txn failed, nothing is checked: OwnerNotFound: no types  [txn-internal]"
    )
    assert "Traceback" not in result.err + result.out


def test_a_failing_rule_is_an_error_of_its_module_and_hides_nothing_else(tree: Tree) -> None:
    tree.write(
        {
            "mypy.ini": INI.replace("mypy_txn.plugin", "broken.py"),
            "app/L6_drivers/rows.py": DRIVER,
            "app/L6_drivers/more.py": DRIVER,
            "broken.py": BROKEN_PLUGIN,
        }
    )
    result = tree.run("mypy", "app", "--cache-dir", str(tree.cache))
    assert result.status == 1
    assert sorted(result.lines) == [
        *(line.replace("rows.py", "more.py") for line in FINDINGS),
        "app/L6_drivers/rows.py:1: error: mypy_txn failed on module app.L6_drivers.rows, "
        "which is not checked: ZeroDivisionError: a bug  [txn-internal]",
    ]
    assert "Traceback" not in result.err + result.out


def test_no_comment_ignores_that_a_rule_failed(tree: Tree) -> None:
    driver = "import os  # type: ignore\nimport sys  # type: ignore[txn]\nx = 1\n"
    tree.write(
        {
            "mypy.ini": INI.replace("mypy_txn.plugin", "broken.py"),
            "app/L6_drivers/rows.py": driver,
            "broken.py": BROKEN_PLUGIN,
        }
    )
    result = tree.run("mypy", "app", "--cache-dir", str(tree.cache))
    failed = [line for line in result.lines if line.endswith("[txn-internal]")]
    assert [line.partition(" mypy_txn ")[0] for line in failed] == [
        "app/L6_drivers/rows.py:3: error:"
    ]
    assert result.status == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"x = '\xff'\n", "app/L6_drivers/bad.py: error: Cannot decode file: "),
        (b"def f(:\n", "app/L6_drivers/bad.py:1: error: "),
    ],
)
def test_a_file_that_cannot_be_parsed(tree: Tree, content: bytes, complaint: str) -> None:
    tree.write({"app/L6_drivers/rows.py": DRIVER})
    (tree.root / "app/L6_drivers/bad.py").write_bytes(content)
    result = tree.check()
    assert result.status == 2
    assert (result.err or result.out).startswith(complaint)


def test_an_empty_tree(tree: Tree) -> None:
    (tree.root / "app").mkdir()
    result = tree.check()
    assert result.status == 2
    assert result.err == "There are no .py[i] files in directory 'app'\n"


def test_a_module_in_which_nothing_is_called_or_read(tree: Tree) -> None:
    quiet = "from sqlalchemy.orm import Session\ntaken = Session.commit\nx: Session\n"
    tree.write({"app/L6_drivers/rows.py": quiet})
    expected = [
        "app/L6_drivers/rows.py:2: error: L6 driver takes Session.commit as a value; "
        "only L4 may begin or end a transaction  [txn-call]",
        "app/L6_drivers/rows.py:3: error: L6 driver names Session as a type; "
        "only L4 may hold one  [txn-annotation]",
    ]
    assert tree.check().lines == expected
    assert tree.run("mypy", "app", "-n2").lines == expected


def test_no_other_error_is_changed(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": DRIVER + "\n    x: int = ''\n    session.nothing()\n",
            "app/helpers.py": DRIVER + "\n    x: int = ''\n",
        }
    )
    with_plugin = tree.check()
    tree.write({"mypy.ini": INI.replace("plugins = mypy_txn.plugin\n", "")})
    without = tree.check("app", "--always-false=MYPY_TXN_SQLALCHEMY_20")
    assert [line for line in with_plugin.lines if "[txn-" not in line] == without.lines
    assert len(without.lines) == 3
    assert len(with_plugin.lines) == 5
