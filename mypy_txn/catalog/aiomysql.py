"""aiomysql, read off the installed 0.3.2 (it ships no types) and ``stubs/aiomysql``."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

_BLOCK: Final = members("__enter__ __exit__ __aenter__ __aexit__")
_SIZES: Final = members("freesize maxsize minsize release size")

LIBRARY = Library(
    handles={
        # autocommit(True) commits an open transaction, and so does begin(); ping() opens a new
        # connection where the old one is gone.
        "aiomysql.connection.Connection": Handle(
            OWN_PROTOCOL,
            control=members(
                "begin commit rollback autocommit close ensure_closed kill ping"
                " __aenter__ __aexit__"
            ),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning affected_rows"
                " caching_sha2_password_auth character_set_name charset client_flag closed cursor"
                " cursorclass db decoders echo encoders encoding escape escape_string"
                " get_autocommit get_host_info get_proto_info get_server_info"
                " get_transaction_status host host_info insert_id last_usage literal loop"
                " next_result port protocol_version query salt select_db server_capabilities"
                " server_charset server_language server_public_key server_status"
                " server_thread_id server_version set_charset sha256_password_auth show_warnings"
                " thread_id unix_socket use_unicode user write_packet"
            ),
        ),
        "aiomysql.pool.Pool": Handle(
            OWN_PROTOCOL,
            control=members("clear close terminate wait_closed __await__") | _BLOCK,
            escapes=members("acquire"),
            data=members("closed echo") | _SIZES,
        ),
        "aiomysql.utils._PoolConnectionContextManager": Handle(OWN_PROTOCOL, control=_BLOCK),
        "aiomysql.sa.connection.SAConnection": Handle(
            OWN_PROTOCOL,
            control=members(
                "begin begin_nested begin_twophase close commit_prepared recover_twophase"
                " rollback_prepared __aenter__ __aexit__"
            ),
            escapes=members("connection"),
            data=members("closed execute in_transaction scalar"),
        ),
        "aiomysql.sa.engine.Engine": Handle(
            OWN_PROTOCOL,
            control=members("close terminate wait_closed") | _BLOCK,
            escapes=members("acquire"),
            data=members("dialect driver name") | _SIZES,
        ),
        "aiomysql.sa.engine._ConnectionContextManager": Handle(
            OWN_PROTOCOL, control=members("__enter__ __exit__")
        ),
        "aiomysql.sa.transaction.Transaction": Handle(
            OWN_PROTOCOL,
            control=members("close commit rollback __aenter__ __aexit__"),
            escapes=members("connection"),
            data=members("is_active"),
        ),
        "aiomysql.sa.transaction.TwoPhaseTransaction": Handle(
            OWN_PROTOCOL,
            control=members("prepare"),
            data=members("xid"),
            extends=("aiomysql.sa.transaction.Transaction",),
        ),
    },
    leaks={
        "aiomysql.connection.LoadLocalFile": members("connection"),
        "aiomysql.connection.MySQLResult": members("connection"),
        "aiomysql.cursors.Cursor": members("connection"),
    },
    makers=members(
        "aiomysql.connection.connect aiomysql.pool.create_pool aiomysql.sa.engine.create_engine"
    ),
    takes_sql=EXECUTES | members("query scalar"),
    shown_with=members("aiomysql"),
)
