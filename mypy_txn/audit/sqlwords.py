"""The words of the statements in an SQL text, without its strings, quoted names and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PLAIN: Final = re.compile(
    r"(?!.*(?:like|div|regexp))[a-z_\s;]*", re.IGNORECASE | re.ASCII | re.DOTALL
)
"""What needs no lexer: words alone, none of which is an operator to sqlparse 0.6.1."""
GAP: Final = "?"
"""Stands among the words for what is neither a word nor a comment, such as a quoted name."""
OPERATOR: Final = "="
"""Stands there for what follows a value; ``COMMIT /`` and ``SAVEPOINT @a`` are statements."""
NO_OPERATORS: Final = frozenset(("/", "@", "#"))
PUNCTUATION: Final = frozenset(("*", ",", "::"))
NO_WORDS: Final = frozenset((GAP, OPERATOR))


def statements_in(sql: str) -> Iterator[list[str]]:
    """The words of each statement, those that are code: sqlparse knows quotes and comments.

    What is behind a dot is told from other words by it: ``NEW.end`` is ``NEW`` and ``.END``.
    """
    if PLAIN.fullmatch(sql):
        yield from filter(None, map(str.split, sql.upper().split(";")))
        return
    from sqlparse import lexer, tokens  # here: a module without suspicious SQL never pays for it

    words: list[str] = []
    before = ""
    for kind, text in lexer.tokenize(sql):  # type: ignore[no-untyped-call]
        if kind in tokens.Whitespace or kind in tokens.Comment:
            continue
        if kind in tokens.Punctuation and text == ";":
            if words:
                yield words
            words = []
        elif before == ".":
            words.append(f".{text.upper()}")
        elif kind in tokens.Keyword or kind in tokens.Name:
            words.extend(text.upper().split())
        elif words and text != "." and words[-1] not in NO_WORDS:
            is_operator = kind in tokens.Operator and text not in NO_OPERATORS
            words.append(OPERATOR if is_operator or text in PUNCTUATION else GAP)
        before = text
    if words:
        yield words
