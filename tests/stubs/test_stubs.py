"""The stub packages: true to the driver, and found, through ``mypy_path`` or installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from checking import INI, Tree

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STUBS = ROOT / "stubs"
PACKAGES = sorted(path.parent.name for path in STUBS.glob("*/pyproject.toml"))

STUBTEST = """
import os
import sys

sys.setdlopenflags(os.RTLD_LAZY)

from mypy.stubtest import main

raise SystemExit(main())
"""
AIOMYSQL = """
    import aiomysql


    async def count() -> None:
        conn = await aiomysql.connect(host="db")
        async with conn.cursor() as cur:
            await cur.execute("SELECT 1")
        await conn.commit()
    """
PYODBC = """
    import pyodbc


    def count() -> None:
        conn = pyodbc.connect("DSN=db")
        cur = conn.execute("SELECT 1")
        cur.close()
        cur.commit()
    """
FOUND = [
    "app/L6_drivers/my.py:6: error: L6 driver gets aiomysql.Connection from aiomysql.connect();"
    " only L4 may hold one  [txn-acquire]",
    "app/L6_drivers/my.py:9: error: L6 driver calls aiomysql.Connection.commit();"
    " only L4 may begin or end a transaction  [txn-call]",
    "app/L6_drivers/odbc.py:6: error: L6 driver gets pyodbc.Connection from pyodbc.connect();"
    " only L4 may hold one  [txn-acquire]",
    "app/L6_drivers/odbc.py:9: error: L6 driver calls pyodbc.Cursor.commit();"
    " only L4 may begin or end a transaction  [txn-call]",
]


@pytest.fixture
def project(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Two drivers in an L6 module, and no stubs but those that a test adds."""
    monkeypatch.delenv("MYPYPATH")
    tree.write({"app/L6_drivers/my.py": AIOMYSQL, "app/L6_drivers/odbc.py": PYODBC})
    return tree


@pytest.fixture
def importable(tmp_path: Path) -> Path:
    """Where pyodbc can be imported without unixODBC, which its wheel is linked against.

    The copy names the C library instead. What is missing there is looked up when it is called,
    and stubtest calls nothing.
    """
    spec = importlib.util.find_spec("pyodbc")
    assert spec is not None
    assert spec.origin is not None
    driver = Path(spec.origin)
    linked = driver.read_bytes().replace(b"libodbc.so.2\0", b"libc.so.6\0\0\0\0")
    (tmp_path / driver.name).write_bytes(linked)
    return tmp_path


@pytest.mark.parametrize("package", PACKAGES)
def test_stubs_say_what_the_driver_is(package: str, importable: Path) -> None:
    path = {"PYTHONPATH": str(importable), "MYPYPATH": str(STUBS)}
    arguments = [package, "--concise", "--allowlist", str(HERE / f"{package}.txt")]
    done = subprocess.run(
        [sys.executable, "-c", STUBTEST, *arguments],
        env={**os.environ, **path},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_they_are_found_through_the_line_that_the_docs_show(project: Tree) -> None:
    line = re.search(r"^mypy_path = .*$", (ROOT / "docs/drivers.md").read_text(), re.MULTILINE)
    assert line is not None
    shutil.copytree(STUBS, project.root / "stubs")
    (project.root / "mypy.ini").write_text(INI + line[0] + "\n", encoding="utf-8")
    assert sorted(project.check().lines) == FOUND


def test_without_it_the_types_are_missing_and_nothing_can_be_verified(project: Tree) -> None:
    lines = project.check().lines
    assert {line.partition(": ")[0]: line.rpartition("  ")[2] for line in lines} == {
        "app/L6_drivers/my.py:2": "[import-untyped]",
        "app/L6_drivers/my.py:6": "[txn-untyped]",
        "app/L6_drivers/my.py:9": "[txn-untyped]",
        "app/L6_drivers/odbc.py:2": "[import-not-found]",
        "app/L6_drivers/odbc.py:6": "[txn-untyped]",
        "app/L6_drivers/odbc.py:9": "[txn-untyped]",
    }


def test_installed_they_are_stub_only_packages(project: Tree, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    (site,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    for package in PACKAGES:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
        subprocess.run(build, cwd=STUBS / package, check=True, capture_output=True)
        (wheel,) = tmp_path.glob(f"mypy_txn_stubs_{package}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
        written = {path.relative_to(STUBS / package) for path in STUBS.glob(f"{package}/**/*.pyi")}
        installed = {
            path.relative_to(site / f"{package}-stubs")
            for path in site.glob(f"{package}-stubs/**/*")
            if path.is_file()
        }
        assert installed == written
    python = tmp_path / "venv" / "bin" / "python"
    assert sorted(project.check("--python-executable", str(python), "app").lines) == FOUND
