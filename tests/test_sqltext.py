"""Plain SQL is read without the lexer, and means what it means to the lexer."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from mypy_txn.audit.sqltext import PLAIN, controls

WORDS = """
    begin commit end rollback abort savepoint release xa start prepare save set lock unlock discard
    transaction tran tables all autocommit implicit_transactions session global local not
    characteristics create trigger procedure select from update x like ilike div regexp in ; ;
"""
COMMENT = " -- 1"
"""No plain text has one, so that the lexer reads what it stands behind."""


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=7), st.booleans())
def test_the_same_with_and_without_the_lexer(words: list[str], fragment: bool) -> None:
    sql = " ".join(words)
    assert not PLAIN.fullmatch(sql + COMMENT)
    assert controls(sql, fragment) == controls(sql + COMMENT, fragment)
