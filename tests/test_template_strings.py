"""Python 3.14's t-strings: SQL in them is SQL, and what they call is called."""

from __future__ import annotations

import json

import pytest
import sqlalchemy

from checking import INI, Result, Tree

INI_314 = INI + "python_version = 3.14\n"
IMPORTS = """\
from string.templatelib import Interpolation, Template
from mypy_txn import ReadWriteSession, WriteCursor
from sqlalchemy import text
from sqlalchemy.orm import Session
"""


def checked(tree: Tree, body: str, imports: str = "") -> Result:
    text = f"{IMPORTS}{imports}\ndef write(cursor: WriteCursor, name: str) -> None:\n"
    text += "".join(f"    {line}\n" for line in body.splitlines())
    tree.write({"mypy.ini": INI_314, "app/L6_drivers/rows.py": text})
    return tree.check()


@pytest.mark.parametrize(
    ("body", "statement"),
    [
        ('cursor.execute(t"COMMIT")', "COMMIT"),
        ('cursor.execute(t"select {name}; commit")', "COMMIT"),
        ('cursor.execute(t"SAVE" t"POINT {name:i}")', "SAVEPOINT"),
        ('end = t"rollback to {name}"\ncursor.execute(end)', "ROLLBACK"),
        ('end = t"rollback"\ncursor.execute(t"{end:q}")', "ROLLBACK"),
        ('cursor.execute(t"select 1; " + t"commit")', "COMMIT"),
        ('cursor.execute(Template("com", "mit"))', "COMMIT"),
    ],
)
def test_control_in_a_template(tree: Tree, body: str, statement: str) -> None:
    (line,) = checked(tree, body).lines
    assert f": error: L6 driver writes {statement} in SQL; only L4 may begin" in line
    assert line.endswith("  [txn-sql]")


@pytest.mark.parametrize(
    "body",
    [
        'cursor.execute(t"select {name}")',
        'end = "commit"\ncursor.execute(t"{end}")',
        'end = "commit"\ncursor.execute(t"insert into t values ({end}, \'commit\')")',
        'cursor.execute(Template("select ", Interpolation("commit", "name")))',
    ],
)
def test_what_is_interpolated_is_a_value(tree: Tree, body: str) -> None:
    assert checked(tree, body).out == "Success: no issues found in 3 source files\n"


@pytest.mark.skipif(sqlalchemy.__version__ < "2.1", reason="tstring() came with 2.1")
def test_sqlalchemys_tstring(tree: Tree) -> None:
    result = checked(
        tree,
        """\
session: ReadWriteSession
session.execute(tstring(t"rollback"))
session.execute(tstring(t"select {name} from commit"))
session.execute(tstring(t"{text('commit')}"))""",
        "from sqlalchemy import tstring\n",
    )
    assert [line.split(" error: ")[1].split(";")[0] for line in result.lines] == [
        "L6 driver writes ROLLBACK in SQL",
        "L6 driver writes COMMIT in SQL",
    ]


def test_what_a_template_calls(tree: Tree) -> None:
    functions = """
def control(session: Session) -> object:
    return t"{session.is_active:{session.begin()}}"

def nothing(session: Session) -> object:
    return t"{session is None}"

def kept(session: Session) -> object:
    return t"{session}"
"""
    tree.write({"mypy.ini": INI_314, "app/L6_drivers/rows.py": IMPORTS + functions})
    calls = [line.partition("; only")[0] for line in tree.check().lines if "txn-call" in line]
    assert calls == ["app/L6_drivers/rows.py:7: error: L6 driver calls Session.begin()"]
    listed = tree.txn("signatures", "app", "--output", "json")
    found = json.loads(listed.out)["signatures"]
    assert {one["signature"]: (one["needs"], one["certain"]) for one in found} == {
        "control(session)": ("control", True),
        "nothing(session)": ("nothing", True),
        "kept(session)": ("nothing", False),
    }
