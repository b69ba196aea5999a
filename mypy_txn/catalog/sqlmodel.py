"""SQLModel, read off the installed 0.0.50.

Its sessions are subclasses of SQLAlchemy's; they are listed for what a protected layer takes
instead and for the members they add.
"""

from __future__ import annotations

from mypy_txn.catalog.model import EXECUTES, Handle, Instead, Library, members

LIBRARY = Library(
    handles={
        "sqlmodel.orm.session.Session": Handle(
            Instead(
                "take the session as mypy_txn.sqlmodel.ReadWriteSession",
                "mypy_txn.sqlmodel.ReadWriteSession",
            ),
            data=members("exec"),
            extends=("sqlalchemy.orm.session.Session",),
        ),
        "sqlmodel.ext.asyncio.session.AsyncSession": Handle(
            Instead(
                "take the session as mypy_txn.sqlmodel.AsyncReadWriteSession",
                "mypy_txn.sqlmodel.AsyncReadWriteSession",
            ),
            data=members("exec"),
            extends=("sqlalchemy.ext.asyncio.session.AsyncSession",),
        ),
    },
    takes_sql=EXECUTES | members("exec scalar scalars stream stream_scalars"),
    builders=("sqlmodel.sql.",),
)
