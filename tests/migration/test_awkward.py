"""Code that is hard to rewrite: decorators, overloads, generics, classes, conditional imports."""

from __future__ import annotations

import pytest

from migration.marked import check

DECORATORS = (
    """\
    import functools
    from collections.abc import Callable, Awaitable
    from typing import Annotated, Concatenate, ParamSpec, TypeVar

    from fastapi import APIRouter, Depends
    from sqlalchemy.ext.asyncio import AsyncSession

    P = ParamSpec("P")
    R = TypeVar("R")
    router = APIRouter()


    def retried(f: ⟨A⟩Callable[Concatenate[AsyncSession, P], Awaitable[R]]) -> Callable[P, R]:
        @functools.wraps(f)
        async def again(session: ⟨A⟩AsyncSession, *args: P.args, **kwargs: P.kwargs) -> R:
            return await f(session, *args, **kwargs)

        return again


    @router.get("/accounts", response_model=None)  # AsyncSession
    @retried
    async def accounts(
        session: ⟨A⟩Annotated[AsyncSession, Depends(get_session)],  # injected
        name: str = "",
    ) -> None: ...
    """,
    """\
    import functools
    from collections.abc import Callable, Awaitable
    from typing import Annotated, Concatenate, ParamSpec, TypeVar

    from fastapi import APIRouter, Depends
    from mypy_txn import AsyncReadWriteSession

    P = ParamSpec("P")
    R = TypeVar("R")
    router = APIRouter()


    def retried(f: Callable[Concatenate[AsyncReadWriteSession, P], Awaitable[R]]) -> Callable[P, R]:
        @functools.wraps(f)
        async def again(session: AsyncReadWriteSession, *args: P.args, **kwargs: P.kwargs) -> R:
            return await f(session, *args, **kwargs)

        return again


    @router.get("/accounts", response_model=None)  # AsyncSession
    @retried
    async def accounts(
        session: Annotated[AsyncReadWriteSession, Depends(get_session)],  # injected
        name: str = "",
    ) -> None: ...
    """,
)
OVERLOADS = (
    """\
    from typing import overload
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session


    class Rows:
        @overload
        def read(self, at: ⟨R⟩Session, one: None = ...) -> list[str]: ...
        @overload
        def read(self, at: ⟨C⟩Connection, one: int) -> str: ...
        def read(self, at: ⟨R⟩⟨C⟩Session | Connection, one: int | None = None) -> object:
            return at.execute(one)
    """,
    """\
    from typing import overload
    from mypy_txn import ReadOnlySession, WriteConnection


    class Rows:
        @overload
        def read(self, at: ReadOnlySession, one: None = ...) -> list[str]: ...
        @overload
        def read(self, at: WriteConnection, one: int) -> str: ...
        def read(self, at: ReadOnlySession | WriteConnection, one: int | None = None) -> object:
            return at.execute(one)
    """,
)
GENERICS = (
    """\
    from typing import Generic, TypeVar

    from sqlalchemy.orm import Session

    T = TypeVar("T")
    S = TypeVar("S", bound=Session)


    class Repository(Generic[T]):
        session: ⟨S⟩"Session"
        pool: ⟨S⟩dict[T, list["Session"]]

        def __init__(self, session: ⟨S⟩Session, model: type[T]) -> None:
            self.session = session


    def use(repository: ⟨S⟩Repository[Session]) -> S: ...
    """,
    """\
    from typing import Generic, TypeVar

    from mypy_txn import ReadWriteSession
    from sqlalchemy.orm import Session

    T = TypeVar("T")
    S = TypeVar("S", bound=Session)


    class Repository(Generic[T]):
        session: "ReadWriteSession"
        pool: dict[T, list["ReadWriteSession"]]

        def __init__(self, session: ReadWriteSession, model: type[T]) -> None:
            self.session = session


    def use(repository: Repository[ReadWriteSession]) -> S: ...
    """,
)
CLASSES = (
    """\
    from dataclasses import dataclass, field

    from pydantic import BaseModel, ConfigDict
    from sqlalchemy.orm import Session as Db


    class Reads:
        def __init__(self, session: ⟨R⟩Db) -> None:
            self._session: ⟨R⟩Db = session


    class Writes:
        _session: ⟨S⟩Db


    class Both(Reads, Writes):
        def __init__(self, session: ⟨S⟩Db, *, log: ⟨S⟩"Db | None" = None):
            super().__init__(session)


    @dataclass
    class Job:
        session: ⟨S⟩Db = field(repr=False)


    class Context(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        session: ⟨S⟩Db
    """,
    """\
    from dataclasses import dataclass, field

    from mypy_txn import ReadOnlySession, ReadWriteSession
    from pydantic import BaseModel, ConfigDict


    class Reads:
        def __init__(self, session: ReadOnlySession) -> None:
            self._session: ReadOnlySession = session


    class Writes:
        _session: ReadWriteSession


    class Both(Reads, Writes):
        def __init__(self, session: ReadWriteSession, *, log: "ReadWriteSession | None" = None):
            super().__init__(session)


    @dataclass
    class Job:
        session: ReadWriteSession = field(repr=False)


    class Context(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        session: ReadWriteSession
    """,
)
CONDITIONAL = (
    """\
    import os

    try:
        from sqlalchemy.ext.asyncio import AsyncSession
    except ImportError:
        AsyncSession = None
    if os.name:
        from sqlalchemy.orm import Session
    else:
        from sqlalchemy.orm.session import Session


    def f(a: ⟨A⟩"AsyncSession", b: ⟨S⟩Session) -> None: ...
    """,
    """\
    import os

    from mypy_txn import AsyncReadWriteSession, ReadWriteSession

    try:
        from sqlalchemy.ext.asyncio import AsyncSession
    except ImportError:
        AsyncSession = None
    if os.name:
        from sqlalchemy.orm import Session
    else:
        from sqlalchemy.orm.session import Session


    def f(a: "AsyncReadWriteSession", b: ReadWriteSession) -> None: ...
    """,
)
PYTHON_312 = (
    """\
    from sqlalchemy.orm import Session

    type Sessions = ⟨S⟩list[Session]
    type Later[T] = ⟨S⟩"Session | T"


    def first[S: ⟨S⟩Session, *Ts, **P](s: S, t: ⟨S⟩Session) -> S:
        return f"{f"{s}"}"


    class Box[T = int]:
        def __init__[U: (int, str)](self, session: ⟨S⟩Session, u: U) -> None: ...
    """,
    """\
    from mypy_txn import ReadWriteSession

    type Sessions = list[ReadWriteSession]
    type Later[T] = "ReadWriteSession | T"


    def first[S: ReadWriteSession, *Ts, **P](s: S, t: ReadWriteSession) -> S:
        return f"{f"{s}"}"


    class Box[T = int]:
        def __init__[U: (int, str)](self, session: ReadWriteSession, u: U) -> None: ...
    """,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(*DECORATORS, id="decorators and wraps"),
        pytest.param(*OVERLOADS, id="overloads"),
        pytest.param(*GENERICS, id="generics"),
        pytest.param(*CLASSES, id="several bases and fields"),
        pytest.param(*CONDITIONAL, id="conditional imports"),
        pytest.param(*PYTHON_312, id="Python 3.12 and 3.13"),
    ],
)
def test_awkward_code(before: str, after: str) -> None:
    check(before, after)
