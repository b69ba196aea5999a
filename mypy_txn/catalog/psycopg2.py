"""psycopg2, read off types-psycopg2 2.9.21 (the driver ships no types)."""

from __future__ import annotations

from mypy_txn.catalog.model import CURSOR, Handle, Library, members

LIBRARY = Library(
    handles={
        "psycopg2._psycopg.connection": Handle(
            CURSOR,
            control=members(
                "commit rollback close cancel reset tpc_begin tpc_prepare tpc_commit tpc_rollback"
                " tpc_recover __enter__ __exit__"
            ),
            escapes=members("get_native_connection pgconn_ptr"),
            switches=members(
                "autocommit deferrable isolation_level readonly set_isolation_level set_session"
            ),
            data=members(
                "DataError DatabaseError Error IntegrityError InterfaceError InternalError"
                " NotSupportedError OperationalError ProgrammingError Warning async_"
                " binary_types closed cursor cursor_factory dsn encoding fileno"
                " get_backend_pid get_dsn_parameters get_parameter_status"
                " get_transaction_status info isexecuting lobject notices notifies poll"
                " protocol_version server_version set_client_encoding status string_types xid"
            ),
        ),
        "psycopg2._psycopg.ReplicationConnection": Handle(
            CURSOR,
            data=members("replication_type"),
            extends=("psycopg2._psycopg.connection",),
        ),
        "psycopg2.extras.LoggingConnection": Handle(
            CURSOR,
            data=members("filter initialize log"),
            extends=("psycopg2._psycopg.connection",),
        ),
        "psycopg2.pool.AbstractConnectionPool": Handle(
            CURSOR,
            control=members("closeall"),
            escapes=members("getconn"),
            data=members("closed maxconn minconn putconn"),
        ),
    },
    leaks={"psycopg2._psycopg.cursor": members("connection")},
    makers=members("psycopg2.connect"),
    raw_sql=members("psycopg2.extras.execute_batch psycopg2.extras.execute_values"),
    wrappers=members("psycopg2.sql.SQL"),
    joiners=members("psycopg2.sql.Composed"),
    shown_with=members("psycopg2"),
)
