"""Programs that hypothesmith draws from Python's grammar, audited as if they were protected."""

from __future__ import annotations

import re

import hypothesmith
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from checking import Tree

from .auditing import PACKAGE, audited, check

PROGRAMS = 60
# mypy says something about the last line too, unless what comes before never ends.
LAST_LINES = "\n\nimport sqlite3\n__last__: int = sqlite3.Connection.commit\n"


def programs(strategy: SearchStrategy[str]) -> list[str]:
    """Always the same ones, for the same version of hypothesmith."""
    drawn: dict[str, None] = {}

    @settings(
        max_examples=PROGRAMS,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(program: str) -> None:
        drawn[program] = None

    draw()
    return list(drawn)


def modules_with(lines: list[str], text: str) -> set[str]:
    """``file:line`` of each line that has ``text``."""
    return {":".join(line.split(":")[:2]) for line in lines if re.search(text, line)}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("strategy", [hypothesmith.from_grammar, hypothesmith.from_node])
def test_no_crash_and_audited_to_the_end(tree: Tree, strategy: type[SearchStrategy[str]]) -> None:
    corpus = tree.root / PACKAGE
    corpus.mkdir()
    (corpus / "__init__.py").touch()
    for number, program in enumerate(programs(strategy())):
        text = program + LAST_LINES
        (corpus / f"drawn_{number}.py").write_bytes(text.encode("utf-8", "surrogatepass"))
    while (refused := check(tree, "")).status == 2:  # and hides all others
        (tree.root / refused.lines[0].split(":")[0]).unlink()
    found = modules_with(audited(tree), r"takes sqlite3\.Connection\.commit as a value")
    reached = modules_with(check(tree, "").lines, r'variable has type "int"\)')
    assert len(reached) > 0.8 * len(list(corpus.iterdir()))
    assert found >= reached
