"""The Protocols for SQLModel on SQLAlchemy 2.1; generated, see ``tools/protocols``.

Nothing of it is imported at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, TypeVarTuple, overload, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from sqlalchemy.engine import Result, ScalarResult
    from sqlalchemy.engine.interfaces import _CoreAnyExecuteParams, _CoreSingleExecuteParams
    from sqlalchemy.engine.result import TupleResult
    from sqlalchemy.ext.asyncio.result import AsyncResult, AsyncScalarResult
    from sqlalchemy.orm._typing import OrmExecuteOptionsParameter
    from sqlalchemy.orm.interfaces import ORMOption
    from sqlalchemy.orm.session import (
        _EntityBindKey,
        _PKIdentityArgument,
    )
    from sqlalchemy.sql.base import Executable, Executable as _Executable
    from sqlalchemy.sql.dml import UpdateBase
    from sqlalchemy.sql.selectable import (
        CompoundSelect,
        ForUpdateParameter,
        Select,
        TextualSelect,
        TypedReturnsRows,
    )
    from sqlalchemy.util.typing import TupleAny
    from sqlmodel.sql.expression import Select as SQLModelSelect, SelectOfScalar

_T = TypeVar("_T")
_TSelectParam = TypeVar("_TSelectParam")
_O = TypeVar("_O", bound=object)
_Ts = TypeVarTuple("_Ts")


@runtime_checkable
class ReadOnlySession(Protocol):
    """What a function needs to read through a SQLModel session."""

    @overload
    def exec(
        self,
        statement: SQLModelSelect[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a statement and return its rows, or the objects that it selects."""

    @overload
    def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...

    def execute(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...],]:
        """Run a statement and return its rows as a result."""

    @overload
    def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
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
    ) -> _O | None:
        """The object with this primary key, or None."""

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
    ) -> _O:
        """The object with this primary key; ``NoResultFound`` if there is none."""

    def refresh(
        self,
        instance: object,
        attribute_names: Iterable[str] | None = ...,
        with_for_update: ForUpdateParameter = ...,
    ) -> None:
        """Read the object's attributes from the database again."""

    def expire(self, instance: object, attribute_names: Iterable[str] | None = ...) -> None:
        """Forget the object's attributes: the next access reads them again."""

    def is_modified(self, instance: object, include_collections: bool = ...) -> bool:
        """Whether the object has changes that are not flushed."""

    @property
    def is_active(self) -> bool:
        """Whether the session can be used: no flush in it has failed."""
        ...

    @property
    def new(self) -> Iterable[Any]:
        """The objects that a flush will insert."""
        ...

    @property
    def dirty(self) -> Iterable[Any]:
        """The objects that a flush may update."""
        ...

    @property
    def deleted(self) -> Iterable[Any]:
        """The objects that a flush will delete."""
        ...

    def __contains__(self, instance: object) -> bool:
        """Whether the object is in the session."""

    def __iter__(self) -> Iterator[object]:
        """The objects in the session."""

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """Every object has one, but mypy 2.4.1 wants a Protocol to say so."""
            return id(self)  # with a body, so that who extends the Protocol needs none


