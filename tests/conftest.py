"""What all tests share: importable helpers, and the backend that the typecheck cases import."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS))

from checking import INI, Tree  # noqa: E402  # beside this file

STUBS = TESTS.parent / "stubs"
os.environ["MYPYPATH"] = os.pathsep.join(map(str, (TESTS / "rules" / "support", STUBS)))
# pytest-mypy-plugins looks for mypy on PATH, where an environment that is not activated is missing.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mypy's cache of the libraries: SQLAlchemy costs seconds cold."""
    return tmp_path_factory.mktemp("mypy-cache")


@pytest.fixture
def tree(tmp_path: Path, shared_cache: Path) -> Tree:
    """An empty tree with the plugin configured."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "mypy.ini").write_text(INI, encoding="utf-8")
    return Tree(root, shared_cache)
