"""SQLAlchemy 2.0 and 2.1, read off the installed 2.0.58 and 2.1.9."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import ASYNC_WITH, EXECUTES, WITH, Handle, Instead, Library, members
from mypy_txn.catalog.sqlalchemy_events import ASKING, LISTENING, SELF_EXECUTING, WITHOUT_HANDLE
from mypy_txn.catalog.sqlalchemy_pools import (
    CONNECTION,
    POOLS_AND_DRIVERS,
    TRANSACTION_CONTROL,
)
from mypy_txn.catalog.sqlalchemy_sql import (
    BUILDERS,
    RAW_FRAGMENTS,
    RAW_SQL,
    RENDERING,
    SQL_STATEMENTS,
)

SYNC: Final = Instead("take the session as ReadWriteSession", "mypy_txn.ReadWriteSession")
ASYNC: Final = Instead(
    "take the session as AsyncReadWriteSession", "mypy_txn.AsyncReadWriteSession"
)
ASYNC_CONNECTION: Final = Instead(
    "take the open connection as AsyncWriteConnection", "mypy_txn.AsyncWriteConnection"
)

_SESSION_CONTROL: Final = members(
    "begin begin_nested commit rollback close close_all reset invalidate bind_mapper bind_table"
)
_SESSION_ESCAPES: Final = members(
    "connection get_bind bind binds get_transaction get_nested_transaction no_autoflush dispatch"
    " object_session"
)
_SESSION_SWITCHES: Final = members("execution_options")
_SESSION_DATA: Final = members(
    "add add_all autoflush delete delete_all deleted dirty execute expire expire_all expunge"
    " expunge_all flush get get_one identity_key identity_map in_nested_transaction in_transaction"
    " info is_active is_modified merge merge_all new refresh scalar scalars"
)
_SCOPED_CONTROL: Final = _SESSION_CONTROL | members("remove")
_SCOPED_ESCAPES: Final = _SESSION_ESCAPES | members("__call__ registry session_factory")
_FACTORY_ESCAPES: Final = members("__call__ class_ kw object_session")
_ENGINE_DATA: Final = members(
    "dialect driver echo name url clear_compiled_cache get_execution_options hide_parameters logger"
    " logging_name"
)
_CONNECTION_CONTROL: Final = members("begin begin_nested close commit rollback invalidate")
_CONNECTION_DATA: Final = members(
    "closed default_isolation_level dialect exec_driver_sql execute get_execution_options"
    " get_isolation_level in_nested_transaction in_transaction info invalidated scalar scalars"
)
_TRANSACTION_DATA: Final = members("is_active is_valid nested origin declare_states xid")

_SESSIONS: Final = {
    "sqlalchemy.orm.session.Session": Handle(
        SYNC,
        control=_SESSION_CONTROL | WITH | members("prepare"),
        escapes=_SESSION_ESCAPES | members("connection_callable"),
        switches=_SESSION_SWITCHES | members("autobegin join_transaction_mode twophase"),
        data=_SESSION_DATA
        | members(
            "bulk_insert_mappings bulk_save_objects bulk_update_mappings enable_baked_queries"
            " enable_relationship_loading expire_on_commit hash_key query"
        ),
    ),
    "sqlalchemy.ext.horizontal_shard.ShardedSession": Handle(
        SYNC,
        control=members("bind_shard"),
        data=members("execute_chooser identity_chooser shard_chooser"),
        extends=("sqlalchemy.orm.session.Session",),
    ),
    "sqlalchemy.orm.scoping.scoped_session": Handle(
        SYNC,
        control=_SCOPED_CONTROL,
        escapes=_SCOPED_ESCAPES,
        switches=_SESSION_SWITCHES | members("configure"),
        data=_SESSION_DATA
        | members(
            "bulk_insert_mappings bulk_save_objects bulk_update_mappings query query_property"
        ),
    ),
    "sqlalchemy.orm.session.sessionmaker": Handle(
        SYNC,
        control=members("begin close_all"),
        escapes=_FACTORY_ESCAPES,
        switches=members("configure"),
        data=members("identity_key"),
    ),
    "sqlalchemy.orm.session.SessionTransaction": Handle(
        SYNC,
        control=TRANSACTION_CONTROL | WITH | members("prepare"),
        escapes=members("session connection connections bound_connection parent"),
        data=_TRANSACTION_DATA,
        extends=("sqlalchemy.engine.util.TransactionalContext",),
    ),
    "sqlalchemy.util._collections.ScopedRegistry": Handle(
        SYNC,
        control=members("set clear"),
        escapes=members("__call__ createfunc registry"),
        data=members("has scopefunc"),
    ),
    "sqlalchemy.ext.asyncio.session.AsyncSession": Handle(
        ASYNC,
        control=_SESSION_CONTROL | ASYNC_WITH | members("aclose"),
        escapes=_SESSION_ESCAPES
        | members("get_async_bind run_sync sync_session sync_session_class"),
        switches=_SESSION_SWITCHES,
        data=_SESSION_DATA | members("stream stream_scalars"),
    ),
    "sqlalchemy.ext.asyncio.scoping.async_scoped_session": Handle(
        ASYNC,
        control=_SCOPED_CONTROL | members("aclose"),
        escapes=_SCOPED_ESCAPES | members("get_async_bind"),
        switches=_SESSION_SWITCHES | members("configure"),
        data=_SESSION_DATA | members("stream stream_scalars"),
    ),
    "sqlalchemy.ext.asyncio.session.async_sessionmaker": Handle(
        ASYNC,
        control=members("begin"),
        escapes=_FACTORY_ESCAPES,
        switches=members("configure"),
    ),
    "sqlalchemy.ext.asyncio.session.AsyncSessionTransaction": Handle(
        ASYNC,
        control=members("commit rollback start __await__") | ASYNC_WITH,
        escapes=members("session sync_transaction connections bound_connection"),
        data=_TRANSACTION_DATA,
    ),
    "sqlalchemy.ext.asyncio.session._AsyncSessionContextManager": Handle(
        ASYNC, control=ASYNC_WITH, escapes=members("async_session trans")
    ),
}

_ENGINES: Final = {
    "sqlalchemy.engine.base.Engine": Handle(
        CONNECTION,
        control=members("begin dispose"),
        escapes=members("connect raw_connection engine pool dispatch"),
        switches=members("execution_options update_execution_options"),
        data=_ENGINE_DATA,
    ),
    "sqlalchemy.engine.base.OptionEngineMixin": Handle(
        CONNECTION,
        escapes=members("pool dispatch"),
        switches=members("update_execution_options"),
        data=_ENGINE_DATA,
    ),
    "sqlalchemy.engine.base.Connection": Handle(
        CONNECTION,
        control=_CONNECTION_CONTROL
        | WITH
        | members("begin_twophase commit_prepared rollback_prepared recover_twophase detach"),
        escapes=members("connection engine get_transaction get_nested_transaction dispatch"),
        switches=members("execution_options"),
        data=_CONNECTION_DATA | members("schema_for_object should_close_with_result"),
    ),
    "sqlalchemy.engine.base.Transaction": Handle(
        CONNECTION,
        control=TRANSACTION_CONTROL | WITH,
        escapes=members("connection"),
        data=_TRANSACTION_DATA,
        extends=("sqlalchemy.engine.util.TransactionalContext",),
    ),
    "sqlalchemy.engine.base.TwoPhaseTransaction": Handle(
        CONNECTION,
        control=members("prepare"),
        extends=(
            "sqlalchemy.engine.base.Transaction",
            "sqlalchemy.engine.util.TransactionalContext",
        ),
    ),
    "sqlalchemy.engine.util.TransactionalContext": Handle(
        CONNECTION, control=TRANSACTION_CONTROL | WITH
    ),
    "sqlalchemy.ext.asyncio.engine.AsyncConnectable": Handle(
        ASYNC_CONNECTION, escapes=members("sync_engine")
    ),
    "sqlalchemy.ext.asyncio.engine.AsyncEngine": Handle(
        ASYNC_CONNECTION,
        control=members("begin dispose"),
        escapes=members("connect raw_connection engine pool"),
        switches=members("execution_options update_execution_options"),
        data=_ENGINE_DATA,
        extends=("sqlalchemy.ext.asyncio.engine.AsyncConnectable",),
    ),
    "sqlalchemy.ext.asyncio.engine.AsyncConnection": Handle(
        ASYNC_CONNECTION,
        control=_CONNECTION_CONTROL | ASYNC_WITH | members("aclose start __await__"),
        escapes=members(
            "connection engine get_transaction get_nested_transaction get_raw_connection run_sync"
            " sync_connection"
        ),
        switches=members("execution_options"),
        data=_CONNECTION_DATA | members("stream stream_scalars"),
        extends=("sqlalchemy.ext.asyncio.engine.AsyncConnectable",),
    ),
    "sqlalchemy.ext.asyncio.engine.AsyncTransaction": Handle(
        ASYNC_CONNECTION,
        control=TRANSACTION_CONTROL | ASYNC_WITH | members("start __await__"),
        escapes=members("connection sync_transaction"),
        data=_TRANSACTION_DATA,
    ),
}

LIBRARY = Library(
    handles=_SESSIONS | _ENGINES | POOLS_AND_DRIVERS,
    control={
        "sqlalchemy.engine.interfaces.Dialect": members(
            "do_begin do_begin_twophase do_close do_commit do_commit_twophase do_prepare_twophase"
            " do_recover_twophase do_release_savepoint do_rollback do_rollback_to_savepoint"
            " do_rollback_twophase do_savepoint do_terminate reset_isolation_level"
            " set_isolation_level"
        ),
        "sqlalchemy.pool.base._ConnDialect": members("do_close do_commit do_rollback do_terminate"),
        "sqlalchemy.orm.session._SessionClassMethods": members("close_all"),
        "sqlalchemy.connectors.asyncio.AsyncAdapt_terminate": members("terminate"),
    },
    control_functions=members(
        "sqlalchemy.orm.session.close_all_sessions"
        " sqlalchemy.ext.asyncio.session.close_all_sessions"
    ),
    executing={
        "sqlalchemy.connectors.asyncio.AsyncAdapt_dbapi_cursor": members("execute executemany"),
        "sqlalchemy.engine.interfaces.DBAPICursor": members("execute executemany"),
    },
    leaks={
        "sqlalchemy.dialects.mysql.aiomysql.AsyncAdapt_aiomysql_dbapi": members("connect"),
        "sqlalchemy.dialects.mysql.asyncmy.AsyncAdapt_asyncmy_dbapi": members("connect"),
        "sqlalchemy.dialects.sqlite.aiosqlite.AsyncAdapt_aiosqlite_dbapi": members("connect"),
        "sqlalchemy.engine.cursor.CursorResult": members("connection"),
        "sqlalchemy.engine.events.DialectEvents": members("do_connect"),
        "sqlalchemy.engine.interfaces.DBAPICursor": members("connection"),
        "sqlalchemy.engine.interfaces.DBAPIModule": members("connect"),
        "sqlalchemy.engine.interfaces.Dialect": members(
            "connect get_dialect_pool_class get_driver_connection get_pool_class"
        ),
        "sqlalchemy.engine.interfaces.ExceptionContext": members("connection engine"),
        "sqlalchemy.engine.interfaces.ExecutionContext": members(
            "connection engine root_connection"
        ),
        "sqlalchemy.engine.mock.MockConnection": members("engine"),
        "sqlalchemy.engine.reflection.Inspector": members("bind engine"),
        "sqlalchemy.orm.context.QueryContext": members("session"),
        "sqlalchemy.orm.dynamic.AppenderMixin": members("sess session"),
        "sqlalchemy.orm.dynamic._AppenderMixin": members("sess session"),
        "sqlalchemy.orm.query.BulkUD": members("session"),
        "sqlalchemy.orm.query.Query": members("session"),
        "sqlalchemy.orm.session.ORMExecuteState": members("session"),
        "sqlalchemy.orm.session._ConnectionCallableProto": members("__call__"),
        "sqlalchemy.orm.session._SessionClassMethods": members("object_session"),
        "sqlalchemy.orm.state.InstanceState": members("async_session session"),
        "sqlalchemy.orm.unitofwork.UOWTransaction": members("session transaction"),
        "sqlalchemy.pool.base._CreatorFnType": members("__call__"),
        "sqlalchemy.pool.base._CreatorWRecFnType": members("__call__"),
        "sqlalchemy.sql.ddl._SchemaTableReflector": members("connection"),
    },
    makers=members(
        "sqlalchemy.engine.create.create_engine"
        " sqlalchemy.engine.create.create_pool_from_url"
        " sqlalchemy.engine.create.engine_from_config"
        " sqlalchemy.ext.asyncio.engine.async_engine_from_config"
        " sqlalchemy.ext.asyncio.engine.create_async_engine"
        " sqlalchemy.ext.asyncio.engine.create_async_pool_from_url"
        " sqlalchemy.ext.asyncio.session.async_object_session"
        " sqlalchemy.ext.asyncio.session.async_session"
        " sqlalchemy.orm._orm_constructors.create_session"
        " sqlalchemy.orm.scoping.ScopedSession sqlalchemy.orm.session.object_session"
    ),
    raw_sql=RAW_SQL,
    raw_fragments=RAW_FRAGMENTS,
    sql_statements=SQL_STATEMENTS,
    builders=BUILDERS,
    rendering=RENDERING,
    listening=LISTENING,
    asking=ASKING,
    events_without_handle=WITHOUT_HANDLE,
    self_executing=SELF_EXECUTING,
    inspectors=members("sqlalchemy.inspection.inspect"),
    takes_sql=EXECUTES
    | members("exec_driver_sql fetchrow fetchval prepare scalar scalars stream stream_scalars"),
)
