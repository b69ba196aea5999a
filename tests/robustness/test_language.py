"""All of Python's syntax is audited, to the last line of a module."""

from __future__ import annotations

import re
import sys
import textwrap

import mypy.nodes
import pytest

from checking import Tree
from mypy_txn.audit.walk import IN_EXPRESSIONS

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


# What is made of no other expression, or stands for what mypy has made of a call in its place.
LEAVES = {
    *("BytesExpr", "ComplexExpr", "EllipsisExpr", "FloatExpr", "IntExpr", "NameExpr", "StrExpr"),
    *("EnumCallExpr", "NamedTupleExpr", "NewTypeExpr", "ParamSpecExpr", "PromoteExpr"),
    *("TypeAliasExpr", "TypeFormExpr", "TypeVarExpr", "TypeVarTupleExpr", "TypedDictExpr"),
    *("LambdaExpr", "TempNode"),
}
ABSTRACT = {"Expression", "FakeExpression", "RefExpr", "TypeVarLikeExpr"}


def test_every_kind_of_expression_is_looked_into() -> None:
    kinds = {
        kind.__name__
        for kind in vars(mypy.nodes).values()
        if isinstance(kind, type) and issubclass(kind, mypy.nodes.Expression)
    }
    known = {kind.__name__ for kind in IN_EXPRESSIONS}
    assert kinds - ABSTRACT == known | LEAVES