@runtime_checkable
class ReadWriteSession(ReadOnlySession, Protocol):
    """A SQLModel session without its transaction."""

    @overload
    def exec(
        self,
        statement: SQLModelSelect[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a statement and return its rows, or the objects that it selects."""

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

    def execute(
        self,
        statement: _Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...],]:
        """Run a statement and return its rows as a result."""

    @overload
    def scalar(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    def scalar(
        self,
        statement: Executable,
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    def scalars(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    def add(self, instance: object, *, _warn: bool = ...) -> None:
        """Let a flush insert the object."""

    def add_all(self, instances: Iterable[object]) -> None:
        """Let a flush insert the objects."""

    def delete(self, instance: object) -> None:
        """Let a flush delete the object."""

    if TYPE_CHECKING:

        def delete_all(self, instances: Iterable[object]) -> None:
            """Let a flush delete the objects."""

    def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O:
        """Copy the object's state onto the session's own object and return that."""

    if TYPE_CHECKING:

        def merge_all(
            self,
            instances: Iterable[_O],
            *,
            load: bool = ...,
            options: Sequence[ORMOption] | None = ...,
        ) -> Sequence[_O]:
            """Copy the objects' states onto the session's own objects and return those."""

    def flush(self, objects: Sequence[Any] | None = ...) -> None:
        """Write what is pending, within the owner's transaction."""

    def expunge(self, instance: object) -> None:
        """Take the object out of the session, pending changes and all."""

    def expire_all(self) -> None:
        """Forget the attributes of all objects in the session."""


@runtime_checkable
class AsyncReadOnlySession(Protocol):
    """What a coroutine needs to read through a SQLModel session."""

    @overload
    async def exec(
        self,
        statement: SQLModelSelect[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a statement and return its rows, or the objects that it selects."""

    @overload
    async def exec(
        self,
        statement: SelectOfScalar[_TSelectParam],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> ScalarResult[_TSelectParam]: ...

    async def execute(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...],]:
        """Run a statement and return its rows as a result."""

    @overload
    async def scalar(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    async def scalar(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    async def scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    async def stream(
        self,
        statement: Select[*_Ts] | CompoundSelect[*_Ts],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*_Ts]:
        """Run a statement and return its rows as they arrive."""

    @overload
    async def stream(
        self,
        statement: TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*TupleAny]: ...

    @overload
    async def stream_scalars(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[_T]:
        """Run a statement and return the first column of its rows as they arrive."""

    @overload
    async def stream_scalars(
        self,
        statement: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
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
    ) -> _O | None:
        """The object with this primary key, or None."""

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
    ) -> _O:
        """The object with this primary key; ``NoResultFound`` if there is none."""

    async def refresh(
        self,
        instance: object,
        attribute_names: Iterable[str] | None = ...,
        with_for_update: ForUpdateParameter = ...,
    ) -> None:
        """Read the object's attributes from the database again."""

    def expire(self, instance: object, attribute_names: Iterable[str] | None = ...) -> None:
        """Forget the object's attributes: the next access reads them again."""

    def is_modified(self, instance: object, include_collections: bool = ...) -> bool:
        """Whether the object has changes that are not flushed."""

    @property
    def is_active(self) -> bool:
        """Whether the session can be used: no flush in it has failed."""
        ...

    @property
    def new(self) -> Iterable[Any]:
        """The objects that a flush will insert."""
        ...

    @property
    def dirty(self) -> Iterable[Any]:
        """The objects that a flush may update."""
        ...

    @property
    def deleted(self) -> Iterable[Any]:
        """The objects that a flush will delete."""
        ...

    def __contains__(self, instance: object) -> bool:
        """Whether the object is in the session."""

    def __iter__(self) -> Iterator[object]:
        """The objects in the session."""

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """Every object has one, but mypy 2.4.1 wants a Protocol to say so."""
            return id(self)  # with a body, so that who extends the Protocol needs none


@runtime_checkable
class AsyncReadWriteSession(AsyncReadOnlySession, Protocol):
    """A SQLModel async session without its transaction."""

    @overload
    async def exec(
        self,
        statement: SQLModelSelect[*_Ts],
        *,
        params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = ...,
        execution_options: Mapping[str, Any] = ...,
    ) -> TupleResult[tuple[*_Ts]]:
        """Run a statement and return its rows, or the objects that it selects."""

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

    async def execute(
        self,
        statement: _Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[*tuple[Any, ...],]:
        """Run a statement and return its rows as a result."""

    @overload
    async def scalar(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    async def scalar(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    async def scalars(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    async def stream(
        self,
        statement: TypedReturnsRows[*_Ts],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*_Ts]:
        """Run a statement and return its rows as they arrive."""

    @overload
    async def stream(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[*TupleAny]: ...

    @overload
    async def stream_scalars(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[_T]:
        """Run a statement and return the first column of its rows as they arrive."""

    @overload
    async def stream_scalars(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[Any]: ...

    def add(self, instance: object, *, _warn: bool = ...) -> None:
        """Let a flush insert the object."""

    def add_all(self, instances: Iterable[object]) -> None:
        """Let a flush insert the objects."""

    async def delete(self, instance: object) -> None:
        """Let a flush delete the object."""

    if TYPE_CHECKING:

        async def delete_all(self, instances: Iterable[object]) -> None:
            """Let a flush delete the objects."""

    async def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O:
        """Copy the object's state onto the session's own object and return that."""

    if TYPE_CHECKING:

        async def merge_all(
            self,
            instances: Iterable[_O],
            *,
            load: bool = ...,
            options: Sequence[ORMOption] | None = ...,
        ) -> Sequence[_O]:
            """Copy the objects' states onto the session's own objects and return those."""

    async def flush(self, objects: Sequence[Any] | None = ...) -> None:
        """Write what is pending, within the owner's transaction."""

    def expunge(self, instance: object) -> None:
        """Take the object out of the session, pending changes and all."""

    def expire_all(self) -> None:
        """Forget the attributes of all objects in the session."""
