"""Migrates a generated backend of any size and says what came of it.

python tests/migration/reach.py 500 FOLDER
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checking import Tree  # in the folder above
from migration.generated import generate
from migration.judged import assert_only_types_changed, judged, own_tests, texts_of


def main(modules: int, folder: Path) -> None:
    """Print how many signatures are narrowed, what is left and why, and what got worse."""
    tree = Tree(folder / "backend", folder / "cache")
    print(f"{generate(tree.root, modules)} modules, {own_tests(tree.root)} tests of its own pass")
    before, texts = judged(tree), texts_of(tree.root)
    start = time.process_time()
    result = tree.txn("migrate", "--write", "app", "tests")
    print(f"mypy-txn migrate: {time.process_time() - start:.0f} s of CPU")
    print(result.err.splitlines()[-1])
    for name, errors in judged(tree).items():
        more = errors - before[name]
        print(f"{name}: {before[name].total()} errors before, {more.total()} new {list(more)[:3]}")
    passed = own_tests(tree.root), own_tests(tree.root, guarded=True)
    print(f"{' and, guarded, '.join(passed)} tests of its own pass")
    changed = {path: new for path, new in texts_of(tree.root).items() if new != texts[path]}
    for path, new in changed.items():
        assert_only_types_changed(path, texts[path], new)
    print(f"{len(changed)} files changed, in their types alone")
    again = tree.txn("migrate", "--write", "app", "tests")
    print(f"again: {len(again.out)} bytes of diff; {again.err.splitlines()[-1]}")
    left = (line.split(": ", 4)[-1] for line in result.err.splitlines() if ": left: " in line)
    for reason, number in Counter(one.partition(" in app/")[0] for one in left).most_common():
        print(f"{number:5} {reason}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
