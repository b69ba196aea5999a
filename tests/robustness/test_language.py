"""All of Python's syntax is audited, to the last line of a module."""

from __future__ import annotations

import re
import sys
import textwrap

import pytest

from checking import Tree

from .auditing import LAST_LINES, PACKAGE, audited, last_lines
from .syntax import SYNTAX


# Also with types in bodies that have no annotations.
@pytest.mark.parametrize("flags", [(), ("--strict", "--warn-unreachable")])
def test_all_syntax(tree: Tree, flags: tuple[str, ...]) -> None:
    modules = {
        f"{PACKAGE}/{name}.py": textwrap.dedent(text) + LAST_LINES for name, text in SYNTAX.items()
    }
    tree.write(modules)
    assert set(last_lines(modules)) <= set(audited(tree, *flags, "--python-version=3.14"))


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("name", SYNTAX)
def test_the_syntax_is_pythons(name: str) -> None:
    """What the running Python knows, it compiles."""
    if tuple(map(int, re.findall(r"\d+", name))) <= sys.version_info[:2]:
        compile(textwrap.dedent(SYNTAX[name]), name, "exec")
