"""Members of other classes that sound like control, by pattern, and why they are none."""

from typing import Final

HARMLESS: Final = {
    "sqlalchemy.*.has_terminate": "a flag of the dialect",
    "sqlalchemy.*.*isolation_level*": "reads or names an isolation level, or is an override of "
    "Dialect.set_isolation_level, which is control along the MRO",
    "sqlalchemy.*.detect_autocommit_setting": "reads the driver connection's setting",
    "sqlalchemy.*.skip_autocommit_rollback": "a flag of the dialect",
    "sqlalchemy.*.ignore_no_transaction_on_rollback": "a flag of the dialect",
    "sqlalchemy.connectors.asyncio.AsyncAdapt_dbapi_*cursor.*": "ends the cursor alone",
    "sqlalchemy.connectors.asyncio.AsyncIODBAPICursor.*": "ends the cursor alone",
    "sqlalchemy.dialects.*.do_*": "overrides of Dialect's, which are control along the MRO",
    "sqlalchemy.dialects.*cursor.*": "ends the cursor alone",
    "sqlalchemy.dialects.postgresql.pg8000.ServerSideCursor.close": "ends the cursor alone",
    "sqlalchemy.engine.default.DefaultDialect.do_*": "overrides of Dialect's",
    "sqlalchemy.*Compiler.visit_*savepoint": "renders SQL text",
    "sqlalchemy.*IdentifierPreparer.format_savepoint": "renders SQL text",
    "sqlalchemy.*Characteristic.transactional": "a flag",
    "sqlalchemy.engine.cursor.*FetchStrategy.*close": "ends the cursor alone",
    "sqlalchemy.engine.cursor.CursorResult.close*": "ends the result alone",
    "sqlalchemy.engine.interfaces.DBAPICursor.close": "ends the cursor alone",
    "sqlalchemy.engine.result.*": "ends the result alone",
    "sqlalchemy.ext.asyncio.result.*": "ends the result alone",
    "sqlalchemy.*.events.*": "the signature of a listener; events are a rule of their own",
    "sqlalchemy.event.attr._MutexProtocol.*": "a lock",
    "sqlalchemy.ext.asyncio.base.*StartableContext.*": "control through the handles that are one",
    "sqlalchemy.ext.automap.AutomapBase.prepare": "maps classes",
    "sqlalchemy.ext.declarative.extensions.DeferredReflection.prepare": "maps classes",
    "sqlalchemy.orm.*.?et_committed_value": "an attribute's loaded value",
    "sqlalchemy.orm.state.InstanceState.committed_state": "attributes' loaded values",
    "sqlalchemy.orm.state.InstanceState.detached": "a flag",
    "sqlalchemy.orm.decl_api.registry.dispose": "unmaps classes",
    "sqlalchemy.pool.base.PoolResetState.*": "a flag",
    "sqlalchemy.pool.base.ResetStyle.*": "an enum's value",
    "sqlalchemy.sql.base._ColumnMetrics.dispose": "forgets a column",
    "sqlalchemy.util.*": "locks, event loops and error handling",
}
