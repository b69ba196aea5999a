"""asyncpg, read off asyncpg-stubs 0.32.0 (the driver ships no py.typed)."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

_CONNECTION: Final = Handle(
    OWN_PROTOCOL,
    control=members("close reset terminate transaction"),
    data=members(
        "add_listener add_log_listener add_query_logger add_termination_listener"
        " copy_from_query copy_from_table copy_records_to_table copy_to_table cursor execute"
        " executemany fetch fetchmany fetchrow fetchval get_reset_query get_server_pid"
        " get_server_version get_settings is_closed is_in_transaction prepare query_logger"
        " reload_schema_state remove_listener remove_log_listener remove_query_logger"
        " remove_termination_listener reset_type_codec set_builtin_type_codec set_type_codec"
    ),
)
_AWAITED: Final = members("__await__ __aenter__ __aexit__")

LIBRARY = Library(
    handles={
        "asyncpg.connection.Connection": _CONNECTION,
        "asyncpg.pool.PoolConnectionProxy": _CONNECTION,
        "asyncpg.pool.PoolConnectionHolder": Handle(
            OWN_PROTOCOL,
            control=members("close connect release terminate"),
            escapes=members("acquire"),
            data=members("is_connected is_idle wait_until_released"),
        ),
        # A pool's own execute() and fetch() run outside any transaction: each commits by itself.
        "asyncpg.pool.Pool": Handle(
            OWN_PROTOCOL,
            control=members(
                "close terminate expire_connections execute executemany copy_from_query"
                " copy_from_table copy_records_to_table copy_to_table fetch fetchmany fetchrow"
                " fetchval"
            )
            | _AWAITED,
            escapes=members("acquire"),
            switches=members("set_connect_args"),
            data=members(
                "get_idle_size get_init_size get_max_size get_min_size get_size is_closing release"
            ),
        ),
        "asyncpg.pool.PoolAcquireContext": Handle(
            OWN_PROTOCOL,
            control=_AWAITED,
            escapes=members("connection pool"),
            data=members("done timeout"),
        ),
        "asyncpg.transaction.Transaction": Handle(
            OWN_PROTOCOL, control=members("start commit rollback __aenter__ __aexit__")
        ),
    },
    leaks={
        "asyncpg.cluster.Cluster": members("connect"),
        "asyncpg.pool._Connect": members("__call__"),
    },
    makers=members("asyncpg.connection.connect asyncpg.pool.create_pool"),
    takes_sql=EXECUTES
    | members("copy_from_query cursor fetch fetchmany fetchrow fetchval prepare"),
    shown_with=members("asyncpg"),
)
