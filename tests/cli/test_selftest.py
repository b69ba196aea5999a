"""`mypy-txn selftest` fails for every code and layer that a project's own mypy does not report."""

from __future__ import annotations

import os
import re
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from checking import Tree

CODES = ("txn-call", "txn-annotation", "txn-acquire", "txn-sql", "txn-untyped")
PLUGIN = "[mypy]\nplugins = mypy_txn.plugin\n"
LAYERED: dict[str, str | None] = {
    "app/main.py": "x = 1\n",
    "app/orders/L4_handlers/handle.py": "x = 1\n",
    "app/orders/L5_engines/rules.py": "x = 1\n",
    "app/orders/L6_drivers/rows.py": "x: int = ''\n",
    "app/stock/L6_drivers/rows.py": "x = 1\n",
}
OPEN = "The gate is open: of 15 violations planted in 3 places, {} are reported\n"


def table(out: str) -> dict[str, list[str]]:
    """The cells of each layer: how many of how many were reported, by code."""
    title, head, *lines = out.partition("\n\n")[0].splitlines()
    assert title == "Reported, of the violations planted:"
    assert tuple(head.split()[1:]) == CODES
    rows = (line.partition(")") for line in lines)
    return {layer + ")": re.findall(r"\d+ of \d+", cells) for layer, _, cells in rows}


def cells(out: str, layer: str) -> list[str]:
    return table(out)[layer]


