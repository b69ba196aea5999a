"""What is accepted where a Protocol is expected, and what a Protocol lets through, as data."""

from __future__ import annotations

SESSIONS = ("mypy_txn.ReadOnlySession", "mypy_txn.ReadWriteSession")
ASYNC_SESSIONS = ("mypy_txn.AsyncReadOnlySession", "mypy_txn.AsyncReadWriteSession")
CONNECTIONS = ("mypy_txn.ReadConnection", "mypy_txn.WriteConnection")
ASYNC_CONNECTIONS = ("mypy_txn.AsyncReadConnection", "mypy_txn.AsyncWriteConnection")
CURSORS = ("mypy_txn.WriteCursor",)
WITH_EXEC = ("mypy_txn.sqlmodel.ReadOnlySession", "mypy_txn.sqlmodel.ReadWriteSession")
ASYNC_WITH_EXEC = (
    "mypy_txn.sqlmodel.AsyncReadOnlySession",
    "mypy_txn.sqlmodel.AsyncReadWriteSession",
)
PROTOCOLS = (
    *SESSIONS,
    *ASYNC_SESSIONS,
    *CONNECTIONS,
    *ASYNC_CONNECTIONS,
    *CURSORS,
    *WITH_EXEC,
    *ASYNC_WITH_EXEC,
)

# A driver's tests need no database: this is all that a fake has to be.
FAKES = """\
class FakeSession:
    is_active = True
    new = dirty = deleted = ()

    def execute(self, *args: Any, **options: Any) -> Any:
        return self

    def __contains__(self, instance: object) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    scalar = scalars = get = get_one = refresh = expire = is_modified = execute

class FakeConnection:
    def execute(self, *args: Any, **options: Any) -> Any:
        return self

    scalar = scalars = execute

class FakeCursor:
    description = None
    rowcount = 0

    def execute(self, operation: str, parameters: Any = (), /) -> Any:
        return self

    def fetchmany(self, size: int = 1) -> list[Any]:
        return []

    executemany = execute
    fetchone = fetchall = fetchmany

class OwnCursor(mypy_txn.WriteCursor):
    @property
    def description(self) -> Any:
        return None

    @property
    def rowcount(self) -> int:
        return 0

    def execute(self, operation: Any, parameters: Any = (), /) -> Any:
        return self

    def executemany(self, operation: Any, seq_of_parameters: Any, /) -> Any:
        return self

    def fetchone(self) -> Any:
        return None

    def fetchmany(self, size: int = 1) -> list[Any]:
        return []

    def fetchall(self) -> list[Any]:
        return []

own = OwnCursor()

class MySession(orm.Session): ...
class MyAsyncSession(aio.AsyncSession): ...
class MyConnection(sqlalchemy.Connection): ...
class MySqlmodelSession(sqlmodel.Session): ...
database = flask_sqlalchemy.SQLAlchemy()
"""

ACCEPTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "Session": ("orm.Session", SESSIONS),
    "scoped_session": ("orm.scoped_session[orm.Session]", SESSIONS),
    "AsyncSession": ("aio.AsyncSession", ASYNC_SESSIONS),
    "async_scoped_session": ("aio.async_scoped_session[aio.AsyncSession]", ASYNC_SESSIONS),
    "Connection": ("sqlalchemy.Connection", CONNECTIONS),
    "AsyncConnection": ("aio.AsyncConnection", ASYNC_CONNECTIONS),
    "SQLModel Session": ("sqlmodel.Session", (*SESSIONS, *WITH_EXEC)),
    "SQLModel AsyncSession": (
        "sqlmodel_aio.AsyncSession",
        (*ASYNC_SESSIONS, *ASYNC_WITH_EXEC),
    ),
    "Flask-SQLAlchemy's db.session": ("database.session", SESSIONS),
    "a subclass of Session": ("MySession", SESSIONS),
    "a scoped_session of the subclass": ("orm.scoped_session[MySession]", SESSIONS),
    "a subclass of AsyncSession": ("MyAsyncSession", ASYNC_SESSIONS),
    "a subclass of Connection": ("MyConnection", CONNECTIONS),
    "a subclass of SQLModel's Session": ("MySqlmodelSession", (*SESSIONS, *WITH_EXEC)),
    "a fake session": ("FakeSession", (SESSIONS[0], *CONNECTIONS)),
    "a fake connection": ("FakeConnection", CONNECTIONS),
    "a fake cursor": ("FakeCursor", CURSORS),
    "sqlite3's cursor": ("sqlite3.Cursor", CURSORS),
    "psycopg's cursor": ("psycopg.Cursor[Any]", CURSORS),
    "psycopg's AsyncCursor": ("psycopg.AsyncCursor[Any]", ()),
    "sqlite3's connection": ("sqlite3.Connection", ()),
    "ReadOnlySession": (SESSIONS[0], SESSIONS[:1]),
    "ReadWriteSession": (SESSIONS[1], SESSIONS),
    "AsyncReadOnlySession": (ASYNC_SESSIONS[0], ASYNC_SESSIONS[:1]),
    "AsyncReadWriteSession": (ASYNC_SESSIONS[1], ASYNC_SESSIONS),
    "ReadConnection": (CONNECTIONS[0], CONNECTIONS[:1]),
    "WriteConnection": (CONNECTIONS[1], CONNECTIONS),
    "AsyncReadConnection": (ASYNC_CONNECTIONS[0], ASYNC_CONNECTIONS[:1]),
    "AsyncWriteConnection": (ASYNC_CONNECTIONS[1], ASYNC_CONNECTIONS),
    "WriteCursor": (CURSORS[0], CURSORS),
    "sqlmodel.ReadOnlySession": (WITH_EXEC[0], (SESSIONS[0], WITH_EXEC[0])),
    "sqlmodel.ReadWriteSession": (WITH_EXEC[1], (*SESSIONS, *WITH_EXEC)),
    "sqlmodel.AsyncReadOnlySession": (
        ASYNC_WITH_EXEC[0],
        (ASYNC_SESSIONS[0], ASYNC_WITH_EXEC[0]),
    ),
    "sqlmodel.AsyncReadWriteSession": (ASYNC_WITH_EXEC[1], (*ASYNC_SESSIONS, *ASYNC_WITH_EXEC)),
    "a string": ("str", ()),
    "None": ("None", ()),
    "object": ("object", ()),
    "an engine": ("sqlalchemy.Engine", ()),
    "a session factory": ("orm.sessionmaker[orm.Session]", ()),
}
# The sources above that are variables; the others are types.
VARIABLES = ("database.session",)
VALUES = {value: annotation for value, (annotation, _) in ACCEPTED.items()}

READS = (
    "execute(select(User))",
    "execute(select(User.id, User.name).where(User.id == 1), {'a': 1})",
    "execute(union_all(select(User.id), select(Post.id)))",
    "execute(text('select 1').columns(id=Integer))",
    "scalar(select(func.count()))",
    "scalars(select(User))",
)
WRITES = tuple(
    f"{call}({statement})"
    for call in ("execute", "scalar", "scalars")
    for statement in (
        "update(User).values(name='a')",
        "update(User).values(name='a').returning(User)",
        "delete(User)",
        "delete(User).returning(User.id)",
        "insert(User).values(name='a')",
        "insert(User).values(name='a').returning(User)",
        "insert(User), {'name': 'a'}",
        "text('select 1')",
        "text('delete from users'), {'a': 1}",
        "select(User).from_statement(text('select 1'))",
        "ddl",
        "CreateTable(users)",
    )
)
STREAM_READS = ("stream(select(User))", "stream_scalars(select(User))")
STREAM_WRITES = tuple(
    write.replace("execute(", call, 1)
    for call in ("stream(", "stream_scalars(")
    for write in WRITES
    if write.startswith("execute(")
)
SESSION_READS = ("get(User, 1)", "get_one(User, 1)", "refresh(user)")
SESSION_WRITES = (
    "add(user)",
    "add_all([user])",
    "delete(user)",
    "merge(user)",
    "flush()",
    "expunge(user)",
    "expire_all()",
)
EXEC_READS = ("exec(sqlmodel.select(Hero))", "exec(sqlmodel.select(Hero.id, Hero.name))")
EXEC_WRITES = tuple(
    write.replace("execute(", "exec(", 1) for write in WRITES if write.startswith("execute(")
)

