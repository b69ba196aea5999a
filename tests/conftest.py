"""What all tests share: importable helpers, and the backend that the typecheck cases import."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS))

from checking import INI, Tree  # noqa: E402  # beside this file

STUBS = TESTS.parent / "stubs"
os.environ["MYPYPATH"] = os.pathsep.join(map(str, (TESTS / "rules" / "support", STUBS)))
# pytest-mypy-plugins looks for mypy on PATH, where an environment that is not activated is missing.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")

BLOCKS = 4_000_000  # of memory: a few builds with SQLAlchemy, some 300 MB
_kept = 0


@pytest.fixture(autouse=True)
def _small_heap() -> Iterator[None]:
    """Free what runs of mypy in this process have left, once that is much.

    mypy (2.4.1) all but switches Python's garbage collection off, and the plugin looks through the
    heap: left alone, a process grows to gigabytes, and each test takes longer than the one before.
    """
    global _kept
    yield
    if sys.getallocatedblocks() > _kept + BLOCKS:
        gc.unfreeze()
        gc.collect()
        _kept = sys.getallocatedblocks()


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
