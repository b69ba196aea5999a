"""What the tests of the modes share."""

from __future__ import annotations

from pathlib import Path

import pytest

from checking import Tree

from .sequences import CONFIGURED

USED = "import contextlib\nimport sqlite3\nimport typing\n"


@pytest.fixture(scope="package")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that knows the libraries and no module of a project."""
    place = tmp_path_factory.mktemp("libraries")
    tree = Tree(place / "project", place / "cache")
    tree.write({"mypy.ini": CONFIGURED, "used.py": USED})
    assert tree.check("used.py").status == 0
    return tree.cache
