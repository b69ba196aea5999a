"""Programs that nobody wrote for us, audited as if every module were protected."""

from __future__ import annotations

import importlib.util
import shutil
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from checking import Tree

from .auditing import PACKAGE, audited

STDLIB = (
    *("asyncio", "concurrent", "json", "logging", "sqlite3", "unittest"),
    *("argparse.py", "contextlib.py", "dataclasses.py", "inspect.py", "typing.py"),
)
PACKAGES = ("aiosqlite", "anyio", "httpx", "psycopg")


def copy(tree: Tree, sources: list[Path]) -> None:
    corpus = tree.root / PACKAGE
    corpus.mkdir()
    (corpus / "__init__.py").touch()
    for source in sources:
        if source.is_dir():
            skipped = shutil.ignore_patterns("__pycache__", "test*", "*.so", "_vendor")
            shutil.copytree(source, corpus / source.name, ignore=skipped)
        else:
            shutil.copy(source, corpus)


def stdlib() -> list[Path]:
    root = Path(sysconfig.get_paths()["stdlib"])
    return [root / name for name in STDLIB if (root / name).exists()]


def packages() -> list[Path]:
    specs = [importlib.util.find_spec(name) for name in PACKAGES]
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]


@pytest.mark.parametrize("sources", [stdlib, packages])
def test_no_crash_and_no_other_error_changed(tree: Tree, sources: Callable[[], list[Path]]) -> None:
    copy(tree, sources())
    assert audited(tree)
