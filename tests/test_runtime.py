"""What production imports: the Protocols, without mypy and without SQLAlchemy."""

from __future__ import annotations

import dataclasses
import functools
import sqlite3
import subprocess
import sys
import typing
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Annotated, Any

import pydantic
import pytest
import typing_extensions
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, literal, select
from sqlalchemy.ext.asyncio import (
    AsyncSession,
    async_scoped_session,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlalchemy.pool import StaticPool

import mypy_txn
import mypy_txn.sqlmodel
from mypy_txn import (
    AsyncReadOnlySession,
    AsyncReadWriteSession,
    ReadConnection,
    ReadOnlySession,
    ReadWriteSession,
    WriteConnection,
    WriteCursor,
)

PROTOCOLS = [
    *filter(typing_extensions.is_protocol, (getattr(mypy_txn, n) for n in mypy_txn.__all__)),
    *(getattr(mypy_txn.sqlmodel, name) for name in mypy_txn.sqlmodel.__all__),
]
MODULES = ["mypy_txn", "mypy_txn.sqlmodel", "mypy_txn.functions"]
USES_PROTOCOLS = "; import mypy_txn; mypy_txn.WriteCursor, mypy_txn.rowcount"
LOADED = "import sys, {module}; print(sorted({{m.partition('.')[0] for m in sys.modules}}))"
# Everything that a bare interpreter did not have, site-packages and its hooks left out.
ADDED = """
import sys
sys.path[:0] = {path!r}
before = set(sys.modules)
import {module}
print(*sorted(set(sys.modules) - before))
"""
# What `typing` and `contextlib` import, in the versions of Python that there are.
CHEAP = """
    __future__ _collections_abc _py_warnings _typing abc annotationlib ast collections contextlib
    copyreg enum functools genericpath keyword mypy_txn ntpath operator os posixpath re reprlib stat
    types typing typing_extensions warnings
"""
ALLOWED = {*CHEAP.split(), *sys.builtin_module_names}
# Fails on what is absent in production, as if it were not installed.
BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
"""


def python(code: str, *options: str) -> str:
    """What a fresh interpreter prints; it must not fail."""
    command = [sys.executable, *options, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("heavy", ["mypy", "sqlalchemy", "sqlmodel", "greenlet"])
def test_importing_it_imports_nothing_heavy(module: str, heavy: str) -> None:
    loaded = python(LOADED.format(module=module))
    assert "'mypy_txn'" in loaded
    assert f"'{heavy}'" not in loaded


@pytest.mark.parametrize("module", MODULES)
def test_importing_it_imports_little(module: str) -> None:
    # Wherever they are installed: neither need be in site-packages.
    sources = (mypy_txn.__path__[0], typing_extensions.__file__)
    path = [str(Path(source).parent) for source in sources]
    added = python(ADDED.format(path=path, module=module + USES_PROTOCOLS), "-S", "-I").split()
    assert {"mypy_txn.protocols", "mypy_txn.functions"} <= set(added)
    assert {name.partition(".")[0] for name in added} <= ALLOWED
    assert len(added) < 60


def test_the_package_alone_imports_next_to_nothing() -> None:
    """Every run of mypy imports it with the plugin."""
    added = python(ADDED.format(path=[str(Path(mypy_txn.__path__[0]).parent)], module="mypy_txn"))
    assert [name for name in added.split() if name.startswith("mypy_txn")] == [
        "mypy_txn",
        "mypy_txn.version",
    ]


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(mypy_txn, name) is not None for name in mypy_txn.__all__)
    assert set(mypy_txn.__all__) <= set(dir(mypy_txn))
    with pytest.raises(AttributeError, match="module 'mypy_txn' has no attribute 'Session'"):
        mypy_txn.Session  # type: ignore[attr-defined]  # noqa: B018


def test_the_allow_list_would_notice() -> None:
    for heavy in ("asyncio", "dataclasses", "inspect", "logging", "importlib.metadata"):
        added = python(ADDED.format(path=[], module=heavy), "-S", "-I").split()
        assert {name.partition(".")[0] for name in added} - ALLOWED


@pytest.mark.parametrize("module", MODULES)
def test_it_works_where_nothing_else_is_installed(module: str) -> None:
    blocked = BLOCKED.format(blocked=["greenlet", "mypy", "sqlalchemy", "sqlmodel", "pydantic"])
    use = f"""
import typing, {module} as imported
from mypy_txn import AsyncReadWriteSession, ReadOnlySession
def driver(reads: ReadOnlySession, writes: AsyncReadWriteSession) -> None: ...
assert typing.get_type_hints(driver)["reads"] is ReadOnlySession
assert not isinstance(object(), ReadOnlySession)
"""
    python(blocked + use)
    with pytest.raises(AssertionError, match="ModuleNotFoundError: greenlet"):
        python(blocked + "import greenlet")


def test_the_functions_work_without_greenlet() -> None:
    use = """
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from mypy_txn.functions import dialect_name, in_transaction, no_autoflush, rowcount
with Session(create_engine("sqlite://")) as session, no_autoflush(session):
    session.execute(text("CREATE TABLE t (x int)"))
    assert rowcount(session.execute(text("INSERT INTO t VALUES (1)"))) == 1
    assert dialect_name(session) == "sqlite" and in_transaction(session)
"""
    python(BLOCKED.format(blocked=["greenlet", "mypy"]) + use)


def test_loading_the_plugin_does_not_import_sqlalchemy() -> None:
    loaded = python(LOADED.format(module="mypy_txn.plugin"))
    assert "'mypy'" in loaded
    assert "'sqlalchemy'" not in loaded


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_protocol_has_a_member_of_control(protocol: type) -> None:
    members = set(dir(protocol))
    forbidden = "begin begin_nested commit rollback close connection get_bind bind run_sync"
    assert members & set(forbidden.split()) == set()


# As annotations that something evaluates


class Row(pydantic.BaseModel):
    number: int


async def async_session() -> AsyncIterator[AsyncReadWriteSession]:
    engine = create_async_engine("sqlite+aiosqlite://")
    async with AsyncSession(engine) as session:
        yield session
    await engine.dispose()


def sync_session() -> Iterator[ReadOnlySession]:
    options = {"check_same_thread": False}
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=options)
    with Session(engine) as session:
        yield session
    engine.dispose()


Writes = Annotated[AsyncReadWriteSession, Depends(async_session)]


def service(session: Annotated[ReadOnlySession, Depends(sync_session)]) -> int:
    return session.scalars(select(literal(2))).one()


def test_fastapi_dependencies() -> None:
    app = FastAPI()

    @app.get("/async")
    async def from_async(session: Writes) -> Row:
        return Row(number=(await session.scalars(select(literal(1)))).one())

    @app.get("/sync")
    def from_sync(number: Annotated[int, Depends(service)]) -> Row:
        return Row(number=number)

    @app.get("/default")
    def from_default(session: ReadOnlySession = Depends(sync_session)) -> Row:  # noqa: B008
        return Row(number=session.scalars(select(literal(3))).one())

    with TestClient(app) as client:
        paths = ("/async", "/sync", "/default")
        assert [client.get(path).json()["number"] for path in paths] == [1, 2, 3]
        # The session is no parameter of the request.
        described = client.get("/openapi.json").json()["paths"]
        assert [described[path]["get"].get("parameters", []) for path in paths] == [[], [], []]


@dataclasses.dataclass(frozen=True)
class Repository:
    session: ReadWriteSession
    reads: ReadOnlySession | None = None


class Command(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(arbitrary_types_allowed=True)

    session: ReadWriteSession
    connection: WriteConnection | None = None


def test_dataclasses() -> None:
    session = Session()
    assert Repository(session).session is session
    assert typing.get_type_hints(Repository)["session"] is ReadWriteSession


def test_pydantic_models_keep_what_has_the_members() -> None:
    session = Session()
    assert Command(session=session).session is session
    not_one: Any = object()
    with pytest.raises(pydantic.ValidationError, match="instance of ReadWriteSession"):
        Command(session=not_one)


def test_pydantic_validates_calls() -> None:
    @pydantic.validate_call(config=pydantic.ConfigDict(arbitrary_types_allowed=True))
    def driver(session: ReadOnlySession, number: int) -> int:
        return number

    number: Any = "1"
    assert driver(Session(), number) == 1


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_type_hints(protocol: type) -> None:
    def driver(session: Any) -> Any: ...

    driver.__annotations__ = {"session": protocol, "return": protocol | None}
    assert typing.get_type_hints(driver) == {"session": protocol, "return": protocol | None}


def test_type_hints_of_strings() -> None:
    def driver(session: ReadWriteSession, cursor: WriteCursor | None) -> None: ...

    found = typing.get_type_hints(driver)
    assert found == {
        "session": ReadWriteSession,
        "cursor": WriteCursor | None,
        "return": type(None),
    }


# isinstance: it compares the names of members, nothing else


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_isinstance_is_allowed(protocol: type) -> None:
    assert not isinstance(object(), protocol)


def is_a(value: object, *protocols: type) -> list[bool]:
    """Hides from mypy, which knows better, what is compared with what."""
    return [isinstance(value, protocol) for protocol in protocols]


def test_isinstance_compares_names_only() -> None:
    both = (ReadOnlySession, ReadWriteSession)
    assert is_a(Session(), *both, AsyncReadWriteSession) == [True, True, False]
    assert is_a(AsyncSession(), AsyncReadOnlySession, AsyncReadWriteSession) == [True, True]
    # So it tells neither async from sync nor a session from a connection.
    assert is_a(AsyncSession(), *both) == [True, True]
    assert is_a(Session(), ReadConnection, WriteConnection) == [True, True]
    with create_engine("sqlite://").connect() as connection:
        assert is_a(connection, ReadConnection, WriteConnection, *both) == [
            True,
            True,
            False,
            False,
        ]
    assert is_a(sqlite3.connect(":memory:").cursor(), WriteCursor, *both) == [True, False, False]


STATIC = sys.version_info >= (3, 12)  # only then can the class tell; before, properties run


def test_isinstance_makes_a_scoped_session_before_python_312() -> None:
    registry = scoped_session(sessionmaker())
    async_registry = async_scoped_session(async_sessionmaker(), lambda: 1)
    assert isinstance(registry, ReadWriteSession)
    assert isinstance(async_registry, AsyncReadWriteSession)
    assert registry.registry.has() is not STATIC
    assert async_registry.registry.has() is not STATIC


def test_isinstance_outside_of_a_scope() -> None:
    def no_scope() -> int:
        raise RuntimeError("outside of a request")

    registry = scoped_session(sessionmaker(), scopefunc=no_scope)
    if STATIC:
        assert isinstance(registry, ReadWriteSession)
    else:
        with pytest.raises(RuntimeError, match="outside of a request"):
            isinstance(registry, ReadWriteSession)


def test_singledispatch_knows_the_real_classes_on_every_python() -> None:
    @functools.singledispatch
    def kind(target: object) -> str:
        return "other"

    @kind.register(Session)
    def of_a_session(target: ReadWriteSession) -> str:
        return "session"

    assert [kind(Session()), kind(AsyncSession())] == ["session", "other"]
    # A Protocol with properties may be registered, but before 3.12 nothing is dispatched to it.
    kind.register(AsyncReadWriteSession, lambda target: "by its members")
    assert kind(AsyncSession()) == ("by its members" if STATIC else "other")
