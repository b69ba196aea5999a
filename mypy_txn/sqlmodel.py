"""The session Protocols again, with SQLModel's ``exec()``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from typing_extensions import TypeVarTuple

from mypy_txn import protocols

if TYPE_CHECKING:
    from sqlalchemy.engine import Result, ScalarResult, TupleResult
    from sqlalchemy.sql.dml import UpdateBase
    from sqlmodel.sql.expression import Select, SelectOfScalar

__all__ = [
    "AsyncReadOnlySession",
    "AsyncReadWriteSession",
    "ReadOnlySession",
    "ReadWriteSession",
]

_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")
_Params = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class ReadOnlySession(protocols.ReadOnlySession, Protocol):
    """``mypy_txn.ReadOnlySession`` with ``exec()``."""

    @overload
    def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]: ...
    @overload
    def exec(
        self,
        statement: SelectOfScalar[_T],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_T]: ...


class ReadWriteSession(ReadOnlySession, protocols.ReadWriteSession, Protocol):
    """``mypy_txn.ReadWriteSession`` with ``exec()``."""

    @overload
    def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]: ...
    @overload
    def exec(
        self,
        statement: SelectOfScalar[_T],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    def exec(
        self,
        statement: UpdateBase,
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> Result[*tuple[Any, ...]]: ...


class AsyncReadOnlySession(protocols.AsyncReadOnlySession, Protocol):
    """``mypy_txn.AsyncReadOnlySession`` with ``exec()``."""

    @overload
    async def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]: ...
    @overload
    async def exec(
        self,
        statement: SelectOfScalar[_T],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_T]: ...


class AsyncReadWriteSession(AsyncReadOnlySession, protocols.AsyncReadWriteSession, Protocol):
    """``mypy_txn.AsyncReadWriteSession`` with ``exec()``."""

    @overload
    async def exec(
        self,
        statement: Select[*_Ts],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]: ...
    @overload
    async def exec(
        self,
        statement: SelectOfScalar[_T],
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    async def exec(
        self,
        statement: UpdateBase,
        *,
        params: _Params = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> Result[*tuple[Any, ...]]: ...
