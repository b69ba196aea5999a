"""The Protocols for SQLAlchemy 2.0; generated, see ``tools/protocols``.

Nothing of it is imported at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, TypeVarTuple, overload, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from sqlalchemy.engine import Result, ScalarResult
    from sqlalchemy.engine.interfaces import (
        CoreExecuteOptionsParameter,
        _CoreAnyExecuteParams,
        _CoreSingleExecuteParams,
    )
    from sqlalchemy.ext.asyncio.base import GeneratorStartableContext
    from sqlalchemy.ext.asyncio.result import AsyncResult, AsyncScalarResult
    from sqlalchemy.orm._typing import OrmExecuteOptionsParameter
    from sqlalchemy.orm.interfaces import ORMOption
    from sqlalchemy.orm.session import (
        _EntityBindKey,
        _PKIdentityArgument,
    )
    from sqlalchemy.sql.base import Executable
    from sqlalchemy.sql.selectable import (
        CompoundSelect,
        ForUpdateParameter,
        Select,
        TextualSelect,
        TypedReturnsRows,
    )

_T = TypeVar("_T")
_TSelectParam = TypeVar("_TSelectParam")
_O = TypeVar("_O", bound=object)
_Ts = TypeVarTuple("_Ts")


@runtime_checkable
class ReadOnlySession(Protocol):
    """What a function needs to read through a session."""

    @overload
    def execute(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    def execute(
        self,
        statement: TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[Any]: ...

    @overload
    def scalar(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    def scalar(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        params: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    def scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
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
        populate_existing: bool = ...,
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
        populate_existing: bool = ...,
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
    """A session without its transaction."""

    @overload
    def execute(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    def execute(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[Any]: ...

    @overload
    def scalar(
        self,
        statement: TypedReturnsRows[tuple[_T]],
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
        statement: TypedReturnsRows[tuple[_T]],
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

    def add(self, instance: object, _warn: bool = ...) -> None:
        """Let a flush insert the object."""

    def add_all(self, instances: Iterable[object]) -> None:
        """Let a flush insert the objects."""

    def delete(self, instance: object) -> None:
        """Let a flush delete the object."""

    def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O:
        """Copy the object's state onto the session's own object and return that."""

    def flush(self, objects: Sequence[Any] | None = ...) -> None:
        """Write what is pending, within the owner's transaction."""

    def expunge(self, instance: object) -> None:
        """Take the object out of the session, pending changes and all."""

    def expire_all(self) -> None:
        """Forget the attributes of all objects in the session."""


