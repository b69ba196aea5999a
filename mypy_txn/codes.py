"""The error codes.

Registering them is what importing this module does: mypy then accepts them in
``disable_error_code``, on the command line and in ``# type: ignore[...]``.
"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

TXN: Final = ErrorCode("txn", "Transaction control outside the layers that own it", "Transactions")
CALL: Final = ErrorCode(
    "txn-call", "A protected layer starts or ends a transaction", "Transactions", sub_code_of=TXN
)
ANNOTATION: Final = ErrorCode(
    "txn-annotation", "A protected layer names a handle as a type", "Transactions", sub_code_of=TXN
)
ACQUIRE: Final = ErrorCode(
    "txn-acquire", "A protected layer makes or receives a handle", "Transactions", sub_code_of=TXN
)
SQL: Final = ErrorCode(
    "txn-sql", "A protected layer controls a transaction in SQL", "Transactions", sub_code_of=TXN
)
UNTYPED: Final = ErrorCode(
    "txn-untyped", "What a protected layer does cannot be verified", "Transactions", sub_code_of=TXN
)
CONFIG: Final = ErrorCode(
    "txn-config", "The configuration cannot mean what it says", "Transactions", sub_code_of=TXN
)
INTERNAL: Final = ErrorCode(
    "txn-internal", "mypy_txn failed on a module", "Transactions", sub_code_of=TXN
)

CODES: Final = (TXN, CALL, ANNOTATION, ACQUIRE, SQL, UNTYPED, CONFIG, INTERNAL)
