"""Plain SQL is read without the lexer, and means what it means to the lexer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from mypy_txn.audit.sqltext import controls
from mypy_txn.audit.sqlwords import PLAIN

WORDS = """
    begin commit end rollback abort savepoint release xa start prepare save set lock unlock discard
    transaction tran tables all autocommit implicit_transactions session global local not
    transaction_isolation default_transaction_read_only to
    characteristics create trigger procedure select from update x like ilike div regexp in ; ;
    declare then loop if case table view package alter event
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
        (r"select E'it\'s; commit'", []),
        (r"select e'a''b\\'; commit", ["COMMIT"]),
        (r"select 'like E\'; commit; select 1", ["COMMIT"]),
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
        ("begin update x set a = 1 end", []),
        ("begin update x set a = case when b then 1 else 2 end end; commit", ["COMMIT"]),
        ("begin try update x set a = 0 end try begin catch throw end catch", []),
        ("begin try update x set a = 0; end try begin catch throw; end catch; end", ["END"]),
        ("set nocount on begin try update x set a = 0; end try begin catch throw; end catch", []),
        ("if @n > 0 begin update t set a = 1 end else begin delete from t end; end", ["END"]),
        (
            "begin try begin tran; commit tran; end try begin catch throw end catch",
            ["BEGIN", "COMMIT"],
        ),
        ("begin update t set end = 1, begin = t.end; end; commit", ["COMMIT"]),
        ('begin "pkg".settle(:1); end; end', ["END"]),
        ("begin not atomic update t set a = 1; end", []),
        ("begin not atomic update t set a = 1; commit; end", ["COMMIT"]),
        ("begin not deferrable", ["BEGIN"]),
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
        ("begin tran update x set a = 1 end", ["BEGIN"]),
        ("begin settle(:1); end; end", ["END"]),
        ("select a as begin from t; end", ["END"]),
    ],
)
def test_what_is_no_whole_block_is_a_transaction(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("create trigger a after insert on t begin update t set x = 1; end", []),
        ("create trigger a after insert on t begin update t set x = 1; end; commit", ["COMMIT"]),
        ("create or replace procedure p is begin commit; end; rollback", ["ROLLBACK"]),
        ("create procedure p() begin if a then begin commit; end; end if; end; end", ["END"]),
        (
            "create trigger a after insert on t begin"
            " update t set x = case when y then 1 else 2 end; commit; end; abort",
            ["ABORT"],
        ),
        ("create trigger a after insert on t begin select t.end; end; abort", ["ABORT"]),
        ("create procedure p() begin case a when 1 then commit; end case; end; abort", ["ABORT"]),
        ("create function f() returns int begin atomic select 1; end; commit", ["COMMIT"]),
        ("create function f() as $$ begin; commit; end $$ language plpgsql; commit", ["COMMIT"]),
        ("create trigger a after insert on t execute function f(); commit", ["COMMIT"]),
        ("alter proc p as begin update t set a = 1; commit; end", []),
        ("create event e on schedule every 1 day do begin commit; end; xa start 'a'", ["XA"]),
        ("create proc p as begin tran; update t set a = 1; commit", []),
        ("create package body p as procedure a is begin commit; end; begin a(); end p;", []),
        ("create schema package; commit", ["COMMIT"]),
        ("create policy p on package using (true); commit", ["COMMIT"]),
        ("alter package p compile; commit", ["COMMIT"]),
        (
            "create type body t as member function f return int is begin return 1; end; end;",
            [],
        ),
    ],
)
def test_the_body_of_a_routine_is_skipped_and_what_follows_is_not(
    sql: str, found: list[str]
) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    "made",
    [
        "create table ev (id int, begin timestamp)",
        "create table trigger (begin int)",
        "create index i on ev (begin)",
        "alter table ev add begin timestamp",
        "create view v as select begin from ev",
        "create type body as (begin int)",
        'create type pair as (begin int, "end" int)',
    ],
)
def test_what_is_created_with_a_name_that_begins_a_block_has_no_body(made: str) -> None:
    assert controls(made) == []
    assert controls(f"{made}; commit") == ["COMMIT"]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("set autocommit = 0", ["SET AUTOCOMMIT"]),
        ("set @@autocommit = 0", ["SET AUTOCOMMIT"]),
        ("set @@session.autocommit = 0", ["SET AUTOCOMMIT"]),
        ("set transaction_isolation = 'serializable'", ["SET TRANSACTION_ISOLATION"]),
        ("SET LOCAL transaction_isolation TO serializable", ["SET TRANSACTION_ISOLATION"]),
        ("set session transaction_read_only = on", ["SET TRANSACTION_READ_ONLY"]),
        ("set transaction_deferrable to on", ["SET TRANSACTION_DEFERRABLE"]),
        ("set default_transaction_isolation = 'x'", ["SET DEFAULT_TRANSACTION_ISOLATION"]),
        ("set default_transaction_read_only = on", ["SET DEFAULT_TRANSACTION_READ_ONLY"]),
        ("set default_transaction_deferrable = on", ["SET DEFAULT_TRANSACTION_DEFERRABLE"]),
        ("set @@session.transaction_isolation = 'x'", ["SET TRANSACTION_ISOLATION"]),
        ("set @a = 1, @@tx_isolation = 'x'", ["SET TX_ISOLATION"]),
        ("set tx_read_only = 1", ["SET TX_READ_ONLY"]),
        ("set @before = @@autocommit", []),
        ("set @before = @@session.transaction_isolation", []),
        ("set local statement_timeout = 5", []),
        ("set default_transaction_style = 1", []),
        ("show transaction_isolation", []),
        ("update t set autocommit = 0", []),
        ("update t set transaction_isolation = 0", []),
    ],
)
def test_settings(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("if @@trancount > 0 rollback transaction", ["ROLLBACK"]),
        ("if @@trancount > 0 rollback", ["ROLLBACK"]),
        ("while @@trancount > 0 commit", ["COMMIT"]),
        ("if xact_state() = 1 commit else rollback", ["COMMIT", "ROLLBACK"]),
        (
            "begin try delete from t end try begin catch if @a > 0 rollback throw end catch",
            ["ROLLBACK"],
        ),
        ("update x set a = 1\ncommit transaction", ["COMMIT"]),
        ("delete from x where a = 'b' commit work", ["COMMIT"]),
        ("set nocount on begin tran delete from x commit tran", ["BEGIN", "COMMIT"]),
        ("set nocount on save tran a", ["SAVE TRAN"]),
        ("begin tran commit tran", ["BEGIN", "COMMIT"]),
        ("begin begin tran update x set a = 1 commit tran end", ["BEGIN", "COMMIT"]),
        ("select commit, transaction from x", []),
        ("select x.commit transaction from x", []),
        ("select 'commit transaction', [commit] transaction from x", []),
        ("select commit from x", []),
        ("if exists (select commit from x where rollback > 0) delete from x", []),
        ("if @a = (select rollback) delete from x", []),
        ("create proc p as update x set a = 1 commit tran", []),
    ],
)
def test_a_statement_behind_another_without_a_semicolon(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("/* a /* b */ c */ commit", ["COMMIT"]),
        ("/* a /* b /* c */ */ /* d */ */ commit", ["COMMIT"]),
        ("/* a /* b */ commit", ["COMMIT"]),
        ("/* a /* b */ c; */ select 1", []),
        ("/* a /* commit */ */ select 1", []),
        ("/* a */ select 'b /* commit' /* c */", []),
    ],
)
def test_comments_nest_and_do_not(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("end is null", []),
        ("End desc nulls last", []),
        ("begin ASC", []),
        ('end collate "C"', []),
        ("release in (1, 2)", []),
        ("begin between 1 and 2", []),
        ("end as last", []),
        ("begin + 8", []),
        ("end - begin", []),
        ("end > begin", []),
        ("begin, end", []),
        ("end || 'x'", []),
        ("begin::date", []),
        ("release not like 'a'", []),
        ("commit regexp 'x'", []),
        ("end ~* 'x'", []),
        ("end not in (1)", []),
        ("release.name = 1", []),
        ("end at time zone 'utc'", []),
        ("commit or x", []),
        ("end and begin", []),
        ("commit and no chain", ["COMMIT"]),
        ("savepoint @name", ["SAVEPOINT"]),
        ("begin = 1; commit", ["COMMIT"]),
        ("commit\n/", ["COMMIT"]),
        ("savepoint %s", ["SAVEPOINT"]),
        ('savepoint "x"', ["SAVEPOINT"]),
        ("rollback transaction @name", ["ROLLBACK"]),
        ("end", ["END"]),
        ("commit and chain", ["COMMIT"]),
        ("begin not deferrable", ["BEGIN"]),
        ("savepoint described", ["SAVEPOINT"]),
        ("rollback to ascent", ["ROLLBACK"]),
        ("select 1; end is null; commit", ["COMMIT"]),
    ],
)
def test_a_column_called_like_a_statement(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("insert or rollback into t values (1)", ["INSERT OR ROLLBACK"]),
        ("update or rollback t set a = ?", ["UPDATE OR ROLLBACK"]),
        ("insert or replace into t values (1)", []),
        ("select a from t where b or rollback", []),
    ],
)
def test_sqlite_may_end_the_transaction_at_a_conflict(sql: str, found: list[str]) -> None:
    assert controls(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("/*!50000 commit */", ["COMMIT"]),
        ("/*M!100100 commit */", ["COMMIT"]),
        ("/* M!100100 commit */", []),
        ("#c\ncommit", ["COMMIT"]),
        ("# c\ncommit", ["COMMIT"]),
        ("select 1\n #commit\n from t", []),
        ("select a #> b; commit", ["COMMIT"]),
        (r"select * from t where a like '\%' escape '\'; commit; select '1'", ["COMMIT"]),
        (r"select 'a\'; commit; --'", ["COMMIT"]),
        (r"select 'a\\'; select 'commit'", []),
    ],
)
def test_comments_and_strings_of_single_databases(sql: str, found: list[str]) -> None:
    assert controls(sql) == found
