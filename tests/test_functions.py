"""What the functions beside the Protocols do, on real databases and for every kind of handle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlmodel
import sqlmodel.ext.asyncio.session as sqlmodel_asyncio
from sqlalchemy import (
    Engine,
    Table,
    bindparam,
    create_engine,
    delete,
    exc,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, Transaction
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    AsyncSessionTransaction,
    AsyncTransaction,
    async_scoped_session,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    SessionTransaction,
    mapped_column,
    scoped_session,
    sessionmaker,
)

from checking import Tree
from mypy_txn.functions import (
    dialect_name,
    in_transaction,
    inserted_primary_key,
    no_autoflush,
    rowcount,
)

if TYPE_CHECKING:
    # As in `mypy_txn.functions`: any columns in 2.1, `Result[Any]` in 2.0.
    from sqlalchemy.engine import Result

    AnyResult = Result[*tuple[Any, ...]]

pytestmark = pytest.mark.filterwarnings(r"ignore:\s+. You probably want:DeprecationWarning")

HANDLES = (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    AsyncSessionTransaction,
    AsyncTransaction,
    Connection,
    Engine,
    Session,
    SessionTransaction,
    Transaction,
    async_scoped_session,
    scoped_session,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Seat(Base):
    __tablename__ = "seats"
    row: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True, server_default=text("'A'"))


users = Base.metadata.tables["users"]
seats = Base.metadata.tables["seats"]
keyless = Table("keyless", Base.metadata, sqlmodel.Column("x", sqlmodel.Integer))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with three users."""
    engine = create_engine(f"sqlite:///{tmp_path / 'sync.db'}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(users), [{"name": name} for name in "abc"])
    yield engine
    engine.dispose()


@asynccontextmanager
async def async_engine() -> AsyncIterator[AsyncEngine]:
    """An empty database in memory."""
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


SyncSession = Callable[[Engine], "Session | scoped_session[Session]"]
SYNC: dict[str, SyncSession] = {
    "Session": Session,
    "scoped_session": lambda engine: scoped_session(sessionmaker(engine)),
    "sqlmodel": sqlmodel.Session,
}
Async = AsyncSession | async_scoped_session[AsyncSession]
ASYNC: dict[str, Callable[[AsyncEngine], Async]] = {
    "AsyncSession": AsyncSession,
    "async_scoped_session": lambda engine: async_scoped_session(
        async_sessionmaker(engine), asyncio.current_task
    ),
    "sqlmodel": sqlmodel_asyncio.AsyncSession,
}
sync_sessions = pytest.mark.parametrize("make", SYNC.values(), ids=SYNC)
async_sessions = pytest.mark.parametrize("make", ASYNC.values(), ids=ASYNC)


# rowcount


Run = Callable[[Connection, Session], "AnyResult"]
rename = update(users).values(name=users.c.name + "x")
orm_rename = update(User).values(name=User.name + "x")
COUNTED: dict[str, tuple[Run, int]] = {
    "update": (lambda c, s: c.execute(rename), 3),
    "update nothing": (lambda c, s: c.execute(rename.where(users.c.id == 99)), 0),
    "update to the same": (lambda c, s: c.execute(update(users).values(name=users.c.name)), 3),
    "update many": (
        lambda c, s: c.execute(rename.where(users.c.id == bindparam("i")), [{"i": 1}, {"i": 2}]),
        2,
    ),
    "delete": (lambda c, s: c.execute(delete(users).where(users.c.id > 1)), 2),
    "insert": (lambda c, s: c.execute(insert(users).values(name="d")), 1),
    "insert many": (lambda c, s: c.execute(insert(users), [{"name": "d"}, {"name": "e"}]), 2),
    "insert with a key by RETURNING": (lambda c, s: c.execute(insert(seats).values(row=1)), 1),
    "insert skipped": (
        lambda c, s: c.execute(sqlite_insert(users).values(name="a").on_conflict_do_nothing()),
        0,
    ),
    "text": (lambda c, s: c.execute(text("UPDATE users SET name = name || 'x'")), 3),
    "orm update": (lambda c, s: s.execute(orm_rename), 3),
    "orm delete": (lambda c, s: s.execute(delete(User).where(User.id == 1)), 1),
    "orm insert": (lambda c, s: s.execute(insert(User).values(name="d")), 1),
    "orm text": (lambda c, s: s.execute(text("DELETE FROM users")), 3),
    # The ORM has SQLAlchemy add RETURNING, and the result says that it returns rows.
    "orm fetch": (
        lambda c, s: s.execute(orm_rename, execution_options={"synchronize_session": "fetch"}),
        3,
    ),
    "orm fetch nothing": (
        lambda c, s: s.execute(
            orm_rename.where(User.id == 99), execution_options={"synchronize_session": "fetch"}
        ),
        0,
    ),
}
RETURNS_ROWS = "returns rows: count the rows"
NO_COUNT = "No row count in this"
UNCOUNTED: dict[str, tuple[Run, str]] = {
    "select": (lambda c, s: c.execute(select(users)), RETURNS_ROWS),
    # SQLite says 0 here, of three.
    "update returning": (lambda c, s: c.execute(rename.returning(users.c.id)), RETURNS_ROWS),
    "text returning": (
        lambda c, s: c.execute(text("DELETE FROM users RETURNING id")),
        RETURNS_ROWS,
    ),
    "insert returning": (
        lambda c, s: c.execute(insert(users).values(name="d").returning(users.c.id)),
        RETURNS_ROWS,
    ),
    "ddl": (lambda c, s: c.execute(text("CREATE TABLE more (x int)")), NO_COUNT),
    "orm select": (lambda c, s: s.execute(select(User)), NO_COUNT),
    "orm select columns": (lambda c, s: s.execute(select(User.id, User.name)), NO_COUNT),
    "orm update returning": (lambda c, s: s.execute(orm_rename.returning(User)), NO_COUNT),
    "orm bulk insert": (lambda c, s: s.execute(insert(User), [{"name": "d"}]), NO_COUNT),
    "orm bulk update": (lambda c, s: s.execute(update(User), [{"id": 1, "name": "d"}]), NO_COUNT),
    "frozen": (lambda c, s: c.execute(select(users)).freeze()(), NO_COUNT),
}


def run_on(engine: Engine, run: Run, look: Callable[[AnyResult], object]) -> object:
    """What ``look`` makes of the result of ``run``, which uses one of the two; nothing is kept."""
    with engine.connect() as connection, Session(connection) as session:
        return look(run(connection, session))


@pytest.mark.parametrize(("run", "count"), COUNTED.values(), ids=COUNTED)
def test_rowcount(engine: Engine, run: Run, count: int) -> None:
    assert run_on(engine, run, rowcount) == count


@pytest.mark.parametrize(("run", "message"), UNCOUNTED.values(), ids=UNCOUNTED)
def test_what_has_no_rowcount(engine: Engine, run: Run, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        run_on(engine, run, rowcount)


@sync_sessions
def test_rowcount_of_every_session(engine: Engine, make: SyncSession) -> None:
    session = make(engine)
    assert rowcount(session.execute(orm_rename)) == 3
    session.close()


@async_sessions
def test_rowcount_of_every_async_session(make: Callable[[AsyncEngine], Async]) -> None:
    async def main() -> None:
        async with async_engine() as engine:
            session = make(engine)
            assert rowcount(await session.execute(insert(User).values(name="a"))) == 1
            assert rowcount(await session.execute(orm_rename)) == 1
            with pytest.raises(TypeError, match=NO_COUNT):
                rowcount(await session.execute(select(User)))
            await session.close()
            async with engine.connect() as connection:
                assert rowcount(await connection.execute(rename)) == 0

    asyncio.run(main())


def test_rowcount_of_sqlmodel_exec(engine: Engine) -> None:
    with sqlmodel.Session(engine) as session:
        assert rowcount(session.exec(update(User).values(name=User.name + "x"))) == 3


# inserted_primary_key


KEYED: dict[str, tuple[Run, tuple[object, ...]]] = {
    "generated": (lambda c, s: c.execute(insert(users).values(name="d")), (4,)),
    "given": (lambda c, s: c.execute(insert(users).values(name="d", id=77)), (77,)),
    "by RETURNING": (lambda c, s: c.execute(insert(seats).values(row=3)), (3, "A")),
    "orm": (lambda c, s: s.execute(insert(User).values(name="d")), (4,)),
}
many = insert(users).values([{"name": "d"}, {"name": "e"}])
INSERTED_NONE = "No inserted primary key"
UNKEYED: dict[str, Run] = {
    "many": lambda c, s: c.execute(insert(users), [{"name": "d"}, {"name": "e"}]),
    "many values": lambda c, s: c.execute(many),
    "from select": lambda c, s: c.execute(
        insert(users).from_select(["name"], select(users.c.name + "x"))
    ),
    "returning": lambda c, s: c.execute(insert(users).values(name="d").returning(users.c.id)),
    # SQLite still has the key of the insert before it.
    "skipped": lambda c, s: (
        c.execute(insert(users).values(name="d")),
        c.execute(sqlite_insert(users).values(name="d").on_conflict_do_nothing()),
    )[1],
    "no key": lambda c, s: c.execute(insert(keyless).values(x=1)),
    "text": lambda c, s: c.execute(text("INSERT INTO users (name) VALUES ('d')")),
    "update": lambda c, s: c.execute(rename),
    "select": lambda c, s: c.execute(select(users)),
    "orm select": lambda c, s: s.execute(select(User)),
    "orm bulk": lambda c, s: s.execute(insert(User), [{"name": "d"}]),
}


@pytest.mark.parametrize(("run", "key"), KEYED.values(), ids=KEYED)
def test_inserted_primary_key(engine: Engine, run: Run, key: tuple[object, ...]) -> None:
    found = run_on(engine, run, inserted_primary_key)
    assert found == key
    assert type(found) is tuple


@pytest.mark.parametrize("run", UNKEYED.values(), ids=UNKEYED)
def test_what_has_no_inserted_primary_key(engine: Engine, run: Run) -> None:
    with pytest.raises(TypeError, match=INSERTED_NONE):
        run_on(engine, run, inserted_primary_key)


def test_inserted_primary_key_of_the_async_kinds() -> None:
    async def main() -> None:
        async with async_engine() as engine:
            async with engine.connect() as connection:
                result = await connection.execute(insert(users).values(name="a"))
                assert inserted_primary_key(result) == (1,)
            async with AsyncSession(engine) as session:
                given = await session.execute(insert(users).values(name="a", id=5))
                assert inserted_primary_key(given) == (5,)

    asyncio.run(main())


# no_autoflush


@sync_sessions
def test_no_autoflush(engine: Engine, make: SyncSession) -> None:
    session = make(engine)
    user = User(name="d")
    session.add(user)
    with no_autoflush(session) as value:
        assert value is None
        assert len(session.execute(select(User)).all()) == 3
        assert user in session.new
    assert len(session.execute(select(User)).all()) == 4
    assert user not in session.new
    session.close()


@sync_sessions
def test_no_autoflush_ends_with_an_exception_and_lets_it_through(
    engine: Engine, make: SyncSession
) -> None:
    session = make(engine)
    session.add(User(name="d"))
    with pytest.raises(LookupError, match="mine"), no_autoflush(session):
        raise LookupError("mine")
    assert len(session.execute(select(User)).all()) == 4
    session.close()


def test_no_autoflush_restores_what_was_there(engine: Engine) -> None:
    with Session(engine, autoflush=False) as session:
        with no_autoflush(session):
            pass
        assert session.autoflush is False
    with Session(engine) as session:
        with no_autoflush(session):
            with no_autoflush(session):
                pass
            assert session.autoflush is False
        assert session.autoflush is True


@async_sessions
def test_no_autoflush_of_async_sessions(make: Callable[[AsyncEngine], Async]) -> None:
    async def main() -> None:
        async with async_engine() as engine:
            session = make(engine)
            session.add(User(name="d"))
            with no_autoflush(session) as value:
                assert value is None
                assert (await session.execute(select(User))).all() == []
            with pytest.raises(LookupError, match="mine"), no_autoflush(session):
                raise LookupError("mine")
            assert len((await session.execute(select(User))).all()) == 1
            await session.close()

    asyncio.run(main())


# dialect_name and in_transaction


@sync_sessions
def test_dialect_name_and_in_transaction(engine: Engine, make: SyncSession) -> None:
    session = make(engine)
    assert not in_transaction(session)
    assert dialect_name(session) == "sqlite"
    assert not in_transaction(session)  # the name alone begins nothing
    session.execute(select(User))
    assert in_transaction(session)
    session.rollback()
    assert not in_transaction(session)
    with session.begin():
        assert in_transaction(session)
    session.close()


def test_dialect_name_and_in_transaction_of_connections(engine: Engine) -> None:
    with engine.connect() as connection:
        assert dialect_name(connection) == "sqlite"
        assert not in_transaction(connection)
        connection.execute(select(users))
        assert in_transaction(connection)
        connection.rollback()
        assert not in_transaction(connection)


@async_sessions
def test_dialect_name_and_in_transaction_of_async_kinds(
    make: Callable[[AsyncEngine], Async],
) -> None:
    async def main() -> None:
        async with async_engine() as engine:
            session = make(engine)
            assert not in_transaction(session)
            assert dialect_name(session) == "sqlite"
            assert not in_transaction(session)
            await session.execute(select(User))
            assert in_transaction(session)
            await session.close()
            async with engine.connect() as connection:
                assert dialect_name(connection) == "sqlite"
                assert not in_transaction(connection)
                await connection.execute(select(users))
                assert in_transaction(connection)

    asyncio.run(main())


def test_in_transaction_makes_no_session_in_a_registry(engine: Engine) -> None:
    registry = scoped_session(sessionmaker(engine))
    async_registry = async_scoped_session(async_sessionmaker(), lambda: 1)
    assert not in_transaction(registry)
    assert not in_transaction(async_registry)
    assert not registry.registry.has()
    assert not async_registry.registry.has()


def test_dialect_name_of_a_session_without_an_engine(engine: Engine) -> None:
    with Session() as unbound, pytest.raises(exc.UnboundExecutionError):
        dialect_name(unbound)
    with Session(binds={User: engine}) as bound, pytest.raises(exc.UnboundExecutionError):
        dialect_name(bound)


# What comes out


def reachable(value: object, depth: int = 3) -> Iterator[object]:
    """The value and what its public attributes and items lead to."""
    yield value
    if depth:
        names = (name for name in dir(value) if not name.startswith("_"))
        inner = [getattr(value, name) for name in names]
        inner += value if isinstance(value, tuple | list) else ()
        for each in inner:
            yield from reachable(each, depth - 1)


@contextmanager
def all_values(engine: Engine) -> Iterator[list[object]]:
    """What every function returns or yields for a session in use."""
    with engine.connect() as connection, Session(connection) as session:
        inserted = connection.execute(insert(users).values(name="d"))
        context = no_autoflush(session)
        values: list[object] = [context, context.__enter__()]
        values += [dialect_name(session), dialect_name(connection), in_transaction(session)]
        yield [*values, rowcount(inserted), inserted_primary_key(inserted)]
        context.__exit__(None, None, None)


def test_no_handle_comes_out(engine: Engine) -> None:
    with all_values(engine) as values:
        plain = [type(value) for value in values[1:]]
        assert plain == [type(None), str, str, bool, int, tuple]
        assert not any(isinstance(found, HANDLES) for value in values for found in reachable(value))


def test_a_handle_would_have_been_found(engine: Engine) -> None:
    with Session(engine) as session:
        leaks = [session.no_autoflush, [session], session.execute(select(users)).freeze, engine.url]
        found = [any(isinstance(each, HANDLES) for each in reachable(value, 2)) for value in leaks]
        assert found == [True, True, False, False]


# What type checkers make of them


USES = """
    from sqlalchemy import Connection, Table, insert, select, update
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_scoped_session
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session

    import sqlmodel
    from mypy_txn import (
        AsyncReadConnection, AsyncReadOnlySession, AsyncReadWriteSession, AsyncWriteConnection,
        ReadConnection, ReadOnlySession, ReadWriteSession, WriteConnection,
    )
    from mypy_txn.functions import (
        dialect_name, in_transaction, inserted_primary_key, no_autoflush, rowcount,
    )
    from mypy_txn.sqlmodel import (
        AsyncReadOnlySession as AsyncSqlModelSession, ReadWriteSession as SqlModelSession,
    )

    class Base(DeclarativeBase): ...

    class User(Base):
        __tablename__ = "users"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    def protocols(a: ReadOnlySession, b: ReadWriteSession, c: ReadConnection, d: WriteConnection,
                  e: SqlModelSession, users: Table) -> None:
        dialect_name(a), dialect_name(b), dialect_name(c), dialect_name(d), dialect_name(e)
        in_transaction(a), in_transaction(b), in_transaction(c), in_transaction(d)
        rowcount(b.execute(update(User)))
        rowcount(d.execute(update(users)))
        in_transaction(e), no_autoflush(e), rowcount(e.exec(update(User)))
        rowcount(b.execute(update(User).returning(User.id, User.name)))
        rowcount(a.execute(select(User.id)))
        inserted_primary_key(d.execute(insert(users)))

    async def async_protocols(a: AsyncReadOnlySession, b: AsyncReadWriteSession,
                              c: AsyncReadConnection, d: AsyncWriteConnection,
                              e: AsyncSqlModelSession) -> None:
        dialect_name(e), in_transaction(e), no_autoflush(e)
        dialect_name(a), dialect_name(b), dialect_name(c), dialect_name(d)
        in_transaction(a), in_transaction(b), in_transaction(c), in_transaction(d)
        rowcount(await b.execute(update(User)))
        inserted_primary_key(await d.execute(insert(User)))
        with no_autoflush(b) as nothing:
            reveal_type(nothing)

    def real(a: Session, b: scoped_session[Session], c: Connection, d: AsyncSession,
             e: async_scoped_session[AsyncSession], f: AsyncConnection,
             g: sqlmodel.Session) -> None:
        dialect_name(a), dialect_name(b), dialect_name(c), dialect_name(d)
        dialect_name(e), dialect_name(f), dialect_name(g)
        in_transaction(a), in_transaction(b), in_transaction(c), in_transaction(d)
        no_autoflush(a), no_autoflush(b), no_autoflush(d), no_autoflush(e), no_autoflush(g)
        rowcount(a.execute(update(User)))
        rowcount(c.execute(update(User).returning(User.id, User.name)))
        rowcount(g.exec(update(User)))

    def returns_within(session: ReadWriteSession) -> int:
        with no_autoflush(session):
            return rowcount(session.execute(update(User)))

    def reveals(session: ReadWriteSession, connection: WriteConnection) -> None:
        reveal_type(rowcount(session.execute(update(User))))
        reveal_type(inserted_primary_key(connection.execute(insert(User))))
        reveal_type(dialect_name(session))
        reveal_type(in_transaction(session))
"""
MISUSES = """
    from mypy_txn import AsyncReadWriteSession, ReadConnection, ReadWriteSession
    from mypy_txn.functions import dialect_name, inserted_primary_key, no_autoflush, rowcount
    from sqlalchemy import Engine, select, update

    def wrong(session: ReadWriteSession, connection: ReadConnection, engine: Engine) -> None:
        rowcount(session.scalars(select(1)))
        inserted_primary_key((1,))
        no_autoflush(connection)
        dialect_name("sqlite")
        no_autoflush(session).args
        with no_autoflush(session) as nothing:
            nothing.commit()

    async def wrong_async(session: AsyncReadWriteSession) -> None:
        async with no_autoflush(session):
            pass
        rowcount(session.execute(select(1)))
"""


REAL_HANDLES = USES[USES.index("    def real(") : USES.index("    def returns_within")]


def test_mypy_accepts_the_results_and_targets_of_this_sqlalchemy(tree: Tree) -> None:
    tree.write({"app/L6_drivers/uses.py": USES.replace(REAL_HANDLES, ""), "app/uses.py": USES})
    result = tree.check()
    assert result.lines == []
    revealed = [line.partition("Revealed type is ")[2] for line in result.out.splitlines()]
    unit = ['"None"', '"int"', '"tuple[Any, ...]"', '"str"', '"bool"']
    assert [line for line in revealed if line] == unit * 2


def test_mypy_rejects_what_has_no_answer(tree: Tree) -> None:
    tree.write({"app/misuses.py": MISUSES})
    codes = [line.rpartition("[")[2].rstrip("]") for line in tree.check().lines]
    assert codes == [*["arg-type"] * 4, *["attr-defined"] * 4, "arg-type"]
