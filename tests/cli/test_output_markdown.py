"""Markdown says what the text says: tried with a parser of it."""

from __future__ import annotations

import io

import pytest
from markdown_it import MarkdownIt

from cli.counted import report
from mypy_txn.markdown import as_code, as_code_cell, as_prose
from mypy_txn.run import Unchecked
from mypy_txn.totals import markdown
from mypy_txn.totals.tally import By

ODD = [
    "app/__init__.py",
    "*all* _of_ ~~it~~ `code` {x} [a](b) <b>bold</b> # 1 &amp; \\",
    "a | b",
    "plain",
]


def read(text: str) -> list[str]:
    """The texts of all paragraphs and cells, without what marks them up."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]


def test_the_parser_sees_markup() -> None:
    assert read("app/__init__.py") == ["app/init.py"]
    assert read("| a |\n| --- |\n| b | c |\n") == ["a", "b"]


@pytest.mark.parametrize("text", ODD)
def test_prose_and_code_are_what_they_were(text: str) -> None:
    assert read(as_prose(text)) == [text]
    assert read(as_code(text)) == [text.replace("`", "'")]
    table = f"| a | b |\n| --- | --- |\n| {as_prose(text)} | {as_code_cell(text)} |\n"
    assert read(table)[2:] == [text, text.replace("`", "'")]


def test_nobody_is_called_and_lines_do_not_end() -> None:
    assert as_prose("for @you\n- x") == "for @\N{ZERO WIDTH SPACE}you - x"
    assert as_code("for @you\n- x") == "`for @you - x`"


def test_a_report_escapes_as_a_comment_does() -> None:
    out = io.StringIO()
    markdown.write(report(unchecked=[Unchecked("app.__init__", "{x} & @you")]), [By.CODE], out)
    assert "> - app.\\_\\_init\\_\\_: \\{x\\} \\& @\N{ZERO WIDTH SPACE}you\n" in out.getvalue()