def files_of(root: Path) -> Iterator[tuple[str, int, bytes]]:
    for path in sorted(root.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        yield str(path), path.stat().st_mtime_ns, content


def test_a_closed_gate(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": PLUGIN + "files = app\n"})
    before = list(files_of(tree.root))
    result = tree.txn("selftest")
    assert cells(result.out, "L4 (owner)") == ["0 of 1"] * 5
    assert cells(result.out, "L5 (protected)") == ["1 of 1"] * 5
    assert cells(result.out, "L6 (protected)") == ["2 of 2"] * 5
    assert result.out.endswith(
        "\n\nThe gate is closed: of 15 violations planted in 3 places, each is reported,"
        " and none in the owner's layers\n"
    )
    assert (result.err, result.status) == ("", 0)
    assert list(files_of(tree.root)) == before


@pytest.mark.parametrize(
    ("configuration", "reported", "why"),
    [
        (
            "[mypy]\n",
            0,
            "app/orders/L5_engines: nothing is reported: mypy.ini has no plugins = mypy_txn.plugin",
        ),
        (
            PLUGIN + "[mypy-app.orders.L6_drivers.*]\nignore_errors = True\n",
            10,
            "app/orders/L6_drivers: nothing is reported: ignore_errors = True in"
            " [mypy-app.orders.L6_drivers.*]",
        ),
        (
            PLUGIN + "[mypy-app.stock.*]\ndisable_error_code = txn-sql, txn-untyped\n",
            13,
            "app/stock/L6_drivers: not reported: txn-sql: disable_error_code = txn-sql",
        ),
        (PLUGIN + "disable_error_code = txn\n", 0, "disable_error_code = txn"),
        (
            PLUGIN + "exclude = stock/\n",
            10,
            "app/stock/L6_drivers: nothing is reported: exclude leaves it out",
        ),
    ],
)
def test_an_open_gate_and_why(tree: Tree, configuration: str, reported: int, why: str) -> None:
    tree.write({**LAYERED, "mypy.ini": configuration})
    result = tree.txn("selftest", "app")
    assert why in result.out
    assert result.out.endswith(OPEN.format(reported))
    assert (result.err, result.status) == ("", 1)


def test_what_mypy_is_not_asked_to_check(tree: Tree) -> None:
    main = "import app.orders.L5_engines.rules\nimport app.orders.L6_drivers.rows\n"
    tree.write(
        {**LAYERED, "app/main.py": main, "mypy.ini": PLUGIN + "files = app/main.py, app/stock\n"}
    )
    result = tree.txn("selftest")
    assert (
        "app/orders/L6_drivers: nothing is reported: mypy is not asked to check it, neither by"
        " files nor by an argument\n"
    ) in result.out
    assert "app/stock" not in result.out
    assert result.out.endswith(OPEN.format(5))
    assert result.status == 1


def test_an_owner_that_is_reported(tree: Tree) -> None:
    """A plugin that takes everybody for protected."""
    broken = """
        from mypy_txn.layers import Layers, Role
        from mypy_txn.plugin import plugin

        old = Layers._role
        Layers._role = lambda self, layer, module: (
            Role.PROTECTED if layer else old(self, None, module)
        )
    """
    tree.write(
        {
            **LAYERED,
            "broken.py": broken,
            "mypy.ini": "[mypy]\nplugins = mypy_txn.plugin, broken.py\n",
        }
    )
    result = tree.txn("selftest", "app")
    assert cells(result.out, "L4 (owner)") == ["1 of 1"] * 5
    listed = ", ".join(CODES)
    assert (
        f"app/orders/L4_handlers: {listed}: reported, in a layer that owns transactions\n"
        in result.out
    )
    assert result.status == 1


def test_layers_that_are_modules_get_theirs_at_their_end(tree: Tree) -> None:
    layers = (
        "[mypy_txn]\nowner = core\nprotected = sql\n"
        "[mypy_txn.layers]\ncore = app.core\nsql = app.*_sql\n"
    )
    tree.write({"app/core.py": "x = 1", "app/rows_sql.py": "x = 1", "mypy.ini": PLUGIN + layers})
    result = tree.txn("selftest", "app")
    assert cells(result.out, "core (owner)") == ["0 of 1"] * 5
    assert cells(result.out, "sql (protected)") == ["1 of 1"] * 5
    assert result.status == 0
    tree.write({"app/rows_sql.py": "# mypy: ignore-errors\n"})
    assert (
        "app/rows_sql.py: nothing is reported: it cannot be told why\n"
        in tree.txn("selftest", "app").out
    )


@pytest.mark.parametrize("installed", [False, True])
def test_a_source_layout_checked_as_a_package(tree: Tree, installed: bool) -> None:
    """Also where mypy finds the package through an editable installation of the original."""
    environment = tree.root.parent / "environment"
    venv.create(environment, with_pip=False)
    toml = '[tool.mypy]\nplugins = ["mypy_txn.plugin"]\npackages = ["app"]\n'
    (tree.root / "mypy.ini").unlink()
    tree.write({f"src/{name}": content for name, content in LAYERED.items()})
    (tree.root / "src/__init__.py").unlink()
    if installed:
        toml += f'python_executable = "{environment}/bin/python"\n'
        site = next(environment.glob("lib/*/site-packages"))
        (site / "app.pth").write_text(f"{tree.root / 'src'}\n")
        tree.write({"src/app/py.typed": ""})
        (tree.root / "src/__init__.py").unlink()
    else:
        toml += 'mypy_path = "src"\n'
    tree.write({"pyproject.toml": toml})
    result = tree.txn("selftest")
    assert cells(result.out, "L6 (protected)") == ["2 of 2"] * 5
    assert result.status == 0


def test_a_linked_folder(tree: Tree) -> None:
    tree.write(LAYERED)
    (tree.root / "app/linked").symlink_to(tree.root / "app/stock")
    assert tree.txn("selftest", "app").status == 0
    outside = tree.root.parent / "elsewhere"
    (tree.root / "app/stock").rename(outside)
    (tree.root / "app/stock").symlink_to(outside)
    before = list(files_of(outside))
    result = tree.txn("selftest", "app")
    assert "is a link out of" in result.err
    assert result.status == 2
    assert list(files_of(outside)) == before


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (
            {"app/main.py": "def half(:\n"},
            "mypy-txn: mypy does not run to its end:\napp/main.py:1: ",
        ),
        (
            {name: None for name in LAYERED if "/L5" in name or "/L6" in name},
            "mypy-txn: no module that is checked is in a protected layer\n",
        ),
        (
            {"mypy.ini": PLUGIN + "[mypy_txn]\nowners = L4\n"},
            "mypy-txn: mypy.ini: [mypy_txn] owners: unknown key; did you mean owner?",
        ),
        (
            {"mypy.ini": PLUGIN + "[mypy_txn]\nbaseline = none.json\n"},
            "mypy-txn: mypy does not run to its end:\n"
            "{root}/none.json: there is no such baseline; create it with `mypy-txn baseline`,"
            " and commit it",
        ),
    ],
)
def test_what_could_not_be_tried(tree: Tree, files: dict[str, str | None], complaint: str) -> None:
    tree.write(LAYERED)
    tree.write(files)
    if None in files.values():
        for package in tree.root.rglob("L[56]_*/__init__.py"):
            package.unlink()
    result = tree.txn("selftest", "app")
    assert result.err.startswith(complaint.format(root=tree.root))
    assert "/tree/" not in result.err, "the copy is gone"
    assert (result.out, result.status) == ("", 2)


