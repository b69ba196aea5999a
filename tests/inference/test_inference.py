"""What a parameter needs, through everything it is passed to."""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from checking import INI, Tree
from inference.program import CASES, TREE

EXPECTED = {
    node.name: expected
    for node in ast.parse(textwrap.dedent(CASES)).body
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    if (expected := ast.get_docstring(node))
}


@pytest.fixture(scope="module")
def inferred(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Mapping[str, str]:
    tree = Tree(tmp_path_factory.mktemp("inference"), shared_cache)
    tree.write({"mypy.ini": INI, **TREE})
    result = tree.txn("signatures", "app", "--output", "json")
    assert (result.err, result.status) == ("", 0)
    found = json.loads(result.out)["signatures"]
    return {
        one["signature"].removesuffix("(session)"): as_expected(one)
        for one in found
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
