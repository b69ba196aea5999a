"""What the tests of the modes share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checking import Tree

from .modes import Libraries
from .sequences import CONFIGURED

USED = "import contextlib\nimport sqlite3\nimport typing\n"


@pytest.fixture(scope="package")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    """Caches that know the libraries and no module of a project, for each way to write one."""

    @cache
    def libraries(*flags: str) -> Path:
        place = tmp_path_factory.mktemp("libraries")
        tree = Tree(place / "project", place / "cache")
        tree.write({"mypy.ini": CONFIGURED, "used.py": USED})
        assert tree.check("used.py", *flags).status == 0
        return tree.cache

    return libraries
