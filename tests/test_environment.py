"""An environment in which a verdict would be worth nothing is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mypy.options import Options

from checking import INI, Tree, environment
from mypy_txn.adapter.environment import why_unfit


def test_the_environment_of_these_tests_is_fit() -> None:
    assert why_unfit(Options()) is None


def test_stubs_that_hide_the_types_of_sqlalchemy(tmp_path: Path, tree: Tree) -> None:
    python = environment(tmp_path / "venv", "2.1.9")
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    options = Options()
    options.python_executable = python
    assert why_unfit(options) is None
    (site / "sqlalchemy-stubs").mkdir()
    tree.write({"app/L6_drivers/rows.py": "import sqlalchemy\n"})
    refused = (
        f"{site}/sqlalchemy-stubs hides the types of SQLAlchemy behind those of 1.4: uninstall"
        " sqlalchemy2-stubs, sqlalchemy-stubs and types-SQLAlchemy"
    )
    assert why_unfit(options) == refused
    result = tree.check("--python-executable", python, "app")
    assert (result.status, result.out + result.err) == (2, f"{refused}  [txn-config]\n")
    assert tree.check("--python-executable", sys.executable, "app").status == 0


@pytest.mark.parametrize(
    ("read", "other", "section"),
    [
        ("mypy.ini", "pyproject.toml", '[tool.mypy_txn]\nowner = "L4"\n'),
        ("mypy.ini", "setup.cfg", "[mypy_txn.layers]\nL4 = app\n"),
        (".mypy.ini", "pyproject.toml", "[ tool.mypy_txn.layers ]\n"),
        ("ci.ini", "mypy.ini", "[mypy]\n[mypy_txn]\n"),
    ],
)
def test_a_section_that_mypy_does_not_read_is_refused(
    tree: Tree, read: str, other: str, section: str
) -> None:
    tree.write({"mypy.ini": None, read: INI, other: section, "app/L6_drivers/rows.py": "x = 1\n"})
    result = tree.check("--config-file", read, "app")
    assert (result.status, result.out + result.err) == (
        2,
        f"{other}: mypy is configured by {read}: move mypy_txn's section there  [txn-config]\n",
    )


@pytest.mark.parametrize(
    ("read", "other", "text"),
    [
        ("mypy.ini", "pyproject.toml", "[tool.mypy_txn_other]\n# [tool.mypy_txn]\n"),
        ("ci.ini", "mypy.ini", "[mypy]\n[mypy_txn]\n"),
        ("strict/mypy.ini", "pyproject.toml", "[tool.mypy_txn]\n"),
    ],
)
def test_other_files_may_say_what_is_not_contradicted(
    tree: Tree, read: str, other: str, text: str
) -> None:
    own = f"{INI}[mypy_txn]\n"
    tree.write({"mypy.ini": None, read: own, other: text, "app/L6_drivers/rows.py": "x = 1\n"})
    assert tree.check("--config-file", read, "app").status == 0


def test_a_configuration_named_by_another_way_to_its_folder_is_the_same(
    tree: Tree, tmp_path: Path
) -> None:
    tree.write({"mypy.ini": f"{INI}[mypy_txn]\n", "app/L6_drivers/rows.py": "x = 1\n"})
    link = tmp_path / "link"
    link.symlink_to(tree.root)
    assert tree.check("--config-file", str(link / "mypy.ini"), "app").status == 0