@runtime_checkable
class AsyncReadOnlySession(Protocol):
    """What a coroutine needs to read through a session."""

    @overload
    async def execute(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    async def execute(
        self,
        statement: TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[Any]: ...

    @overload
    async def scalar(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    async def scalar(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    async def scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    async def stream(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[_T]:
        """Run a statement and return its rows as they arrive."""

    @overload
    async def stream(
        self,
        statement: TextualSelect,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[Any]: ...

    @overload
    async def stream_scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncScalarResult[_T]:
        """Run a statement and return the first column of its rows as they arrive."""

    @overload
    async def stream_scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
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
        populate_existing: bool = ...,
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
        populate_existing: bool = ...,
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
    """An async session without its transaction."""

    @overload
    async def execute(
        self,
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    async def execute(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> Result[Any]: ...

    @overload
    async def scalar(
        self,
        statement: TypedReturnsRows[tuple[_T]],
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
        statement: TypedReturnsRows[tuple[_T]],
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
        statement: TypedReturnsRows[_T],
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[_T]:
        """Run a statement and return its rows as they arrive."""

    @overload
    async def stream(
        self,
        statement: Executable,
        params: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: OrmExecuteOptionsParameter = ...,
    ) -> AsyncResult[Any]: ...

    @overload
    async def stream_scalars(
        self,
        statement: TypedReturnsRows[tuple[_T]],
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

    def add(self, instance: object, _warn: bool = ...) -> None:
        """Let a flush insert the object."""

    def add_all(self, instances: Iterable[object]) -> None:
        """Let a flush insert the objects."""

    async def delete(self, instance: object) -> None:
        """Let a flush delete the object."""

    async def merge(
        self, instance: _O, *, load: bool = ..., options: Sequence[ORMOption] | None = ...
    ) -> _O:
        """Copy the object's state onto the session's own object and return that."""

    async def flush(self, objects: Sequence[Any] | None = ...) -> None:
        """Write what is pending, within the owner's transaction."""

    def expunge(self, instance: object) -> None:
        """Take the object out of the session, pending changes and all."""

    def expire_all(self) -> None:
        """Forget the attributes of all objects in the session."""


@runtime_checkable
class ReadConnection(Protocol):
    """An open connection that only selects."""

    @overload
    def execute(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    def execute(
        self,
        statement: TextualSelect,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[Any]: ...

    @overload
    def scalar(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    def scalar(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    def scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """Every object has one, but mypy 2.4.1 wants a Protocol to say so."""
            return id(self)  # with a body, so that who extends the Protocol needs none


@runtime_checkable
class WriteConnection(ReadConnection, Protocol):
    """An open connection without its transaction."""

    @overload
    def execute(
        self,
        statement: TypedReturnsRows[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    def execute(
        self,
        statement: Executable,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[Any]: ...

    @overload
    def scalar(
        self,
        statement: TypedReturnsRows[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    def scalar(
        self,
        statement: Executable,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    def scalars(
        self,
        statement: TypedReturnsRows[tuple[_T]],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    def scalars(
        self,
        statement: Executable,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...


@runtime_checkable
class AsyncReadConnection(Protocol):
    """An open async connection that only selects."""

    @overload
    async def execute(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    async def execute(
        self,
        statement: TextualSelect,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[Any]: ...

    @overload
    async def scalar(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    async def scalar(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    async def scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    def stream(
        self,
        statement: Select[_T] | CompoundSelect[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[_T]]:
        """Run a statement and return its rows as they arrive."""

    @overload
    def stream(
        self,
        statement: TextualSelect,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[Any]]: ...

    @overload
    def stream_scalars(
        self,
        statement: Select[tuple[_T]] | CompoundSelect[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[_T]]:
        """Run a statement and return the first column of its rows as they arrive."""

    @overload
    def stream_scalars(
        self,
        statement: Select[Any] | CompoundSelect[Any] | TextualSelect,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[Any]]: ...

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """Every object has one, but mypy 2.4.1 wants a Protocol to say so."""
            return id(self)  # with a body, so that who extends the Protocol needs none


@runtime_checkable
class AsyncWriteConnection(AsyncReadConnection, Protocol):
    """An open async connection without its transaction."""

    @overload
    async def execute(
        self,
        statement: TypedReturnsRows[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[_T]:
        """Run a statement and return its rows as a result."""

    @overload
    async def execute(
        self,
        statement: Executable,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Result[Any]: ...

    @overload
    async def scalar(
        self,
        statement: TypedReturnsRows[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> _T | None:
        """Run a statement and return the first column of its first row, or None."""

    @overload
    async def scalar(
        self,
        statement: Executable,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> Any: ...

    @overload
    async def scalars(
        self,
        statement: TypedReturnsRows[tuple[_T]],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[_T]:
        """Run a statement and return the first column of its rows."""

    @overload
    async def scalars(
        self,
        statement: Executable,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> ScalarResult[Any]: ...

    @overload
    def stream(
        self,
        statement: TypedReturnsRows[_T],
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[_T]]:
        """Run a statement and return its rows as they arrive."""

    @overload
    def stream(
        self,
        statement: Executable,
        parameters: _CoreAnyExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncResult[Any]]: ...

    @overload
    def stream_scalars(
        self,
        statement: TypedReturnsRows[tuple[_T]],
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[_T]]:
        """Run a statement and return the first column of its rows as they arrive."""

    @overload
    def stream_scalars(
        self,
        statement: Executable,
        parameters: _CoreSingleExecuteParams | None = ...,
        *,
        execution_options: CoreExecuteOptionsParameter | None = ...,
    ) -> GeneratorStartableContext[AsyncScalarResult[Any]]: ...
