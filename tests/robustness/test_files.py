"""Files however they are written, and names of any kind and length."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from checking import Tree

from .auditing import LAST_LINES, PACKAGE, audited, last_lines

# The text of a file, its encoding, and the bytes in front of it.
WRITTEN = {
    "latin_1": ("# -*- coding: latin-1 -*-\ngröße = 'é'\n", "latin-1", b""),
    "cp1252": ("#!/bin/python\n# vim: set fileencoding=cp1252 :\nx = '€'\n", "cp1252", b""),
    "marked": ("größe = 1\n", "utf-8", codecs.BOM_UTF8),
    "marked_and_said": ("# coding: utf-8\ngröße = 1\n", "utf-8", codecs.BOM_UTF8),
    "crlf": ("x = 1\r\nif x:\r\n    y = '''a\r\nb'''\r\n", "utf-8", b""),
    "form_feeds": ("x = 1\n\f\ndef f():\n\f    return 1\n", "utf-8", b""),
    "tabs": ("def f():\n\tif 1:\n\t        return 1\n\treturn 2\n", "utf-8", b""),
    "other_line_ends": ("x = '\x1c\x1d\u2028\x85'  # \u2029\n", "utf-8", b""),
    "no_line_end": ("x = 1", "utf-8", b""),
}
NAMES = ["größe", "ключ", "ﬁle", "名前", "\U0001d4fcession", "_", "_1", "x" * 200]
NAMED = """\
import sqlite3
class {0}(sqlite3.Connection):
    {0}: "{0}"
def take_{0}(session_{0}: {0}, *, {0}_: {0}) -> None:
    session_{0}.commit(); session_{0}.{0}.commit()
"""
LONG = "x" * 10_000


def of_named(path: str, name: str) -> list[str]:
    """What is reported of ``NAMED``."""
    hold = "as a type; only nobody may hold one  [txn-annotation]"
    return [
        f"{path}:2: error: layer everybody names sqlite3.Connection {hold}",
        f"{path}:3: error: layer everybody names {name} {hold}",
        f"{path}:4: error: layer everybody names {name} {hold}",
        f"{path}:5: error: layer everybody calls {name}.commit(); "
        "only nobody may begin or end a transaction  [txn-call]",
    ]


def test_files_however_they_are_written(tree: Tree) -> None:
    tree.write({f"{PACKAGE}/plain.py": LAST_LINES})
    expected = last_lines({f"{PACKAGE}/plain.py": LAST_LINES})
    for name, (text, encoding, mark) in WRITTEN.items():
        path = f"{PACKAGE}/{name}.py"
        whole = text + LAST_LINES.rstrip("\n")
        (tree.root / path).write_bytes(mark + whole.encode(encoding))
        lines = whole.count("\n") + 1  # str.splitlines() knows more ends of lines than Python
        expected += last_lines({path: "\n" * lines})
    assert audited(tree) == sorted(expected)


@pytest.mark.parametrize("name", NAMES)
def test_any_name(tree: Tree, name: str) -> None:
    path = f"{PACKAGE}/{name}.py"
    tree.write({path: NAMED.format(name)})
    known = unicodedata.normalize("NFKC", name)  # as Python reads an identifier
    assert audited(tree) == of_named(path, known)


def test_a_very_long_name(tree: Tree) -> None:
    path = f"{PACKAGE}/long.py"
    tree.write({path: NAMED.format(LONG)})
    assert audited(tree) == of_named(path, LONG)


def test_modules_with_nothing_in_them(tree: Tree) -> None:
    texts = ["", "\n", "# a comment", "'''a docstring'''", "pass", "...", "\f", "import sqlite3"]
    tree.write({f"{PACKAGE}/empty{n}.py": text for n, text in enumerate(texts)})
    (tree.root / PACKAGE / "only_marked.py").write_bytes(codecs.BOM_UTF8)
    assert audited(tree) == []
