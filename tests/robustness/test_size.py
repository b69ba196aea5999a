"""Modules that are longer or deeper than anybody writes."""

from __future__ import annotations

from checking import Tree

from .auditing import LAST_LINES, audited, last_lines

VIOLATIONS = 5000
# What nests or chains, about as far as CPython compiles it. mypy 2.4.1 refuses more than 200
# levels of brackets and operators by itself ("Source is too deeply nested").
NESTED, CHAINED = 180, 1000
BLOCKS = {"if x": 99, "while x": 19, "with open(''), open('')": 19, "for x in []": 19}
EXPRESSIONS = {
    "parentheses": "(" * NESTED + "{0}" + ")" * NESTED,
    "lists": "[" * NESTED + "{0}" + "]" * NESTED,
    "calls": "str(" * NESTED + "{0}" + ")" * NESTED,
    "executed": "{0}.execute(" * NESTED + "{0}" + ")" * NESTED,
    "unary": "-" * NESTED + "{0}",
    "lambdas": "lambda: " * NESTED + "{0}",
    "ternaries": "1 if x else " * NESTED + "{0}",
    "named": "(y := " * 8 + "{0}" + ")" * 8,  # mypy 2.4.1 needs twice as long for each more
    "attributes": "{0}" + ".real" * CHAINED,
    "subscripts": "{0}" + "[0]" * CHAINED,
    "methods": "{0}" + ".begin()" * CHAINED,
    "sums": " + ".join(["{0}"] * CHAINED),
    "texts": "'com' + " * CHAINED + "{0}",
    "formatted": " + ".join(["f'{{{0}}}'"] * (CHAINED // 5)),
    "both": " and ".join(["{0}"] * CHAINED),
    "compared": " < ".join(["{0}"] * CHAINED),
}
AROUND = """\
from typing import Any

x: Any = 1
at_module_level = {x}


def checked(it: Any, x: Any) -> Any:
    it.execute({it})
    return {x}


def unchecked(session, x):
    session.execute({session})
    y = {session}
    return {x}
"""


def around(expression: str) -> str:
    """A module with ``expression`` where types are known, where they are not, and as SQL."""
    names = ("x", "it", "session")
    return AROUND.format(**{name: expression.format(name) for name in names}) + LAST_LINES


def nested(head: str, depth: int) -> str:
    lines = [" " * level + f"{head}:\n" for level in range(depth)]
    return "x = 1\n" + "".join(lines) + " " * depth + "import sqlite3" + LAST_LINES


def test_thousands_of_violations(tree: Tree) -> None:
    """20,000 lines, and each function has two."""
    body = "".join(
        f"def f{n}(conn: sqlite3.Connection) -> None:\n    conn.commit()\n\n\n"
        for n in range(VIOLATIONS)
    )
    tree.write({"app/L6_drivers/huge.py": f"import sqlite3\n\n{body}"})
    codes = [line.rpartition("  ")[2] for line in tree.check().ours]
    assert codes.count("[txn-call]") == codes.count("[txn-annotation]") == VIOLATIONS
    assert len(codes) == 2 * VIOLATIONS


def test_deep_expressions(tree: Tree) -> None:
    modules = {f"corpus/{name}.py": around(text) for name, text in EXPRESSIONS.items()}
    tree.write(modules)
    assert set(last_lines(modules)) <= set(audited(tree))


def test_deep_blocks(tree: Tree) -> None:
    heads = dict(BLOCKS)
    modules = {
        f"corpus/blocks{n}.py": nested(head, depth) for n, (head, depth) in enumerate(heads.items())
    }
    for word in ("class C", "def f() -> None", "async def f()"):
        modules[f"corpus/{word[:3]}.py"] = nested(word, 99)
    modules["corpus/elifs.py"] = "x = 1\nif x: pass\n" + "elif x: pass\n" * CHAINED + LAST_LINES
    tree.write(modules)
    assert audited(tree) == last_lines(modules)