CONTROL = (
    "begin",
    "begin_nested",
    "bind",
    "close",
    "commit",
    "connection",
    "execution_options",
    "get_bind",
    "get_transaction",
    "get_nested_transaction",
    "in_transaction",
    "info",
    "invalidate",
    "no_autoflush",
    "prepare",
    "rollback",
    "run_sync",
    "sync_session",
)
SESSION_CONTROL = (
    *CONTROL,
    "__enter__",
    "__exit__",
    "bind_mapper",
    "bind_table",
    "close_all",
    "expunge_all",
    "identity_map",
    "object_session",
    "query",
    "registry",
    "remove",
    "reset",
)
ASYNC_SESSION_CONTROL = (*SESSION_CONTROL, "__aenter__", "__aexit__", "aclose")
CONNECTION_CONTROL = (
    *CONTROL,
    "__enter__",
    "__exit__",
    "begin_twophase",
    "detach",
    "dialect",
    "engine",
    "exec_driver_sql",
)
ASYNC_CONNECTION_CONTROL = (
    *CONNECTION_CONTROL,
    "__aenter__",
    "__aexit__",
    "aclose",
    "get_raw_connection",
    "start",
    "sync_connection",
    "sync_engine",
)
CURSOR_CONTROL = (
    "__enter__",
    "__exit__",
    "close",
    "commit",
    "connection",
    "executescript",
    "rollback",
)
CURSOR_READS = ("execute('select 1')", "fetchone()", "fetchmany(3)", "fetchall()")

_Rows = tuple[str, ...]
# For each Protocol: whether it is asynchronous, what it lets through, what not, what it lacks.
FORBIDDEN: dict[str, tuple[bool, _Rows, _Rows, _Rows]] = {
    SESSIONS[0]: (
        False,
        (*READS, *SESSION_READS),
        (*WRITES, *SESSION_WRITES),
        SESSION_CONTROL,
    ),
    SESSIONS[1]: (False, (*READS, *WRITES, *SESSION_READS, *SESSION_WRITES), (), SESSION_CONTROL),
    ASYNC_SESSIONS[0]: (
        True,
        (*READS, *STREAM_READS, *SESSION_READS),
        (*WRITES, *STREAM_WRITES, *SESSION_WRITES),
        ASYNC_SESSION_CONTROL,
    ),
    ASYNC_SESSIONS[1]: (
        True,
        (*READS, *WRITES, *STREAM_READS, *STREAM_WRITES, *SESSION_READS),
        (),
        ASYNC_SESSION_CONTROL,
    ),
    CONNECTIONS[0]: (False, READS, WRITES, CONNECTION_CONTROL),
    CONNECTIONS[1]: (False, (*READS, *WRITES), (), CONNECTION_CONTROL),
    ASYNC_CONNECTIONS[0]: (
        True,
        (*READS, *STREAM_READS),
        (*WRITES, *STREAM_WRITES),
        ASYNC_CONNECTION_CONTROL,
    ),
    ASYNC_CONNECTIONS[1]: (
        True,
        (*READS, *WRITES, *STREAM_READS, *STREAM_WRITES),
        (),
        ASYNC_CONNECTION_CONTROL,
    ),
    CURSORS[0]: (False, CURSOR_READS, (), CURSOR_CONTROL),
    WITH_EXEC[0]: (
        False,
        (*READS, *EXEC_READS, *SESSION_READS),
        (*WRITES, *EXEC_WRITES, *SESSION_WRITES),
        SESSION_CONTROL,
    ),
    WITH_EXEC[1]: (
        False,
        (*READS, *EXEC_READS, *EXEC_WRITES[:6], *SESSION_WRITES),
        (),
        SESSION_CONTROL,
    ),
    ASYNC_WITH_EXEC[0]: (
        True,
        (*READS, *EXEC_READS, *SESSION_READS),
        (*WRITES, *EXEC_WRITES, *SESSION_WRITES),
        ASYNC_SESSION_CONTROL,
    ),
    ASYNC_WITH_EXEC[1]: (
        True,
        (*READS, *EXEC_READS, *EXEC_WRITES[:6]),
        (),
        ASYNC_SESSION_CONTROL,
    ),
}
