"""An environment in which a verdict would be worth nothing is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mypy.options import Options
from mypy.version import __version__

from checking import INI, Tree, environment
from mypy_txn.environment import why_unfit


def test_the_environment_of_these_tests_is_fit() -> None:
    assert why_unfit(Options()) is None


def test_a_mypy_that_does_not_let_plugins_look_at_modules() -> None:
    """Mypy before 2.4 finds no such entry in its class of plugins; CI tries one."""
    assert why_unfit(Options(), object) == (
        f"mypy_txn needs mypy 2.4 or later: mypy {__version__} does not tell plugins when it has"
        " checked a module"
    )


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
    ],
)
def test_other_files_may_say_what_is_not_contradicted(
    tree: Tree, read: str, other: str, text: str
) -> None:
    own = f"{INI}[mypy_txn]\n"
    tree.write({"mypy.ini": None, read: own, other: text, "app/L6_drivers/rows.py": "x = 1\n"})
    assert tree.check("--config-file", read, "app").status == 0
