"""The standard library's sqlite3, read off typeshed as of mypy 2.4.1."""

from __future__ import annotations

from mypy_txn.catalog.model import CURSOR, Handle, Library, members

LIBRARY = Library(
    handles={
        "sqlite3.Connection": Handle(
            CURSOR,
            control=members("commit rollback close executescript __enter__ __exit__"),
            switches=members("autocommit isolation_level"),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning __call__ backup"
                " blobopen create_aggregate create_collation create_function"
                " create_window_function cursor deserialize enable_load_extension execute"
                " executemany getconfig getlimit in_transaction interrupt iterdump"
                " load_extension row_factory serialize set_authorizer set_progress_handler"
                " set_trace_callback setconfig setlimit text_factory total_changes"
            ),
        ),
    },
    # executescript() commits an open transaction before it runs the script (sqlite3's manual).
    control={"sqlite3.Cursor": members("executescript")},
    leaks={"sqlite3.Cursor": members("connection")},
    makers=members("sqlite3.connect"),
    shown_with=members("sqlite3"),
)
