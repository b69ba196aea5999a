"""The session Protocols with SQLModel's ``exec()``.

Generated, see ``tools/protocols``.

Nothing of SQLModel or SQLAlchemy is imported at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, TypeVarTuple, overload, runtime_checkable

from mypy_txn import protocols

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from sqlalchemy.engine import Result, ScalarResult
    from sqlalchemy.engine.result import TupleResult
    from sqlalchemy.sql.dml import UpdateBase
    from sqlmodel.sql.expression import Select, SelectOfScalar

__all__ = [
    "AsyncReadOnlySession",
    "AsyncReadWriteSession",
    "ReadOnlySession",
    "ReadWriteSession",
]

_TSelectParam = TypeVar("_TSelectParam")
_Ts = TypeVarTuple("_Ts")


@runtime_checkable
class ReadOnlySession(protocols.ReadOnlySession, Protocol):
    """``mypy_txn.ReadOnlySession`` with ``exec()``."""

    @overload
    def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a select, or a statement that writes, in SQLModel's own types."""

    @overload
    def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...


@runtime_checkable
class ReadWriteSession(ReadOnlySession, protocols.ReadWriteSession, Protocol):
    """``mypy_txn.ReadWriteSession`` with ``exec()``."""

    @overload
    def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a select, or a statement that writes, in SQLModel's own types."""

    @overload
    def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...
    @overload
    def exec(
        self,
        statement: UpdateBase,
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> Result[*tuple[Any, ...],]: ...


@runtime_checkable
class AsyncReadOnlySession(protocols.AsyncReadOnlySession, Protocol):
    """``mypy_txn.AsyncReadOnlySession`` with ``exec()``."""

    @overload
    async def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a select, or a statement that writes, in SQLModel's own types."""

    @overload
    async def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...


@runtime_checkable
class AsyncReadWriteSession(AsyncReadOnlySession, protocols.AsyncReadWriteSession, Protocol):
    """``mypy_txn.AsyncReadWriteSession`` with ``exec()``."""

    @overload
    async def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a select, or a statement that writes, in SQLModel's own types."""

    @overload
    async def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...
    @overload
    async def exec(
        self,
        statement: UpdateBase,
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> Result[*tuple[Any, ...],]: ...
