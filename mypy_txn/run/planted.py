"""A violation of each code, as a driver could write it with nothing but the standard library."""

from __future__ import annotations

from typing import Final

from mypy_txn.codes import ACQUIRE, ANNOTATION, CALL, SQL, UNTYPED

_HERE: Final = "  # planted by mypy-txn selftest"

_TEXTS: Final = {
    CALL.code: f"""
import sqlite3


def txn_selftest_call(conn: sqlite3.Connection) -> None:
    conn.commit(){_HERE}
""",
    ANNOTATION.code: f"""
import sqlite3


def txn_selftest_annotation(
    conn: sqlite3.Connection,{_HERE}
) -> None:
    pass
""",
    ACQUIRE.code: f"""
import sqlite3


def txn_selftest_acquire() -> None:
    sqlite3.connect(":memory:"){_HERE}
""",
    SQL.code: f"""
import sqlite3


def txn_selftest_sql(cursor: sqlite3.Cursor) -> None:
    cursor.execute("COMMIT"){_HERE}
""",
    UNTYPED.code: f"""
def txn_selftest_untyped(conn):
    conn.commit(){_HERE}
""",
}
CODES: Final = tuple(_TEXTS)


def planted(code: str, before: str = "") -> tuple[str, int]:
    """A module with a violation of ``code`` in it, and the line on which it is.

    Args:
        code: one of ``CODES``.
        before: what else is in the module.

    """
    gap = "" if before.endswith("\n") or not before else "\n"
    text = before + gap + _TEXTS[code]
    return text, text[: text.rindex(_HERE)].count("\n") + 1
