"""Sessions and connections without their transactions, for the layers that must not control one.

``mypy_txn.plugin`` is the mypy plugin; this module is what production imports, and it imports
neither mypy nor SQLAlchemy.
"""

from __future__ import annotations

from mypy_txn.functions import (
    dialect_name,
    in_transaction,
    inserted_primary_key,
    no_autoflush,
    rowcount,
)
from mypy_txn.protocols import (
    AsyncReadConnection,
    AsyncReadOnlySession,
    AsyncReadWriteSession,
    AsyncWriteConnection,
    ReadConnection,
    ReadOnlySession,
    ReadWriteSession,
    WriteConnection,
)
from mypy_txn.protocols.cursor import WriteCursor
from mypy_txn.version import __version__

__all__ = [
    "AsyncReadConnection",
    "AsyncReadOnlySession",
    "AsyncReadWriteSession",
    "AsyncWriteConnection",
    "ReadConnection",
    "ReadOnlySession",
    "ReadWriteSession",
    "WriteConnection",
    "WriteCursor",
    "__version__",
    "dialect_name",
    "in_transaction",
    "inserted_primary_key",
    "no_autoflush",
    "rowcount",
]
