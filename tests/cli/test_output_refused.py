"""What is printed where nothing could be checked: in the formats that programs read, too."""

from __future__ import annotations

import json

import pytest

from checking import Tree

INI = "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nstale = sometimes\n"
WHY = "mypy.ini: [mypy_txn] stale: 'sometimes' is not one of error, shrink, ignore"


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("text", ""),
        ("json", ""),
        ("github", f"::error title=mypy-txn could not check::{WHY}\n"),
        ("markdown", f"### :x: mypy-txn\n\nNothing could be checked:\n\n- `{WHY}`\n"),
    ],
)
def test_a_refused_configuration(tree: Tree, form: str, out: str) -> None:
    tree.write({"mypy.ini": INI, "app/L6_drivers/rows.py": "x = 1\n"})
    result = tree.txn("check", "app", "--output", form)
    assert (result.out, result.err, result.status) == (out, f"mypy-txn: {WHY}\n", 2)


def test_in_sarif(tree: Tree) -> None:
    tree.write({"mypy.ini": INI, "app/L6_drivers/rows.py": "x = 1\n"})
    result = tree.txn("check", "app", "--output", "sarif")
    (run,) = json.loads(result.out)["runs"]
    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": WHY}}],
        }
    ]
    assert result.status == 2
