"""Plain SQL is read without the lexer, and means what it means to the lexer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from mypy_txn.audit.sqltext import PLAIN, controls

WORDS = """
    begin commit end rollback abort savepoint release xa start prepare save set lock unlock discard
    transaction tran tables all autocommit implicit_transactions session global local not
    characteristics create trigger procedure select from update x like ilike div regexp in ; ;
    declare then loop if case
"""
COMMENT = " -- 1"
"""No plain text has one, so that the lexer reads what it stands behind."""


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=7), st.booleans())
def test_the_same_with_and_without_the_lexer(words: list[str], fragment: bool) -> None:
    sql = " ".join(words)
    assert not PLAIN.fullmatch(sql + COMMENT)
    assert controls(sql, fragment) == controls(sql + COMMENT, fragment)


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("begin execute immediate 'drop table t'; exception when others then null; end;", []),
        ("declare n int; begin select 1 into n; if n > 0 then raise; end if; end;", []),
        ("declare begin settle(:1); end", []),
        ("begin begin settle(:1); end; settle(:2); end", []),
        ("if @n > 0 begin update t set a = 1; end", []),
        ("begin settle(:1); commit; end", ["COMMIT"]),
        ("begin commit; end", ["COMMIT"]),
        ("begin settle(:1); exception when others then rollback; raise; end", ["ROLLBACK"]),
        ("begin for i in 1..9 loop savepoint a; end loop; end", ["SAVEPOINT"]),
        (
            "begin try commit; end try begin catch rollback; end catch; begin",
            ["COMMIT", "ROLLBACK", "BEGIN"],
        ),
    ],
)
def test_the_begin_and_end_of_a_block_are_no_transactions(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("begin; settle(); end;", ["BEGIN", "END"]),
        ("begin immediate; settle(); end", ["BEGIN", "END"]),
        ("begin unknown_part; end", ["BEGIN", "END"]),
        ("begin settle(:1)", ["BEGIN"]),
        ("begin settle(:1); end; end", ["END"]),
        ("select a as begin from t; end", ["END"]),
    ],
)
def test_what_is_no_whole_block_is_a_transaction(sql: str, found: list[str]) -> None:
    assert controls(sql) == found
