"""Sessions and connections without their transactions, for the layers that must not control one.

``mypy_txn.plugin`` is the mypy plugin; this module is what production imports, and it imports
neither mypy nor SQLAlchemy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy_txn.version import __version__

if TYPE_CHECKING:
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


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A public name, imported at its first use: mypy imports this package with the plugin."""
        if name in __all__:
            from mypy_txn import functions, protocols
            from mypy_txn.protocols import cursor

            for home in (protocols, functions, cursor):
                if hasattr(home, name):
                    globals()[name] = getattr(home, name)
                    return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
