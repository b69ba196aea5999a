"""PyMySQL, read off types-PyMySQL 1.2.0 and the driver 1.2.4 (which ships no types)."""

from __future__ import annotations

from mypy_txn.catalog.model import CURSOR, EXECUTES, Handle, Library, members

LIBRARY = Library(
    handles={
        # autocommit(True) commits an open transaction, and so does begin(); connect() loses it.
        "pymysql.connections.Connection": Handle(
            CURSOR,
            control=members(
                "begin commit rollback autocommit close kill connect __enter__ __exit__"
            ),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning affected_rows"
                " autocommit_mode bind_address character_set_name charset client_flag collation"
                " connect_timeout cursor cursorclass db decoders encoders encoding escape"
                " get_autocommit get_host_info get_proto_info get_server_info host host_info"
                " init_command insert_id literal max_allowed_packet next_result open password"
                " ping port query select_db server_public_key set_character_set set_charset"
                " show_warnings sql_mode ssl thread_id unix_socket use_unicode user write_packet"
            ),
        ),
    },
    leaks={
        "pymysql.connections.MySQLResult": members("connection"),
        "pymysql.cursors.Cursor": members("connection"),
    },
    makers=members("pymysql.Connect pymysql.Connection pymysql.connect"),
    takes_sql=EXECUTES | members("query"),
    shown_with=members("pymysql"),
)
