"""Checking a package as if all of it were protected, and the same without the plugin."""

from __future__ import annotations

import textwrap

from checking import Result, Tree

PACKAGE = "corpus"
EVERYTHING = f"""
    [mypy]
    plugins = {{plugins}}
    ignore_missing_imports = True
    [mypy_txn]
    owner = nobody
    protected = everybody

    [mypy_txn.layers]
    nobody = nobody
    everybody = {PACKAGE}
"""
# At the end of a module: an error there says that the module was audited up to its last line.
LAST_LINES = "\n\nimport sqlite3\ntaken = sqlite3.Connection.commit\n"


def audited(tree: Tree, *flags: str) -> list[str]:
    """Our errors of ``corpus``, sorted; all others are those of a run without the plugin."""
    ours, plain = check(tree, "mypy_txn.plugin", *flags), check(tree, "", *flags)
    assert "txn-internal" not in ours.out + ours.err
    assert ours.err == plain.err == ""
    assert without_ours(ours) == without_ours(plain)
    return ours.ours


def check(tree: Tree, plugins: str, *flags: str) -> Result:
    text = textwrap.dedent(EVERYTHING).format(plugins=plugins)
    (tree.root / "mypy.ini").write_text(text.replace("plugins = \n", ""), encoding="utf-8")
    cache = tree.cache.with_name(f"of-{PACKAGE}-{plugins or 'without'}")
    return Tree(tree.root, cache).check(PACKAGE, *flags)


def without_ours(result: Result) -> list[str]:
    return sorted(line for line in result.lines if "  [txn-" not in line)


def last_lines(modules: dict[str, str]) -> list[str]:
    """What is reported of the last lines of ``modules``, each of which ends with them."""
    return sorted(
        f"{path}:{len(text.splitlines())}: error: layer everybody takes sqlite3.Connection.commit "
        "as a value; only nobody may begin or end a transaction  [txn-call]"
        for path, text in modules.items()
    )
