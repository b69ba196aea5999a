"""asyncmy, read off the installed 0.2.18."""

from __future__ import annotations

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

LIBRARY = Library(
    handles={
        # autocommit(True) commits an open transaction, and so does begin(); ping() opens a new
        # connection where the old one is gone.
        "asyncmy.connection.Connection": Handle(
            OWN_PROTOCOL,
            control=members(
                "begin commit rollback autocommit close ensure_closed kill connect ping"
                " __aenter__ __aexit__"
            ),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning affected_rows"
                " character_set_name connected cursor escape escape_string get_autocommit"
                " get_host_info get_proto_info get_server_info get_transaction_status insert_id"
                " last_usage literal loop next_result prepare query read_packet select_db"
                " set_charset show_warnings thread_id write_packet"
            ),
        ),
        "asyncmy.pool.Pool": Handle(
            OWN_PROTOCOL,
            control=members(
                "clear close fill_free_pool terminate wait_closed __aenter__ __aexit__"
            ),
            escapes=members("acquire"),
            data=members("cond echo freesize maxsize minsize release size"),
        ),
    },
    leaks={
        "asyncmy.connection.MySQLResult": members("connection"),
        "asyncmy.cursors.Cursor": members("connection"),
    },
    makers=members("asyncmy.connection.connect asyncmy.pool.create_pool"),
    takes_sql=EXECUTES | members("query"),
    shown_with=members("asyncmy"),
)
