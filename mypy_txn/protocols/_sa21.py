"""The Protocols for SQLAlchemy 2.1.

Imported by type checkers only as far as SQLAlchemy's names go: nothing of it is loaded at run time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from typing_extensions import TypeVarTuple

if TYPE_CHECKING:
    from sqlalchemy.engine import Result, ScalarResult
    from sqlalchemy.engine.interfaces import CoreExecuteOptionsParameter
    from sqlalchemy.ext.asyncio import AsyncResult, AsyncScalarResult
    from sqlalchemy.ext.asyncio.base import GeneratorStartableContext
    from sqlalchemy.orm._typing import OrmExecuteOptionsParameter
    from sqlalchemy.orm.interfaces import ORMOption
    from sqlalchemy.orm.session import _EntityBindKey, _PKIdentityArgument
    from sqlalchemy.sql.base import Executable
    from sqlalchemy.sql.selectable import (
        CompoundSelect,
        ForUpdateParameter,
        Select,
        TextualSelect,
        TypedReturnsRows,
    )

_T = TypeVar("_T")
_O = TypeVar("_O", bound=object)
_Ts = TypeVarTuple("_Ts")

_Params = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class ReadOnlySession(Protocol):
    """What a function needs to read through a session: queries that only select, and lookups."""

    @overload
    def execute(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*_Ts]: ...
    @overload
    def execute(
        self,
        statement: TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None: ...
    @overload
    def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    def get(
        self,
        entity: _EntityBindKey[_O],
        ident: _PKIdentityArgument,
        *,
        options: Sequence[ORMOption] | None = ...,
        populate_existing: bool | None = ...,
        with_for_update: ForUpdateParameter = ...,
        identity_token: Any | None = ...,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _O | None: ...

    def get_one(
        self,
        entity: _EntityBindKey[_O],
        ident: _PKIdentityArgument,
        *,
        options: Sequence[ORMOption] | None = ...,
        populate_existing: bool | None = ...,
        with_for_update: ForUpdateParameter = ...,
        identity_token: Any | None = ...,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _O: ...

    def refresh(
        self,
        instance: object,
        attribute_names: Iterable[str] | None = ...,
        with_for_update: ForUpdateParameter = ...,
    ) -> None: ...

    def expire(self, instance: object, attribute_names: Iterable[str] | None = ...) -> None: ...

    def is_modified(self, instance: object, include_collections: bool = ...) -> bool: ...

    def __contains__(self, instance: object, /) -> bool: ...

    def __iter__(self) -> Iterator[object]: ...

    @property
    def is_active(self) -> Any: ...

    @property
    def new(self) -> Iterable[Any]: ...

    @property
    def dirty(self) -> Iterable[Any]: ...

    @property
    def deleted(self) -> Iterable[Any]: ...


class ReadWriteSession(ReadOnlySession, Protocol):
    """A session without its transaction: everything an engine or a driver does with one."""

    @overload
    def execute(
        self,
        statement: TypedReturnsRows[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*_Ts]: ...
    @overload
    def execute(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    def scalar(
        self,
        statement: TypedReturnsRows[_T],
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None: ...
    @overload
    def scalar(
        self,
        statement: Executable,
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    def scalars(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    def add(self, instance: object) -> None: ...

    def add_all(self, instances: Iterable[object]) -> None: ...

    def delete(self, instance: object) -> None: ...

    def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O: ...

    def flush(self, objects: Sequence[Any] | None = ...) -> None: ...

    def expunge(self, instance: object) -> None: ...

    def expire_all(self) -> None: ...


class AsyncReadOnlySession(Protocol):
    """What a coroutine needs to read through a session: queries that only select, and lookups."""

    @overload
    async def execute(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*_Ts]: ...
    @overload
    async def execute(
        self,
        statement: TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    async def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None: ...
    @overload
    async def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    async def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    async def stream(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*_Ts]: ...
    @overload
    async def stream(
        self,
        statement: TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*tuple[Any, ...]]: ...

    @overload
    async def stream_scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[_T]: ...
    @overload
    async def stream_scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[Any]: ...

    async def get(
        self,
        entity: _EntityBindKey[_O],
        ident: _PKIdentityArgument,
        *,
        options: Sequence[ORMOption] | None = ...,
        populate_existing: bool | None = ...,
        with_for_update: ForUpdateParameter = ...,
        identity_token: Any | None = ...,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _O | None: ...

    async def get_one(
        self,
        entity: _EntityBindKey[_O],
        ident: _PKIdentityArgument,
        *,
        options: Sequence[ORMOption] | None = ...,
        populate_existing: bool | None = ...,
        with_for_update: ForUpdateParameter = ...,
        identity_token: Any | None = ...,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _O: ...

    async def refresh(
        self,
        instance: object,
        attribute_names: Iterable[str] | None = ...,
        with_for_update: ForUpdateParameter = ...,
    ) -> None: ...

    def expire(self, instance: object, attribute_names: Iterable[str] | None = ...) -> None: ...

    def is_modified(self, instance: object, include_collections: bool = ...) -> bool: ...

    def __contains__(self, instance: object, /) -> bool: ...

    def __iter__(self) -> Iterator[object]: ...

    @property
    def is_active(self) -> Any: ...

    @property
    def new(self) -> Iterable[Any]: ...

    @property
    def dirty(self) -> Iterable[Any]: ...

    @property
    def deleted(self) -> Iterable[Any]: ...


class AsyncReadWriteSession(AsyncReadOnlySession, Protocol):
    """A session without its transaction: everything an engine or a driver does with one."""

    @overload
    async def execute(
        self,
        statement: TypedReturnsRows[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*_Ts]: ...
    @overload
    async def execute(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    async def scalar(
        self,
        statement: TypedReturnsRows[_T],
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None: ...
    @overload
    async def scalar(
        self,
        statement: Executable,
        params: Mapping[str, Any] | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    async def scalars(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    async def stream(
        self,
        statement: TypedReturnsRows[*_Ts],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*_Ts]: ...
    @overload
    async def stream(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*tuple[Any, ...]]: ...

    @overload
    async def stream_scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[_T]: ...
    @overload
    async def stream_scalars(
        self,
        statement: Executable,
        params: _Params = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[Any]: ...

    def add(self, instance: object) -> None: ...

    def add_all(self, instances: Iterable[object]) -> None: ...

    async def delete(self, instance: object) -> None: ...

    async def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O: ...

    async def flush(self, objects: Sequence[Any] | None = ...) -> None: ...

    def expunge(self, instance: object) -> None: ...

    def expire_all(self) -> None: ...


class ReadConnection(Protocol):
    """An open connection that only selects."""

    @overload
    def execute(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*_Ts]: ...
    @overload
    def execute(
        self,
        statement: TextualSelect,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None: ...
    @overload
    def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...


class WriteConnection(ReadConnection, Protocol):
    """An open connection without its transaction: it executes what it is given."""

    @overload
    def execute(
        self,
        statement: TypedReturnsRows[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*_Ts]: ...
    @overload
    def execute(
        self,
        statement: Executable,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    def scalar(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: TypedReturnsRows[_T],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    def scalars(
        self,
        statement: Executable,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...


class AsyncReadConnection(Protocol):
    """An open connection that only selects."""

    @overload
    async def execute(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*_Ts]: ...
    @overload
    async def execute(
        self,
        statement: TextualSelect,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    @overload
    async def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None: ...
    @overload
    async def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    async def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    def stream(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[*_Ts]]: ...
    @overload
    def stream(
        self,
        statement: TextualSelect,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[*tuple[Any, ...]]]: ...

    @overload
    def stream_scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[_T]]: ...
    @overload
    def stream_scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[Any]]: ...


class AsyncWriteConnection(AsyncReadConnection, Protocol):
    """An open connection without its transaction: it executes what it is given."""

    @overload
    async def execute(
        self,
        statement: TypedReturnsRows[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*_Ts]: ...
    @overload
    async def execute(
        self,
        statement: Executable,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[*tuple[Any, ...]]: ...

    async def scalar(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: TypedReturnsRows[_T],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]: ...
    @overload
    async def scalars(
        self,
        statement: Executable,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    def stream(
        self,
        statement: TypedReturnsRows[*_Ts],
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[*_Ts]]: ...
    @overload
    def stream(
        self,
        statement: Executable,
        parameters: _Params = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[*tuple[Any, ...]]]: ...

    @overload
    def stream_scalars(
        self,
        statement: TypedReturnsRows[_T],
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[_T]]: ...
    @overload
    def stream_scalars(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[Any]]: ...
