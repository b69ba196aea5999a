"""`mypy-txn init` shows the layers of a tree and configures mypy for them, once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checking import Tree

LAYERED: dict[str, str | None] = {
    "app/main.py": "x = 1\n",
    "app/orders/L4_handlers/handle.py": "x = 1\n",
    "app/orders/L5_engines/rules.py": "x = 1\n",
    "app/orders/L6_drivers/rows.py": "import sqlite3\nsqlite3.connect('')\n",
    "app/stock/L6_drivers/rows.py": "x = 1\n",
}
NAMED: dict[str, str | None] = {
    "app/handlers/orders.py": "x = 1\n",
    "app/drivers/orders.py": "x = 1\n",
    "app/plain.py": "x = 1\n",
}
TABLE = """\
part        L4 (owner)  L5 (protected)  L6 (protected)  in no layer
app                  -               -               -            2
app.orders           2               2               2            1
app.stock            -               -               2            1
modules              2               2               4            4
"""
NEXT = """\
Next: mypy-txn baseline app
  accepts the findings of today, so that only new ones fail
Next: mypy-txn selftest app
  proves that new findings fail
"""
SECTION = "[mypy_txn]\nowner = L4\nprotected = L5, L6\n"


@pytest.fixture
def bare(tree: Tree) -> Tree:
    """A repository in which mypy is not configured."""
    (tree.root / "mypy.ini").unlink()
    (tree.root / ".git").mkdir()
    return tree


def text(tree: Tree, name: str = "mypy.ini") -> str:
    return (tree.root / name).read_text()


def test_a_tree_that_mypy_was_never_configured_for(bare: Tree) -> None:
    bare.write(LAYERED)
    written = f"[mypy]\nplugins = mypy_txn.plugin\n\n{SECTION}"
    added = "".join(f"+{line}\n" for line in written.splitlines())
    diff = f"--- mypy.ini\n+++ mypy.ini\n@@ -0,0 +1,6 @@\n{added}"
    first = f"mypy is not configured yet; mypy.ini will be made\n\n{TABLE}\n{diff}"

    shown = bare.txn("init", "--check")
    assert shown.out == first + "mypy.ini is not written: --check\n"
    assert (shown.err, shown.status) == ("", 1)
    assert not (bare.root / "mypy.ini").exists()

    done = bare.txn("init")
    assert done.out == f"{first}Wrote mypy.ini\n{NEXT}"
    assert (done.err, done.status) == ("", 0)
    assert text(bare) == written

    says_it_all = (
        f"mypy is configured by mypy.ini\n\n{TABLE}\nmypy.ini says it all: nothing to write\n"
    )
    again = bare.txn("init")
    assert (again.out, again.status) == (says_it_all + NEXT, 0)
    assert (bare.txn("init", "--check").out, text(bare)) == (says_it_all, written)
    assert bare.txn("init", "--check").status == 0
    assert bare.check().status == 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "setup.cfg",
            "[mypy]\nstrict=True\n",
            f"[mypy]\nstrict=True\nplugins=mypy_txn.plugin\n\n{SECTION}",
        ),
        (".mypy.ini", "[mypy]\nplugins = mypy_txn.plugin\n", "[mypy]\nplugins = mypy_txn.plugin\n"),
        (
            "pyproject.toml",
            "[project]\nname = 'x'\n",
            "[project]\nname = 'x'\n\n[tool.mypy]\nplugins = [\"mypy_txn.plugin\"]\n\n"
            '[tool.mypy_txn]\nowner = "L4"\nprotected = ["L5", "L6"]\n',
        ),
    ],
)  # fmt: skip
def test_the_file_that_mypy_uses(bare: Tree, name: str, before: str, after: str) -> None:
    bare.write({**LAYERED, name: before})
    assert bare.txn("init", "app").status == 0
    assert text(bare, name) == after
    assert not (bare.root / "mypy.ini").exists()
    result = bare.check()
    assert result.status == 1
    assert result.lines[0].endswith("[txn-acquire]")


def test_a_section_that_is_there_keeps_its_defaults(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": "[mypy]\n[mypy_txn]\nhandle_names = s\n"})
    assert tree.txn("init", "app").status == 0
    assert text(tree) == "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nhandle_names = s\n"


def test_a_configuration_in_a_folder_above(bare: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.write({"backend/" + name: content for name, content in LAYERED.items()})
    bare.write({"pyproject.toml": "[tool.other]\n"})
    (bare.root / "backend/__init__.py").unlink()
    below = Tree(bare.root / "backend", bare.caches)
    assert "Wrote ../pyproject.toml\n" in below.txn("init").out
    assert "[tool.mypy]" in text(bare, "pyproject.toml")


def test_where_nothing_sounds_like_an_owner_one_has_to_be_named(bare: Tree) -> None:
    bare.write({name: text for name, text in NAMED.items() if "handlers" not in name})
    assert bare.txn("init", "app").out.endswith(
        "  mypy-txn init app --layer 'drivers=*.drivers' --layer 'owners=MODULES_THAT_MAY_COMMIT'"
        " --owner owners --protected drivers\n"
    )


@pytest.mark.parametrize("section", ["", "[tool.mypy_txn]\n"])
@pytest.mark.parametrize("command", ["init", "check", "report"])
def test_a_configuration_in_a_folder_below(bare: Tree, command: str, section: str) -> None:
    """Mypy (2.4) finds none from here, and would pass without the plugin."""
    bare.write({"backend/" + name: content for name, content in LAYERED.items()})
    bare.write({"backend/pyproject.toml": f"[tool.mypy]\n{section}"})
    result = bare.txn(command, "backend/app")
    assert (result.out, result.err, result.status) == (
        "",
        "mypy-txn: mypy is not configured here but by backend/pyproject.toml: run this in backend,"
        " or with --config-file backend/pyproject.toml\n",
        2,
    )
    given = bare.txn(command, "backend/app", "--config-file", "backend/pyproject.toml")
    assert "not configured" not in given.err


@pytest.mark.parametrize("command", ["init", "check", "report", "selftest"])
def test_files_that_are_not_in_the_working_folder(bare: Tree, command: str) -> None:
    """Mypy (2.4) finds the configuration above, and looks for its files here."""
    bare.write({"backend/" + name: content for name, content in LAYERED.items()})
    bare.write({"mypy.ini": "[mypy]\nplugins = mypy_txn.plugin\nfiles = backend, tests\n"})
    result = Tree(bare.root / "backend", bare.caches).txn(command)
    assert (result.out, result.err, result.status) == (
        "",
        "mypy-txn: ../mypy.ini: nothing of files = backend, tests is in this folder: run this in"
        " ..\n",
        2,
    )
    assert "nothing of files" not in bare.txn(command).err


def test_layers_of_other_names_are_suggested_and_not_guessed(bare: Tree) -> None:
    bare.write(NAMED)
    result = bare.txn("init", "app")
    suggested = (
        "mypy-txn init app --layer 'handlers=*.handlers' --layer 'drivers=*.drivers'"
        " --owner handlers --protected drivers"
    )
    assert result.out.endswith(
        "Folders that sound like layers: drivers (2 modules), handlers (2 modules)."
        f" If they are, say so:\n  {suggested}\n"
    )
    assert result.err == (
        "mypy-txn: nothing is written: [mypy_txn]: no module that is checked is in a protected"
        " layer\n"
    )
    assert result.status == 2
    assert not (bare.root / "mypy.ini").exists()

    words = [word.strip("'") for word in suggested.split()[1:]]
    assert bare.txn(*words).status == 0
    assert text(bare) == (
        "[mypy]\nplugins = mypy_txn.plugin\n\n[mypy_txn]\nowner = handlers\nprotected = drivers\n\n"
        "[mypy_txn.layers]\nhandlers = *.handlers\ndrivers = *.drivers\n"
    )
    assert bare.txn(*words, "--check").status == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["--layer", "drivers=*.driver", "--layer", "L4=*.handlers", "--protected", "drivers"],
            "mypy-txn: nothing is written: [mypy_txn]: no module that is checked is in a protected"
            " layer; [mypy_txn.layers] drivers: '*.driver' matches no"
            " module\n",
        ),
        (
            ["--layer", "drivers=*.drivers"],
            "mypy-txn: mypy.ini: [mypy_txn] owner: 'L4' is not a layer of [mypy_txn.layers]"
            " (drivers)\n",
        ),
        (
            ["--owner", "L4", "--protected", "L4"],
            "mypy-txn: mypy.ini: [mypy_txn] protected: 'L4' is an owner too; a layer has one"
            " role\n",
        ),
    ],
)
def test_what_means_nothing_is_not_written(
    bare: Tree, arguments: list[str], complaint: str
) -> None:
    bare.write(NAMED)
    result = bare.txn("init", "app", *arguments)
    assert (result.err, result.status) == (complaint, 2)
    assert not (bare.root / "mypy.ini").exists()


def test_a_layer_without_a_pattern_is_a_usage_error(tree: Tree) -> None:
    result = tree.txn("init", "--layer", "drivers")
    assert result.err.endswith("'drivers' is not NAME=PATTERN, as in drivers=*.drivers\n")
    assert result.status == 2


def test_a_configuration_that_mypy_cannot_read(bare: Tree) -> None:
    bare.write(LAYERED)
    (bare.root / "mypy.ini").write_bytes(b"\xef\xbb\xbf[mypy]\nstrict = True\n")
    result = bare.txn("init", "app")
    assert result.err.startswith("mypy-txn: mypy says: mypy.ini: File contains no section headers")
    assert "mypy-txn: mypy.ini: cannot read the configuration: File contains no" in result.err
    assert result.status == 2
    assert (bare.root / "mypy.ini").read_bytes() == b"\xef\xbb\xbf[mypy]\nstrict = True\n"


def test_what_mypy_would_not_show_is_said(tree: Tree) -> None:
    tree.write(
        {
            **LAYERED,
            "app/stock/L5_engines/rules.py": "x = 1\n",
            "mypy.ini": "[mypy]\nexclude = stock/L5\ndisable_error_code = txn-sql\n"
            "plugins = mypy_txn.plugin\n[mypy-app.orders.L6_drivers.*]\nignore_errors = True\n",
        }
    )
    out = tree.txn("init", "app").out
    assert (
        "Hidden from mypy by exclude: 2 modules of protected layers"
        " (app.stock.L5_engines, app.stock.L5_engines.rules)\n"
        "Hidden from mypy by disable_error_code = txn-sql: 6 modules of protected layers"
        " (app.orders.L5_engines, app.orders.L5_engines.rules, app.orders.L6_drivers and 3 more)\n"
        "Hidden from mypy by ignore_errors = True in [mypy-app.orders.L6_drivers.*]: 2 modules of"
        " protected layers (app.orders.L6_drivers, app.orders.L6_drivers.rows)\n"
    ) in out


def test_nothing_hidden_nothing_said(tree: Tree) -> None:
    tree.write(LAYERED)
    assert "Hidden" not in tree.txn("init", "app").out


def test_a_folder_that_is_no_package_is_in_its_layer(tree: Tree) -> None:
    tree.write({**LAYERED, "old/L6_drivers/a.py": "x = 1\n", "old/L6_drivers/b.py": "x = 1\n"})
    for folder in ("old", "old/L6_drivers"):
        (tree.root / folder / "__init__.py").unlink()
    result = tree.txn("init")
    assert re.search(r"^old +- +- +2 +-$", result.out, re.MULTILINE)
    assert result.status == 0


def test_folders_that_are_no_packages_are_suggested(tree: Tree) -> None:
    tree.write({"mypy.ini": "[mypy]\n", "app/drivers/rows.py": "", "app/handlers/handle.py": ""})
    for path in tree.root.rglob("__init__.py"):
        path.unlink()
    result = tree.txn("init", "app")
    assert re.search(r"^app +- +- +- +2$", result.out, re.MULTILINE)
    assert "--layer 'drivers=*.drivers'" in result.out


def test_the_baseline_with_it(bare: Tree) -> None:
    bare.write(LAYERED)
    result = bare.txn("init", "--baseline", "--check")
    assert result.out.endswith("txn-baseline.json is not written: --check\n")
    assert result.status == 1
    bare.txn("init")
    assert bare.txn("init", "--baseline", "--check").status == 1
    bare.write({"mypy.ini": "[mypy]\n"})
    result = bare.txn("init", "--baseline")
    assert result.out.endswith(
        "Wrote mypy.ini\ntxn-baseline.json: 1 entry (1 added)\n"
        "mypy.ini: [mypy_txn] baseline = txn-baseline.json\n"
        "Next: mypy-txn selftest app\n  proves that new findings fail\n"
    )
    assert text(bare).endswith(SECTION + "baseline = txn-baseline.json\n")
    assert bare.check().status == 0
    assert bare.txn("init", "--baseline", "--check").status == 0


def test_a_baseline_that_fails_is_not_named(bare: Tree) -> None:
    bare.write({**LAYERED, "app/broken.py": "def half(:\n"})
    result = bare.txn("init", "--baseline")
    assert result.err.endswith(
        "mypy-txn: the baseline is not written: not everything was checked\n"
    )
    assert result.status == 2
    assert text(bare).endswith(SECTION)
    assert not Path(bare.root, "txn-baseline.json").exists()
