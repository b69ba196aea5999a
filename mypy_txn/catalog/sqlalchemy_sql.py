"""Where SQLAlchemy takes SQL as text, read off 2.0.58 and 2.1.9: compiled, and seen unquoted."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import members

RAW_SQL: Final = members(
    "sqlalchemy.sql._elements_constructors.text sqlalchemy.sql._elements_constructors.tstring"
    " sqlalchemy.sql.ddl.DDL sqlalchemy.sql.elements.TextClause sqlalchemy.sql.elements.TString"
)
RAW_FRAGMENTS: Final = members(
    "sqlalchemy.sql._elements_constructors.column"
    " sqlalchemy.sql._elements_constructors.extract"
    " sqlalchemy.sql.elements.literal_column"
    " sqlalchemy.sql.dml.UpdateBase.with_hint"
    " sqlalchemy.sql.elements.SQLCoreOperations.bool_op"
    " sqlalchemy.sql.elements.SQLCoreOperations.op"
    " sqlalchemy.sql.elements.quoted_name"
    " sqlalchemy.sql.operators.custom_op"
    " sqlalchemy.sql.selectable.HasHints.with_hint"
    " sqlalchemy.sql.selectable.HasHints.with_statement_hint"
    " sqlalchemy.sql.selectable.HasPrefixes.prefix_with"
    " sqlalchemy.sql.selectable.HasSuffixes.suffix_with"
)
BUILDERS: Final = (
    "sqlalchemy.dialects.mysql.dml.",
    "sqlalchemy.dialects.postgresql.",
    "sqlalchemy.dialects.sqlite.dml.",
    "sqlalchemy.orm._orm_constructors.",
    "sqlalchemy.orm.query.",
    "sqlalchemy.orm.session.Session.query",
    "sqlalchemy.sql.",
)
RENDERING: Final = members("sqlalchemy.ext.compiler.compiles")
SQL_STATEMENTS: Final = {
    "sqlalchemy.sql.elements.SavepointClause": "SAVEPOINT",
    "sqlalchemy.sql.elements.RollbackToSavepointClause": "ROLLBACK TO SAVEPOINT",
    "sqlalchemy.sql.elements.ReleaseSavepointClause": "RELEASE SAVEPOINT",
}
