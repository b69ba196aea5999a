"""aiosqlite, read off the installed 0.22.1."""

from __future__ import annotations

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

LIBRARY = Library(
    handles={
        "aiosqlite.core.Connection": Handle(
            OWN_PROTOCOL,
            control=members(
                "commit rollback close stop executescript __await__ __aenter__ __aexit__"
            ),
            switches=members("isolation_level"),
            data=members(
                "backup create_function cursor enable_load_extension execute execute_fetchall"
                " execute_insert executemany in_transaction interrupt iterdump load_extension"
                " row_factory set_authorizer set_progress_handler set_trace_callback"
                " text_factory total_changes"
            ),
        ),
    },
    control={"aiosqlite.cursor.Cursor": members("executescript")},
    leaks={"aiosqlite.cursor.Cursor": members("connection")},
    makers=members("aiosqlite.core.connect"),
    takes_sql=EXECUTES | members("execute_fetchall execute_insert"),
    shown_with=members("aiosqlite"),
)
