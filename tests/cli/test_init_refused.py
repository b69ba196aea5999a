"""`mypy-txn init` does not call configured what every run of mypy refuses."""

from __future__ import annotations

import pytest

from checking import Tree

LAYERED = {"app/L4_handlers/handle.py": "x = 1\n", "app/L6_drivers/rows.py": "x = 1\n"}
MYPY = "[mypy]\nplugins = mypy_txn.plugin\n"
NAMED = f"{MYPY}[mypy_txn]\nbaseline = txn-baseline.json\n"
NO_PLUGIN = (
    'mypy.ini:2: error: Error importing plugin "mypy_txn.plugins": No module named'
    " 'mypy_txn.plugins'  [misc]"
)
NO_ENTRY = (
    'mypy.ini:2: error: Plugin "mypy_txn.plugin" does not define entry point function "plugn"'
    "  [misc]"
)
CRASHING = "def plugin(version: str) -> type:\n    raise RuntimeError('no such thing')\n"


@pytest.mark.parametrize("args", [("app",), ("app", "--check")])
@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"mypy.ini": "[mypy]\nplugins = mypy_txn.plugins\n"}, NO_PLUGIN),
        ({"mypy.ini": "[mypy]\nplugins = mypy_txn.plugin:plugn\n"}, NO_ENTRY),
        (
            {"mypy.ini": MYPY, "pyproject.toml": '[tool.mypy_txn]\nowner = "L4"\n'},
            "pyproject.toml: mypy is configured by mypy.ini: move mypy_txn's section there",
        ),
        (
            {"mypy.ini": NAMED},
            "{root}/txn-baseline.json: there is no such baseline; create it with"
            " `mypy-txn baseline`, and commit it",
        ),
        (
            {"mypy.ini": NAMED, "txn-baseline.json": "<<<<<<< ours\n"},
            "{root}/txn-baseline.json: the baseline has conflicts of a merge; keep the entries of"
            " both sides, then run `mypy-txn baseline --shrink`",
        ),
    ],
)
def test_what_mypy_refuses(
    tree: Tree, files: dict[str, str | None], complaint: str, args: tuple[str, ...]
) -> None:
    tree.write({**LAYERED, **files})
    complaint = complaint.format(root=tree.root)
    before = (tree.root / "mypy.ini").read_text()
    result = tree.txn("init", *args)
    assert (result.out, result.status) == ("", 2)
    assert result.err == f"mypy-txn: {complaint}\n"
    assert (tree.root / "mypy.ini").read_text() == before
    theirs = tree.check("app")
    assert (complaint in theirs.out + theirs.err, theirs.status) == (True, 2)


def test_a_plugin_that_fails(tree: Tree) -> None:
    tree.write(
        {
            **LAYERED,
            "failing_at_once.py": CRASHING,
            "mypy.ini": "[mypy]\nplugins = failing_at_once.py\n",
        }
    )
    result = tree.txn("init", "app")
    assert (result.out, result.status) == ("", 2)
    assert result.err == (
        "mypy-txn: mypy crashed: Error calling the plugin(version) entry point of"
        " failing_at_once.py: RuntimeError: no such thing\n"
    )


@pytest.mark.parametrize("plugins", ["", "plugins = mypy.plugins.proper_plugin\n"])
def test_what_mypy_takes(tree: Tree, plugins: str) -> None:
    section = "[mypy_txn]\nbaseline = txn-baseline.json\n"
    baseline = '{"format": 1, "violations": [\nnull]}\n'
    ini = f"[mypy]\n{plugins}{section}"
    tree.write({**LAYERED, "mypy.ini": ini, "txn-baseline.json": baseline})
    assert tree.txn("init", "app").status == 0
    assert tree.check("app").status == 0


def test_a_baseline_that_is_made_now_may_be_missing(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": NAMED})
    assert tree.txn("init", "app", "--baseline").status == 0
    assert tree.check("app").status == 0


@pytest.mark.parametrize("args", [("nope",), ("app", "nope", "--check")])
def test_a_path_that_is_not_there(tree: Tree, args: tuple[str, ...]) -> None:
    tree.write({**LAYERED, "mypy.ini": "[mypy]\n"})
    result = tree.txn("init", *args)
    said = "mypy-txn: nope: there is no such file or folder\n"
    assert (result.out, result.err, result.status) == ("", said, 2)
    assert (tree.root / "mypy.ini").read_text() == "[mypy]\n"
