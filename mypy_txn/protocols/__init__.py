"""The restricted sessions and connections, as Protocols.

Their text exists twice because the generics of SQLAlchemy 2.0 and 2.1 differ. Which one a type
checker sees is decided by the constant ``MYPY_TXN_SQLALCHEMY_20``; with nothing said it is 2.1,
for checkers that take the first definition of a name (mypy) and for those that take the last
(pyright). At run time the two are the same.
"""

from __future__ import annotations

MYPY_TXN_SQLALCHEMY_20 = False

if not MYPY_TXN_SQLALCHEMY_20:
    from mypy_txn.protocols._sa21 import (
        AsyncReadConnection as AsyncReadConnection,
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        AsyncWriteConnection as AsyncWriteConnection,
        ReadConnection as ReadConnection,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
        WriteConnection as WriteConnection,
    )
elif MYPY_TXN_SQLALCHEMY_20:
    from mypy_txn.protocols._sa20 import (
        AsyncReadConnection as AsyncReadConnection,
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        AsyncWriteConnection as AsyncWriteConnection,
        ReadConnection as ReadConnection,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
        WriteConnection as WriteConnection,
    )
else:
    from mypy_txn.protocols._sa21 import (
        AsyncReadConnection as AsyncReadConnection,
        AsyncReadOnlySession as AsyncReadOnlySession,
        AsyncReadWriteSession as AsyncReadWriteSession,
        AsyncWriteConnection as AsyncWriteConnection,
        ReadConnection as ReadConnection,
        ReadOnlySession as ReadOnlySession,
        ReadWriteSession as ReadWriteSession,
        WriteConnection as WriteConnection,
    )
