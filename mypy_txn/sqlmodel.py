"""The session Protocols again, with SQLModel's ``exec()``.

They do not extend those of ``mypy_txn``: SQLModel's ``execute()`` is not overloaded as SQLAlchemy's
is, and pyright rejects its sessions where SQLAlchemy's are expected. As there, a constant selects
the text for SQLAlchemy 2.0 or 2.1.
"""

from __future__ import annotations

MYPY_TXN_SQLALCHEMY_20 = False

if not MYPY_TXN_SQLALCHEMY_20:
    from mypy_txn.protocols._sqlmodel21 import (
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
    )
elif MYPY_TXN_SQLALCHEMY_20:
    from mypy_txn.protocols._sqlmodel20 import (
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
    )
else:
    from mypy_txn.protocols._sqlmodel21 import (
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
    )

__all__ = [
    "AsyncReadOnlySession",
    "AsyncReadWriteSession",
    "ReadOnlySession",
    "ReadWriteSession",
]
