"""The text of the Protocols fits the SQLAlchemy of the environment that is being checked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import sqlalchemy
from mypy.options import Options

from checking import INI, Tree, environment
from mypy_txn.adapter.sqlalchemy_line import (
    CONSTANT,
    is_sqlalchemy_20,
    select_protocols,
)

INSTALLED_20 = sqlalchemy.__version__.startswith("2.0.")


@pytest.mark.parametrize(
    ("version", "is_20"), [("2.0.58", True), ("2.1.9", False), ("2.2.0b1", False), (None, False)]
)
def test_the_environment_that_is_checked_decides(
    tmp_path: Path, version: str | None, is_20: bool
) -> None:
    assert is_sqlalchemy_20(environment(tmp_path / "venv", version)) is is_20


@pytest.mark.parametrize(("version", "is_20"), [("2.0.58", True), ("2.1.9", False)])
@pytest.mark.parametrize(
    ("folder", "file"), [("SQLAlchemy.egg-info", "PKG-INFO"), ("sqlalchemy.dist-info", "METADATA")]
)
def test_where_no_version_is_named_the_metadata_is_asked(
    tmp_path: Path, version: str, is_20: bool, folder: str, file: str
) -> None:
    python = environment(tmp_path / "venv", None)
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (site / folder).mkdir()
    information = f"Metadata-Version: 2.1\nName: SQLAlchemy\nVersion: {version}\n"
    (site / folder / file).write_text(information)
    (site / "sqlalchemy_utils-2.0.1.dist-info").mkdir()
    assert is_sqlalchemy_20(python) is is_20


@pytest.mark.parametrize("executable", [None, sys.executable])
def test_without_another_environment_mypys_own_decides(executable: str | None) -> None:
    assert is_sqlalchemy_20(executable) is INSTALLED_20


def test_the_options_lists_are_replaced_and_never_changed() -> None:
    options = Options()
    before = options.always_true, options.always_false
    select_protocols(options)
    chosen = options.always_true if INSTALLED_20 else options.always_false
    assert chosen == [CONSTANT]
    assert before == ([], [])
    select_protocols(options)
    assert len(options.always_true) + len(options.always_false) == 1


def test_what_the_user_says_stands() -> None:
    options = Options()
    options.always_true = [CONSTANT]
    select_protocols(options)
    assert (options.always_true, options.always_false) == ([CONSTANT], [])


def test_what_mypy_does_not_follow_is_said_in_every_run(tree: Tree) -> None:
    skip = "[mypy-sqlalchemy.*]\nfollow_imports = skip\n"
    text = "import sqlalchemy\nfrom sqlalchemy import text\n"
    tree.write({"mypy.ini": INI + skip, "app/L6_drivers/rows.py": text, "app/other.py": "x = 1\n"})
    finding = (
        "app/L6_drivers/rows.py:1: error: L6 driver imports sqlalchemy, which cannot be verified:"
        " mypy does not follow the import  [txn-untyped]"
    )
    assert tree.check("app").lines == [finding]
    tree.write({"app/other.py": "x = 22\n"})
    assert tree.check("app").lines == [finding]
    assert tree.run("mypy", "-n", "2", "app").lines == [finding]
    assert tree.run("mypy", "-n", "2", "app").lines == [finding]
    tree.write({"mypy.ini": INI})
    assert tree.check("app").lines == []
