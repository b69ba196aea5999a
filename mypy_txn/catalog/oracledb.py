"""python-oracledb, read off the installed 26.1.0."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import CURSOR, EXECUTES, OWN_PROTOCOL, Handle, Library, members

_CONTROL: Final = members(
    "begin_sessionless_transaction close commit resume_sessionless_transaction rollback"
    " suspend_sessionless_transaction tpc_begin tpc_commit tpc_end tpc_forget tpc_prepare"
    " tpc_recover tpc_rollback"
)
_DATA: Final = members(
    "changepassword createlob cursor direct_path_load fetch_df_all fetch_df_batches gettype ping"
)

LIBRARY = Library(
    handles={
        "oracledb.connection.BaseConnection": Handle(
            CURSOR,
            control=members("cancel"),
            switches=members("autocommit transaction_priority"),
            data=members(
                "action call_timeout clear_app_context clear_end_user_security_context"
                " client_identifier clientinfo current_schema db_domain db_name db_unique_name"
                " dbop decode_oson dsn econtext_id edition encode_oson external_name host"
                " inputtypehandler instance_name internal_name is_healthy ltxid"
                " max_identifier_length max_open_cursors module msgproperties operation_callback"
                " outputtypehandler port protocol proxy_user queue round_trip_callback sdu"
                " serial_num service_name session_id set_app_context"
                " set_end_user_security_context set_opentelemetry_trace_context stmtcachesize"
                " supports_opentelemetry_tracing tag thin transaction_in_progress username"
                " version warning xid"
            ),
        ),
        "oracledb.connection.Connection": Handle(
            CURSOR,
            control=_CONTROL | members("begin prepare shutdown startup __enter__ __exit__"),
            escapes=members("handle"),
            data=_DATA
            | members("callTimeout getSodaDatabase maxBytesPerCharacter subscribe unsubscribe"),
            extends=("oracledb.connection.BaseConnection",),
        ),
        "oracledb.connection.AsyncConnection": Handle(
            OWN_PROTOCOL,
            control=_CONTROL | members("terminate __await__ __aenter__ __aexit__"),
            data=_DATA
            | members(
                "callfunc callproc execute executemany fetchall fetchmany fetchone run_pipeline"
            ),
            extends=("oracledb.connection.BaseConnection",),
        ),
        "oracledb.pool.BaseConnectionPool": Handle(
            CURSOR,
            data=members(
                "busy dsn getmode homogeneous increment max max_lifetime_session"
                " max_sessions_per_shard min name on_connect_callback opened ping_interval"
                " session_callback soda_metadata_cache stmtcachesize thin timeout tnsentry"
                " username wait_timeout"
            ),
        ),
        "oracledb.pool.ConnectionPool": Handle(
            CURSOR,
            control=members("close drop"),
            escapes=members("acquire"),
            data=members("reconfigure release"),
            extends=("oracledb.pool.BaseConnectionPool",),
        ),
        "oracledb.pool.AsyncConnectionPool": Handle(
            OWN_PROTOCOL,
            control=members("close drop"),
            escapes=members("acquire"),
            data=members("release"),
            extends=("oracledb.pool.BaseConnectionPool",),
        ),
    },
    control={"oracledb.pipeline.Pipeline": members("add_commit")},
    leaks={
        "oracledb.aq.BaseQueue": members("connection"),
        "oracledb.cursor.AsyncCursor": members("connection"),
        "oracledb.cursor.Cursor": members("connection"),
        "oracledb.pool.NamedPools": members("pools"),
        "oracledb.pool_params.PoolParams": members("connectiontype"),
        "oracledb.subscr.Subscription": members("connection"),
    },
    makers=members(
        "oracledb.SessionPool oracledb.connection.connect oracledb.connection.connect_async"
        " oracledb.connection.async_create_connection oracledb.connection.sync_create_connection"
        " oracledb.pool.check_pool_alias oracledb.pool.create_pool"
        " oracledb.pool.create_pool_async oracledb.pool.get_pool"
    ),
    takes_sql=EXECUTES
    | members(
        "add_execute add_executemany add_fetchall add_fetchmany add_fetchone"
        " fetch_df_all fetch_df_batches fetchall fetchmany fetchone prepare"
    ),
    shown_with=members("oracledb"),
)
