"""psycopg 3 and psycopg_pool, read off the installed 3.3.9 and 3.3.3."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import CURSOR, EXECUTES, OWN_PROTOCOL, Handle, Library, members

_CONNECTION_CONTROL: Final = members(
    "commit rollback close cancel cancel_safe transaction tpc_begin tpc_prepare tpc_commit"
    " tpc_rollback tpc_recover"
)
_SETTINGS: Final = members("set_autocommit set_deferrable set_isolation_level set_read_only")
_CONNECTION_DATA: Final = members(
    "cursor cursor_factory execute is_crdb lock notifies pipeline row_factory"
    " server_cursor_factory wait"
)
_POOL_CONTROL: Final = members("close open drain")
_POOL_ESCAPES: Final = members("connection getconn connection_class kwargs")
_POOL_DATA: Final = members(
    "check check_connection conninfo putconn reconnect_failed resize run_task schedule_task wait"
    " worker"
)

LIBRARY = Library(
    handles={
        "psycopg._connection_base.BaseConnection": Handle(
            CURSOR,
            control=members("cancel"),
            escapes=members("pgconn connection"),
            switches=members("autocommit deferrable isolation_level read_only"),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning adapters"
                " add_notice_handler add_notify_handler broken closed fileno info"
                " prepare_threshold prepared_max remove_notice_handler"
                " remove_notify_handler xid"
            ),
        ),
        "psycopg.connection.Connection": Handle(
            CURSOR,
            control=_CONNECTION_CONTROL | members("__enter__ __exit__"),
            escapes=members("connect"),
            switches=_SETTINGS,
            data=_CONNECTION_DATA,
            extends=("psycopg._connection_base.BaseConnection",),
        ),
        "psycopg.connection_async.AsyncConnection": Handle(
            OWN_PROTOCOL,
            control=_CONNECTION_CONTROL | members("__aenter__ __aexit__"),
            escapes=members("connect"),
            switches=_SETTINGS,
            data=_CONNECTION_DATA,
            extends=("psycopg._connection_base.BaseConnection",),
        ),
        "psycopg.transaction.BaseTransaction": Handle(
            CURSOR,
            control=members("__enter__ __exit__ __aenter__ __aexit__"),
            escapes=members("connection pgconn"),
            data=members("Status force_rollback savepoint_name status"),
        ),
        "psycopg_pool.base.BasePool": Handle(
            CURSOR,
            control=members("__enter__ __exit__ __aenter__ __aexit__"),
            data=members(
                "close_returns closed get_stats max_idle max_lifetime max_size max_waiting"
                " min_size name num_workers pop_stats reconnect_timeout timeout"
            ),
        ),
        "psycopg_pool.pool.ConnectionPool": Handle(
            CURSOR,
            control=_POOL_CONTROL,
            escapes=_POOL_ESCAPES,
            data=_POOL_DATA,
            extends=("psycopg_pool.base.BasePool",),
        ),
        "psycopg_pool.pool_async.AsyncConnectionPool": Handle(
            OWN_PROTOCOL,
            control=_POOL_CONTROL,
            escapes=_POOL_ESCAPES,
            data=_POOL_DATA,
            extends=("psycopg_pool.base.BasePool",),
        ),
    },
    # Transaction.__exit__ rolls back and swallows it.
    control_exceptions=members("psycopg.transaction.Rollback"),
    leaks={
        "psycopg._adapters_map.AdaptersMap": members("connection"),
        "psycopg._copy.LibpqWriter": members("connection"),
        "psycopg._copy_async.AsyncLibpqWriter": members("connection"),
        "psycopg._copy_base.BaseCopy": members("connection cursor"),
        "psycopg._cursor_base.BaseCursor": members("connection"),
        "psycopg._py_transformer.Transformer": members("connection"),
        "psycopg.abc.AdaptContext": members("connection"),
        "psycopg.abc.Transformer": members("connection"),
        "psycopg.adapt.Dumper": members("connection"),
        "psycopg.adapt.Loader": members("connection"),
        "psycopg.transaction.Rollback": members("transaction"),
        "psycopg_pool.pool.MaintenanceTask": members("pool"),
        "psycopg_pool.pool.ReturnConnection": members("conn"),
        "psycopg_pool.pool.WaitingClient": members("conn wait"),
        "psycopg_pool.pool_async.MaintenanceTask": members("pool"),
        "psycopg_pool.pool_async.ReturnConnection": members("conn"),
        "psycopg_pool.pool_async.WaitingClient": members("conn wait"),
    },
    makers=members(
        "psycopg.connect psycopg.crdb.connect psycopg_pool._compat.AsyncPoolConnection"
        " psycopg_pool._compat.PoolConnection"
    ),
    takes_sql=EXECUTES | members("stream"),
    wrappers=members("psycopg.sql.SQL"),
    joiners=members("psycopg.sql.Composed"),
    shown_with=members("psycopg psycopg_pool"),
)
