"""SQLAlchemy's pools and what they wrap of a driver, read off the installed 2.0.58 and 2.1.9."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import CURSOR, WITH, Handle, Instead, members

CONNECTION: Final = Instead(
    "take the open connection as WriteConnection", "mypy_txn.WriteConnection"
)
TRANSACTION_CONTROL: Final = members("commit rollback close")
_TWO_PHASE: Final = members("tpc_begin tpc_commit tpc_prepare tpc_recover tpc_rollback")
_SWITCHES: Final = members(
    "autocommit deferrable isolation_level read_only readonly set_autocommit set_deferrable"
    " set_isolation_level set_read_only"
)

POOLS_AND_DRIVERS: Final = {
    "sqlalchemy.pool.base.Pool": Handle(
        CONNECTION,
        control=members("dispose"),
        escapes=members("connect recreate connection dispatch"),
        data=members("checkedin checkedout echo logger logging_name overflow size status timeout"),
    ),
    "sqlalchemy.pool.base.ManagesConnection": Handle(
        CURSOR,
        control=members("close commit rollback invalidate detach checkin") | WITH,
        escapes=members(
            "checkout connection dbapi_connection driver_connection fairy_ref get_connection pool"
        ),
        data=members(
            "cursor finalize_callback fresh in_use info is_detached is_valid last_connect_time"
            " needs_gc record_info starttime"
        ),
    ),
    # Any other attribute, too, by __getattr__ and __setattr__: what drivers call theirs.
    "sqlalchemy.engine.interfaces.DBAPIConnection": Handle(
        CURSOR,
        control=TRANSACTION_CONTROL | _TWO_PHASE | members("begin"),
        switches=_SWITCHES | members("set_session"),
        data=members("cursor"),
    ),
    "sqlalchemy.engine.interfaces.AdaptedConnection": Handle(
        CURSOR,
        control=members("commit rollback close terminate ping") | _TWO_PHASE,
        escapes=members("driver_connection run_async await_ create dbapi"),
        switches=_SWITCHES,
        data=members(
            "adapters add_notice_handler add_output_converter broken character_set_name closed"
            " create_function cursor execute get_autocommit info max_identifier_length"
            " outputtypehandler ss_cursor stmtcachesize thin version xid"
        ),
    ),
    "sqlalchemy.connectors.asyncio.AsyncIODBAPIConnection": Handle(
        CURSOR, control=TRANSACTION_CONTROL, data=members("cursor")
    ),
    "sqlalchemy.dialects.postgresql.asyncpg._AsyncpgConnection": Handle(
        CURSOR,
        control=members("close terminate transaction"),
        data=members(
            "execute executemany fetch fetchrow is_closed prepare reload_schema_state"
            " set_type_codec"
        ),
    ),
    "sqlalchemy.dialects.postgresql.asyncpg._AsyncpgTransaction": Handle(
        CURSOR, control=members("start commit rollback")
    ),
}
