"""Programs that nobody wrote for us, audited as if every module were protected."""

from __future__ import annotations

import importlib.util
import shutil
import sysconfig
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from checking import Result, Tree

EVERYTHING = """
    [mypy]
    plugins = {plugins}
    ignore_missing_imports = True
    [mypy_txn]
    owner = nobody
    protected = everybody

    [mypy_txn.layers]
    nobody = nobody
    everybody = corpus
"""
STDLIB = (
    *("asyncio", "concurrent", "json", "logging", "sqlite3", "unittest"),
    *("argparse.py", "contextlib.py", "dataclasses.py", "inspect.py", "typing.py"),
)
PACKAGES = ("aiosqlite", "anyio", "httpx", "psycopg")


def check(tree: Tree, plugins: str) -> Result:
    text = textwrap.dedent(EVERYTHING).format(plugins=plugins)
    (tree.root / "mypy.ini").write_text(text.replace("plugins = \n", ""), encoding="utf-8")
    cache = tree.root.parent / f"cache-{plugins or 'none'}"
    return Tree(tree.root, cache).check("corpus")


def copy(tree: Tree, sources: list[Path]) -> None:
    corpus = tree.root / "corpus"
    corpus.mkdir()
    (corpus / "__init__.py").touch()
    for source in sources:
        if source.is_dir():
            skipped = shutil.ignore_patterns("__pycache__", "test*", "*.so", "_vendor")
            shutil.copytree(source, corpus / source.name, ignore=skipped)
        else:
            shutil.copy(source, corpus)


def stdlib() -> list[Path]:
    root = Path(sysconfig.get_paths()["stdlib"])
    return [root / name for name in STDLIB if (root / name).exists()]


def packages() -> list[Path]:
    specs = [importlib.util.find_spec(name) for name in PACKAGES]
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]


def without_ours(result: Result) -> list[str]:
    kept = (line for line in result.out.splitlines() if ": error: " in line)
    return sorted(line for line in kept if not line.endswith("]") or "  [txn-" not in line)


@pytest.mark.parametrize("sources", [stdlib, packages])
def test_no_crash_and_no_other_error_changed(tree: Tree, sources: Callable[[], list[Path]]) -> None:
    copy(tree, sources())
    ours = check(tree, "mypy_txn.plugin")
    plain = check(tree, "")
    assert "txn-internal" not in ours.out + ours.err
    assert ours.err == plain.err == ""
    assert "[txn-" in ours.out
    assert without_ours(ours) == without_ours(plain)


def test_a_huge_module_with_thousands_of_violations(tree: Tree) -> None:
    body = "".join(
        f"def f{n}(conn: sqlite3.Connection) -> None:\n    conn.commit()\n\n\n" for n in range(5000)
    )
    tree.write({"app/L6_drivers/huge.py": f"import sqlite3\n\n{body}"})
    result = tree.check("--no-error-summary", "app")
    assert sum(line.endswith("[txn-call]") for line in result.lines) == 5000
    assert sum(line.endswith("[txn-annotation]") for line in result.lines) == 5000


def test_deep_nesting(tree: Tree) -> None:
    depth = 60
    nested = "".join("    " * n + f"if x > {n}:\n" for n in range(1, 19))
    chained = "x" + ".real" * depth
    summed = " + ".join(["'com'"] * depth)
    calls = "str(" * depth + "x" + ")" * depth
    text = (
        "import sqlite3\n\n\ndef f(x: int, conn: sqlite3.Connection) -> None:\n"
        + nested
        + "    " * 19
        + "conn.commit()\n"
        + f"    print({chained}, {calls})\n    conn.execute({summed})\n"
    )
    tree.write({"app/L6_drivers/deep.py": text})
    assert [line.rpartition("[")[2] for line in tree.check().ours] == [
        "txn-call]",
        "txn-annotation]",
    ]


def test_every_statement_and_expression_of_the_language(tree: Tree) -> None:
    tree.write({"app/L6_drivers/syntax.py": SYNTAX})
    result = tree.check()
    assert "txn-internal" not in result.out
    assert {line.partition(": error: ")[0] for line in result.ours} == {
        "app/L6_drivers/syntax.py:6",
        "app/L6_drivers/syntax.py:60",
    }


SYNTAX = """
    # mypy: disable-error-code="misc,attr-defined,no-untyped-def,unused-coroutine"
    import sqlite3
    from typing import Any, Callable, Generic, NamedTuple, TypedDict, TypeVar, overload

    def handle(conn: sqlite3.Connection) -> None: ...

    T = TypeVar("T")

    class Row(NamedTuple):
        a: int = 1

    class Keys(TypedDict, total=False):
        a: int

    class Box(Generic[T]):
        __slots__ = ("value",)

        def __init__(self, value: T) -> None:
            self.value = value

        @property
        def it(self) -> T:
            return self.value

        @overload
        def get(self, x: int) -> int: ...
        @overload
        def get(self, x: str) -> str: ...
        def get(self, x: Any) -> Any:
            return x

    async def everything(x: int, /, *args: int, key: str = "k", **kw: int) -> list[int]:
        global G
        G = 1
        y: int
        y = z = x
        y += 1
        a, *b = [1, 2, 3]
        assert x, "message"
        del z
        items = [i for i in range(3) if i] + [*args]
        pairs = {k: v for k, v in kw.items()} | {**kw}
        chosen = {*items}
        lazy = (i async for i in agen())
        text = f"{x!r:>{y}} {key}" "joined" + rf"\\d{x}"
        part = items[1:2:3], items[-1], b"bytes", 1j, ..., not x, -x, ~x, x if y else z0
        fn: Callable[[int], int] = lambda q, *, r=2: q + r
        if (n := len(items)) > 1 and x is not None or y in items:
            pass
        elif n:
            pass
        else:
            pass
        for i in items:
            continue
        else:
            pass
        while x:
            handle(sqlite3.connect(text))
            break
        else:
            pass
        with open(key) as f, open(key):
            pass
        async with Context() as c:
            await c
        async for j in agen():
            pass
        try:
            raise ValueError("x") from None
        except* (ValueError, TypeError) as group:
            pass
        finally:
            pass
        match part:
            case [1, 2, *rest] | (1, *rest):
                pass
            case {"a": 1, **others}:
                pass
            case Row(a=1) as row if row.a:
                pass
            case None | True | "s" | -1 | sqlite3.SQLITE_OK:
                pass
            case _:
                pass
        print(fn, chosen, pairs, lazy, a, b)
        return items

    z0 = 0

    class Context:
        async def __aenter__(self) -> Any: ...
        async def __aexit__(self, *exc: object) -> None: ...

    async def agen():
        yield 1

    def gen():
        got = yield 1
        yield from range(3)
        nonlocal_value = got
        def inner():
            nonlocal nonlocal_value
            nonlocal_value = 2
        return inner
"""
