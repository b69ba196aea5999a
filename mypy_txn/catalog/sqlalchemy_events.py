"""SQLAlchemy's events, read off 2.0.58 and 2.1.9."""

from __future__ import annotations

from typing import Final

from mypy_txn.catalog.model import members

LISTENING: Final = members("sqlalchemy.event.api.listen sqlalchemy.event.api.listens_for")
ASKING: Final = members("sqlalchemy.event.api.contains sqlalchemy.event.api.remove")
"""Functions of listeners that are there, which hand out nothing."""
WITHOUT_HANDLE: Final = members(
    "after_configured after_mapper_constructed after_parent_attach append append_wo_mutation"
    " attribute_instrument before_configured before_mapper_configured before_parent_attach"
    " bulk_replace class_instrument class_uninstrument dispose_collection expire init"
    " init_collection init_failure init_scalar instrument_class mapper_configured modified pickle"
    " remove resolve_type_annotation set unpickle"
)
"""Those whose listeners get neither a handle nor something that yields one."""
SELF_EXECUTING: Final = members("sqlalchemy.sql.ddl.ExecutableDDLElement")
"""Statements that are listeners: ``event.listen(table, "after_create", DDL("..."))``."""
