"""What a parameter needs, through everything it is passed to."""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from checking import INI, Tree
from inference.program import TREE

CASES = {name: textwrap.dedent(text) for name, text in TREE.items() if "L6_drivers" in name}
EXPECTED = {
    f"{Path(path).stem}.{node.name}": expected
    for path, text in CASES.items()
    for node in ast.parse(text).body
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    if (expected := ast.get_docstring(node))
}


@pytest.fixture(scope="module")
def tree_of_cases(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Tree:
    tree = Tree(tmp_path_factory.mktemp("inference"), shared_cache)
    tree.write({"mypy.ini": INI, **TREE})
    return tree


@pytest.fixture(scope="module")
def inferred(tree_of_cases: Tree) -> Mapping[str, str]:
    return needs(tree_of_cases)


def needs(tree: Tree) -> Mapping[str, str]:
    result = tree.txn("signatures", "app", "--output", "json")
    assert (result.err, result.status) == ("", 0)
    return {
        f"{one['module'].rpartition('.')[2]}.{one['signature'].removesuffix('(session)')}": (
            as_expected(one)
        )
        for one in json.loads(result.out)["signatures"]
        if one["signature"].endswith("(session)")
    }


def as_expected(one: Mapping[str, str]) -> str:
    because = one["because"].rpartition(" in ")[0]
    said = f"{one['needs']}: {because}" if because else one["needs"]
    return said if one["certain"] else f"?{said}"


@pytest.mark.parametrize("name", EXPECTED)
def test_it_needs_what_is_done_with_it_wherever_it_gets(
    name: str, inferred: Mapping[str, str]
) -> None:
    assert inferred[name] == EXPECTED[name]


def test_it_is_the_same_where_mypy_has_read_what_is_called_from_its_cache(
    tree_of_cases: Tree, inferred: Mapping[str, str]
) -> None:
    tree_of_cases.write({path: f"{text}\n# edited" for path, text in CASES.items()})
    assert needs(tree_of_cases) == inferred
