"""aiopg, read off the installed 1.4.0.

Its connections are always in autocommit mode: a transaction is begun through a cursor.
"""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import EXECUTES, OWN_PROTOCOL, Handle, Library, members

_BLOCK: Final = members("__enter__ __exit__ __aenter__ __aexit__")
_SIZES: Final = members("closed freesize maxsize minsize release size timeout")

LIBRARY = Library(
    handles={
        "aiopg.connection.Connection": Handle(
            OWN_PROTOCOL,
            control=members(
                "commit rollback close cancel reset tpc_begin tpc_prepare tpc_commit tpc_rollback"
                " tpc_recover __await__ __aenter__ __aexit__"
            ),
            escapes=members("raw"),
            switches=members("autocommit set_isolation_level set_session"),
            data=members(
                "closed cursor cursor_factory dsn echo encoding get_backend_pid"
                " get_parameter_status get_transaction_status isexecuting isolation_level"
                " last_usage lobject notices notifies protocol_version server_version"
                " set_client_encoding status timeout xid"
            ),
        ),
        "aiopg.connection.Transaction": Handle(
            OWN_PROTOCOL,
            control=members(
                "begin commit rollback savepoint release_savepoint rollback_savepoint point"
                " __aenter__ __aexit__"
            ),
            data=members("is_begin"),
        ),
        # A pool's cursor is on a connection of its own: each of its statements commits by itself.
        "aiopg.pool.Pool": Handle(
            OWN_PROTOCOL,
            control=members("clear close cursor terminate wait_closed __await__") | _BLOCK,
            escapes=members("acquire from_pool_fill"),
            data=members("echo") | _SIZES,
        ),
        "aiopg.pool._PoolConnectionContextManager": Handle(OWN_PROTOCOL, control=_BLOCK),
        "aiopg.sa.connection.SAConnection": Handle(
            OWN_PROTOCOL,
            control=members(
                "begin begin_nested begin_twophase close commit_prepared recover_twophase"
                " rollback_prepared"
            ),
            escapes=members("connection"),
            data=members("closed execute in_transaction scalar"),
        ),
        "aiopg.sa.engine.Engine": Handle(
            OWN_PROTOCOL,
            control=members("close terminate wait_closed __await__") | _BLOCK,
            escapes=members("acquire"),
            data=members("dialect driver dsn name") | _SIZES,
        ),
        "aiopg.sa.engine._ConnectionContextManager": Handle(
            OWN_PROTOCOL, control=members("__enter__ __exit__")
        ),
        "aiopg.sa.transaction.Transaction": Handle(
            OWN_PROTOCOL,
            control=members("close commit rollback __aenter__ __aexit__"),
            escapes=members("connection"),
            data=members("is_active"),
        ),
        "aiopg.sa.transaction.TwoPhaseTransaction": Handle(
            OWN_PROTOCOL,
            control=members("prepare"),
            data=members("xid"),
            extends=("aiopg.sa.transaction.Transaction",),
        ),
    },
    control={"aiopg.connection.Cursor": members("begin begin_nested")},
    leaks={"aiopg.connection.Cursor": members("connection raw")},
    makers=members("aiopg.connection.connect aiopg.pool.create_pool aiopg.sa.engine.create_engine"),
    takes_sql=EXECUTES | members("scalar"),
    shown_with=members("aiopg"),
)
