"""Alembic, read off the installed 1.20.1: what runs migrations; handles are SQLAlchemy's."""

from __future__ import annotations

from mypy_txn.catalog.model import Library, members

LIBRARY = Library(
    handles={},
    control={
        "alembic.runtime.migration.MigrationContext": members("autocommit_block begin_transaction"),
        "alembic.runtime.environment.EnvironmentContext": members("begin_transaction"),
    },
    control_functions=members("alembic.context.begin_transaction"),
    raw_sql=members(
        "alembic.op.execute alembic.operations.base.Operations.execute"
        " alembic.operations.base.BatchOperations.execute"
    ),
)
