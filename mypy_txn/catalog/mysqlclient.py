"""mysqlclient, whose package is ``MySQLdb``, read off types-mysqlclient 2.3.0.

The driver ships no types; what its members do is read off its source, 2.3.1.
"""

from __future__ import annotations

from mypy_txn.catalog.model import CURSOR, EXECUTES, Handle, Library, members

LIBRARY = Library(
    handles={
        # autocommit(True) commits an open transaction, and so does begin(); change_user() rolls
        # it back.
        "MySQLdb._mysql.connection": Handle(
            CURSOR,
            control=members("commit rollback autocommit change_user close kill shutdown"),
            data=members(
                "affected_rows character_set_name client_flag converter discard_result"
                " dump_debug_info errno error escape escape_string field_count fileno"
                " get_autocommit get_character_set_info get_host_info get_proto_info"
                " get_server_info info insert_id more_results next_result open ping port query"
                " read_query_result select_db send_query server_capabilities set_character_set"
                " set_server_option sqlstate stat store_result string_literal thread_id"
                " use_result warning_count"
            ),
        ),
        "MySQLdb.connections.Connection": Handle(
            CURSOR,
            control=members("begin __enter__ __exit__"),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning cursor cursorclass"
                " default_cursor encoders encoding executemany_fallback literal messages"
                " set_sql_mode show_warnings"
            ),
            extends=("MySQLdb._mysql.connection",),
        ),
    },
    leaks={"MySQLdb.cursors.BaseCursor": members("connection")},
    makers=members("MySQLdb.Connect MySQLdb.connect MySQLdb._mysql.connect"),
    takes_sql=EXECUTES | members("query"),
    shown_with=members("MySQLdb"),
)
