"""What a driver may ask of a session, a connection or a result, and the Protocols cannot offer.

Each function takes what the Protocols describe and returns plain values, so no handle comes out of
any of them. They work for everything that stands behind the Protocols: ``Session``,
``AsyncSession``, their scoped registries, ``Connection``, ``AsyncConnection`` and SQLModel's
sessions. What is said here about SQLAlchemy was observed on 2.0.58 and 2.1.9.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

from mypy_txn.protocols import AsyncReadConnection, ReadConnection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from sqlalchemy.engine import Result

__all__ = ["dialect_name", "in_transaction", "inserted_primary_key", "no_autoflush", "rowcount"]


class AnySession(Protocol):
    """What all session Protocols have in common, SQLModel's too, and nothing else has."""

    def is_modified(self, instance: object, include_collections: bool = ...) -> bool:
        """As in all of them."""

    def expire(self, instance: object, attribute_names: Iterable[str] | None = ...) -> None:
        """As in all of them."""


# `Result[*tuple[Any, ...]]` is a result with any columns in 2.1. In 2.0, where `Result` has one
# parameter, mypy and pyright read it as `Result[Any]`, which is the same there.
def rowcount(result: Result[*tuple[Any, ...]]) -> int:
    """How many rows an UPDATE or DELETE matched, or an INSERT inserted; never negative.

    ``CursorResult.rowcount``, which ``Result`` does not have. Whether a row that an UPDATE leaves
    as it was is counted depends on the database driver; SQLAlchemy asks for it to be.

    Raises ``TypeError`` where there is no such number: for a statement that returns rows (a SELECT,
    or anything with RETURNING, where SQLite says 0 whatever happened), for what the ORM runs in
    bulk (``execute(insert(User), [...])``), for DDL, and where the driver does not say. Psycopg 3
    does not for an INSERT, unless it has ``execution_options={"preserve_rowcount": True}``.
    """
    real: Any = result
    if getattr(real, "returns_rows", False) and not _returning_is_implicit(real):
        raise TypeError("No row count for a statement that returns rows: count the rows")
    count: object = getattr(real, "rowcount", None)
    if not isinstance(count, int) or count < 0:
        raise TypeError(
            f"No row count in this {type(real).__name__}: only an UPDATE, DELETE or INSERT has one,"
            " unless it returns rows, the ORM runs it in bulk or the driver does not say"
        )
    return count


def inserted_primary_key(result: Result[*tuple[Any, ...]]) -> tuple[Any, ...]:
    """The primary key of the one row that ``insert(table).values(...)`` inserted, column by column.

    ``CursorResult.inserted_primary_key``, which ``Result`` does not have, as a plain tuple.

    Raises ``TypeError`` where there is no such key: for any other statement, for an insert of many
    rows, from a SELECT, with RETURNING (the key is among the rows) or by the ORM in bulk, for a
    table without a primary key, and where the insert was skipped by ON CONFLICT DO NOTHING. After
    ON CONFLICT DO UPDATE the key that SQLite and MySQL report may be another row's: use RETURNING.
    """
    from sqlalchemy.exc import InvalidRequestError  # whoever has a result has imported it

    real: Any = result
    try:
        key: tuple[Any, ...] = tuple(real.inserted_primary_key or ())
    except (AttributeError, InvalidRequestError) as error:
        raise TypeError(
            f"No inserted primary key in this {type(real).__name__}: {error}"
        ) from error
    # A skipped insert has SQLite's key of the insert before it, many rows have a key of None.
    if not key or None in key or real.rowcount == 0:
        raise TypeError("No inserted primary key: not exactly one row was inserted, or it has none")
    return key


def no_autoflush(
    session: AnySession,
) -> AbstractContextManager[None]:
    """A context in which queries do not flush what is pending first; it yields nothing.

    ``session.no_autoflush``, which yields the session. The former setting is restored at the end,
    also after an exception. It is entered with a plain ``with``, also for an ``AsyncSession``, and
    once only.
    """
    real: Any = session
    return _WithoutAutoflush(real.no_autoflush)


def dialect_name(
    target: AnySession | ReadConnection | AsyncReadConnection,
) -> str:
    """What SQLAlchemy calls the database: ``"postgresql"``, ``"sqlite"``, ``"mysql"``, ….

    Nothing is sent to the database and no transaction begins. Raises SQLAlchemy's
    ``UnboundExecutionError`` for a session that knows its engines by mapped class only.
    """
    real: Any = target
    bind = real.get_bind() if hasattr(real, "get_bind") else real
    return str(bind.dialect.name)


def in_transaction(
    target: AnySession | ReadConnection | AsyncReadConnection,
) -> bool:
    """Whether a transaction has begun, by ``begin()`` or by the first statement.

    A scoped session is in a transaction if the session of this scope is. Asking does not make one,
    unlike everything else that is done with a scoped session.
    """
    real: Any = target
    if not hasattr(real, "in_transaction"):  # scoped_session and async_scoped_session
        registry = real.registry
        return bool(registry.has() and registry().in_transaction())
    return bool(real.in_transaction())


class _WithoutAutoflush:
    """SQLAlchemy's context without its value.

    ``contextlib.contextmanager`` would make an object with the session in its public ``args``.
    """

    __slots__ = ("_context",)

    def __init__(self, context: AbstractContextManager[object]) -> None:
        self._context = context

    def __enter__(self) -> None:
        self._context.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        return self._context.__exit__(kind, error, traceback)


def _returning_is_implicit(result: Any) -> bool:
    """Whether SQLAlchemy asked for the rows for itself: it has fetched and counted them."""
    return bool(getattr(result.context.compiled, "implicit_returning", None))
