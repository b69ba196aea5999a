"""A backend of many modules is migrated as a whole: it runs, and no checker reports an error."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from checking import Tree
from migration.generated import generate
from migration.judged import assert_only_types_changed, judged, own_tests, texts_of

MODULES = 64
NARROWED = 277
LEFT = {
    "it needs control": 24,
    "it needs what no Protocol has": 6,
    "what it needs is not known": 21,
    "keeps the full type": 5,
    "no single Protocol": 3,
}
"""Reasons, or parts of reasons, and how many signatures of the backend stay for them."""


def test_a_generated_backend(tmp_path: Path, shared_cache: Path) -> None:
    tree = Tree(tmp_path / "backend", shared_cache)
    assert generate(tree.root, MODULES) == MODULES
    texts = texts_of(tree.root)

    result = tree.txn("migrate", "--write", "app", "tests")

    assert judged(tree) == {"mypy": Counter(), "mypy --strict": Counter(), "pyright": Counter()}
    assert own_tests(tree.root) == own_tests(tree.root, guarded=True) == "27"
    changed = {path: new for path, new in texts_of(tree.root).items() if new != texts[path]}
    for path, new in changed.items():
        assert_only_types_changed(path, texts[path], new)
    assert (_narrowed(result.err), _left(result.err)) == (NARROWED, LEFT)
    again = tree.txn("migrate", "--write", "app", "tests")
    assert (again.out, _narrowed(again.err)) == ("", 0)


def _narrowed(err: str) -> int:
    found = re.search(r"^mypy-txn: (\d+) narrowed", err, re.MULTILINE)
    assert found
    return int(found[1])


def _left(err: str) -> dict[str, int]:
    lines = [line for line in err.splitlines() if line.startswith("mypy-txn: left: ")]
    counted = {reason: sum(reason in line for line in lines) for reason in LEFT}
    return {**counted, "else": rest} if (rest := len(lines) - sum(counted.values())) else counted