def test_what_the_copy_has_too(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": PLUGIN})
    script = tree.root / "app/orders/L6_drivers/job"
    script.write_text("import os\n", encoding="utf-8")
    assert tree.txn("selftest", str(script.relative_to(tree.root))).status == 0
    (tree.root / "app/orders/L6_drivers/gone.py").symlink_to("/nowhere/gone.py")
    result = tree.txn("selftest", "app")
    assert result.err.startswith("mypy-txn: mypy does not run to its end:\n")
    assert (result.out, result.status) == ("", 2)


def test_what_cannot_be_copied(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": PLUGIN})
    os.mkfifo(tree.root / "app/orders/pipe.py")
    result = tree.txn("selftest", "app/stock")
    assert result.err.startswith("mypy-txn: the project cannot be copied: ")
    assert "pipe.py" in result.err
    assert (result.out, result.status) == ("", 2)


def test_folders_without_init_that_packages_finds(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": PLUGIN.replace("[mypy]", "[mypy]\npackages = app")})
    for package in tree.root.rglob("L*/__init__.py"):
        package.unlink()
    assert tree.txn("selftest").status == 0
    assert tree.txn("report").out.splitlines()[-1].startswith("all")
    assert "INCOMPLETE" not in tree.txn("report").out


@pytest.mark.parametrize("gate", ["mypy", "check"])
def test_modules_of_the_tree_hide_none_that_mypy_needs(tree: Tree, gate: str) -> None:
    raising = "raise RuntimeError('not this one')\n"
    tree.write({**LAYERED, "mypy.ini": PLUGIN, "queue.py": raising, "click.py": raising})
    result = tree.txn("selftest", "app", "--gate", gate)
    assert (result.err, result.status) == ("", 0)


def test_a_configuration_with_another_suffix(tree: Tree) -> None:
    tree.write({**LAYERED, "mypy.ini": "", "mypy.conf": PLUGIN})
    result = tree.txn("selftest", "app", "--config-file", "mypy.conf")
    assert (result.err, result.status) == ("", 0)
    assert tree.txn("selftest", "app").status == 1, "mypy.ini has no plugin"


def test_a_pattern_that_covers_nothing(tree: Tree) -> None:
    layers = "[mypy_txn.layers]\nL4 = *.L4_*\nL5 = *.L5_*\nL6 = *.L6_*, *.L6_divers\n"
    tree.write({**LAYERED, "mypy.ini": PLUGIN + layers})
    result = tree.txn("selftest", "app")
    assert "[mypy_txn.layers] L6: '*.L6_divers' matches no module\n" in result.out
    assert result.status == 1


def test_what_another_plugin_prints_is_no_message_of_mypy(tree: Tree) -> None:
    talking = """
        from mypy.plugin import Plugin

        print({"loaded": True})
        print('{"loaded": true}')
        print('["loaded"]')

        def plugin(version):
            return Plugin
        """
    ini = PLUGIN.replace("mypy_txn.plugin", "mypy_txn.plugin, talking.py")
    tree.write({**LAYERED, "talking.py": talking, "mypy.ini": ini})
    result = tree.txn("selftest", "app")
    assert cells(result.out, "L6 (protected)") == ["2 of 2"] * 5
    assert result.status == 0
