"""`mypy-txn migrate --lift` takes away what begins a transaction that is begun already."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from checking import Tree

DRIVER = """
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncSession

    async def write(session: AsyncSession) -> None:
        async with session.begin():  # all or nothing
            await session.execute(text("select 1"))
            await session.flush()
"""
ENGINE = """
    from sqlalchemy.ext.asyncio import AsyncSession
    from app.L6_drivers.rows import write

    async def apply(session: AsyncSession) -> None:
        mine = session
        await write(mine)
"""
HANDLER = """
    import asyncio; from typing import Any; registry: Any; HOOKS: list[object] = []
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncEngine, async_sessionmaker
    from app.L5_engines.rules import apply
    from app.L6_drivers.rows import write

    engine: AsyncEngine
    def make() -> AsyncSession: return AsyncSession(engine)
    async def got() -> AsyncSession: return make()

    async def handle(session: AsyncSession, sessions: async_sessionmaker[AsyncSession]) -> None:
        async with session.begin():
            await apply(session)
        async with sessions.begin() as other:
            await write(other)
"""
TREE = {
    "app/helpers.py": """
        from typing import Callable, ParamSpec, TypeVar

        P = ParamSpec("P")
        T = TypeVar("T")

        def background(f: Callable[P, T]) -> Callable[P, T]: return f
    """,
    "app/L6_drivers/rows.py": DRIVER,
    "app/L5_engines/rules.py": ENGINE,
    "app/L4_handlers/handle.py": HANDLER,
}
DIFF = """\
--- a/app/L5_engines/rules.py
+++ b/app/L5_engines/rules.py
@@ -1,7 +1,7 @@
 
-from sqlalchemy.ext.asyncio import AsyncSession
+from mypy_txn import AsyncReadWriteSession
 from app.L6_drivers.rows import write
 
-async def apply(session: AsyncSession) -> None:
+async def apply(session: AsyncReadWriteSession) -> None:
     mine = session
     await write(mine)
--- a/app/L6_drivers/rows.py
+++ b/app/L6_drivers/rows.py
@@ -1,8 +1,8 @@
 
+from mypy_txn import AsyncReadWriteSession
 from sqlalchemy import text
-from sqlalchemy.ext.asyncio import AsyncSession
 
-async def write(session: AsyncSession) -> None:
-    async with session.begin():  # all or nothing
-        await session.execute(text("select 1"))
-        await session.flush()
+async def write(session: AsyncReadWriteSession) -> None:
+    # all or nothing
+    await session.execute(text("select 1"))
+    await session.flush()
"""


def test_it_goes_where_every_way_comes_from_an_owner_that_holds_one(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("migrate", "--lift", "--write", "app")
    assert result.out == DIFF
    assert result.err == (
        "mypy-txn: txn-annotation: 2 before, 0 after\n"
        "mypy-txn: txn-call: 1 before, 0 after\n"
        "mypy-txn: 1 lifted, 0 not, 2 narrowed, 0 left, no new type error\n"
    )
    assert tree.check("app").lines == []
    assert tree.txn("migrate", "--lift", "app").out == ""


def test_it_stays_without_the_option(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("migrate", "app")
    assert result.out == ""
    assert "lifted" not in result.err


ROWS = "app.L6_drivers.rows"
RULES = "app.L5_engines.rules"
HANDLE = "app.L4_handlers.handle"


@pytest.mark.parametrize(
    ("path", "old", "new", "reason"),
    [
        (
            "app/L4_handlers/handle.py",
            "async with session.begin():\n            await apply",
            "if session:\n            await apply",
            f"nothing calls {HANDLE}.handle",
        ),
        (
            "app/L4_handlers/handle.py",
            "async with session.begin():\n            await apply(session)",
            "async with session.begin():\n            pass\n        await apply(session)",
            f"nothing calls {HANDLE}.handle",
        ),
        (
            "app/L4_handlers/handle.py",
            "await apply(session)",
            "asyncio.create_task(apply(session))",
            f"{HANDLE}.handle hands it on for later, in line 13",
        ),
        (
            "app/L4_handlers/handle.py",
            "await apply(session)",
            "later = lambda: apply(session)",
            f"{HANDLE}.handle hands it on for later, in line 13",
        ),
        (
            "app/L4_handlers/handle.py",
            "await write(other)",
            "await write(sessions())",
            f"{ROWS}.write(session) gets a new one, in line 15",
        ),
        *(
            (
                "app/L4_handlers/handle.py",
                "await write(other)",
                f"await write(other)\n        await write({new})",
                f"{ROWS}.write(session) gets a new one, in line 16",
            )
            for new in (
                "registry.session()",
                "sessions()",
                "AsyncSession(engine)",
                "make()",
                "await got()",
            )
        ),
        (
            "app/L4_handlers/handle.py",
            "await write(other)",
            "print(write)",
            f"{HANDLE}.handle calls {ROWS}.write with something else, or hands it on, in line 15",
        ),
        *(
            (
                "app/L4_handlers/handle.py",
                "await write(other)",
                f"await write(other)\n            {more}",
                f"{HANDLE}.handle {reason}, in line 16",
            )
            for more, reason in (
                (
                    "HOOKS.append(write)",
                    f"calls {ROWS}.write with something else, or hands it on",
                ),
                ("await registry.write(other)", "calls some write() of unknown type"),
                (
                    "asyncio.create_task(registry.write, other)",
                    "calls some write() of unknown type",
                ),
            )
        ),
        (
            "app/L4_handlers/handle.py",
            "async with session.begin():",
            "async with session.begin_nested():",
            f"nothing calls {HANDLE}.handle",
        ),
        (
            "app/L5_engines/rules.py",
            "await write(mine)",
            "async with mine.begin():\n            await write(mine)",
            "",
        ),
        (
            "app/L5_engines/rules.py",
            "async def apply",
            "from app.helpers import background\n    @background\n    async def apply",
            f"{HANDLE}.handle hands it on for later, in line 13",
        ),
        *(
            (
                "app/L4_handlers/handle.py",
                "await apply(session)",
                f"{rebound}\n            await apply(session)",
                f"{HANDLE}.handle(session) gets a new one, in line 13",
            )
            for rebound in ("session = sessions()", "for session in [make()]: pass")
        ),
        (
            "app/L4_handlers/handle.py",
            "await apply(session)",
            "await asyncio.to_thread(apply, session)",
            f"{HANDLE}.handle hands it on for later, in line 13",
        ),
        (
            "app/L6_drivers/rows.py",
            "async def write",
            "from app.helpers import background\n    @background\n    async def write",
            "write() is decorated",
        ),
        (
            "app/L6_drivers/rows.py",
            "session.begin():",
            "session.begin() as tx:",
            "its transaction has a name",
        ),
        (
            "app/L6_drivers/rows.py",
            "session.begin():",
            "session.begin(), session.begin_nested():",
            "it enters more than the transaction",
        ),
        (
            "app/L6_drivers/rows.py",
            "await session.flush()",
            "yield",
            "write() is a generator",
        ),
    ],
)
def test_it_stays_where_that_is_not_certain(
    tree: Tree, path: str, old: str, new: str, reason: str
) -> None:
    text = TREE[path].replace(old, new)
    assert text != TREE[path]
    tree.write({**TREE, path: text})
    result = tree.txn("migrate", "--lift", "app")
    found = re.findall(r"not lifted: app/L6_drivers/rows.py:\d+: (.*)", result.err)
    assert found == [reason][: bool(reason)]


PORTS = """
    from typing import Protocol
    from sqlalchemy.orm import Session

    class Writer(Protocol):
        def write(self, session: Session) -> None: ...
"""
IMPLEMENTED = """
    from sqlalchemy.orm import Session
    from app.ports import Writer

    class Rows({base}):
        def write(self, session: Session) -> None:
            with session.begin():
                session.flush()
"""
CALLED = """
    from sqlalchemy.orm import Session
    from app.ports import Writer
    from app.L6_drivers.rows import Rows

    def direct(session: Session, rows: Rows) -> None:
        with session.begin():
            rows.write(session)

    def by_protocol(session: Session, writer: Writer) -> None:
        {held}
            writer.write(session)
"""


@pytest.mark.parametrize(
    ("base", "held", "reason"),
    [
        (
            "",
            "if session:",
            f"{HANDLE}.by_protocol may call it as app.ports.Writer.write, of a Protocol",
        ),
        ("Writer", "if session:", f"nothing calls {HANDLE}.by_protocol"),
        ("Writer", "with session.begin():", ""),
    ],
)
def test_a_call_by_a_protocol_is_a_way_too(tree: Tree, base: str, held: str, reason: str) -> None:
    tree.write(
        {
            "app/ports.py": PORTS,
            "app/L6_drivers/rows.py": IMPLEMENTED.format(base=base),
            "app/L4_handlers/handle.py": CALLED.format(held=held),
        }
    )
    result = tree.txn("migrate", "--lift", "app")
    found = re.findall(r"not lifted: app/L6_drivers/rows.py:\d+: (.*)", result.err)
    assert found == [reason][: bool(reason)]


OBJECTS = """
    from sqlalchemy.orm import Session
    from app.L6_drivers.rows import add

    class Context:
        def __init__(self, session: Session) -> None:
            self.session = session
"""
ADDED = """
    from sqlalchemy.orm import Session

    def add(session: Session) -> None:
        with session.begin():
            session.flush()
"""


def not_lifted(tree: Tree, handler: str, driver: str = ADDED) -> list[str]:
    """Why the block of a driver stays where this is in the owner's module."""
    handle = dedent(OBJECTS) + dedent(handler)
    tree.write({"app/L6_drivers/rows.py": driver, "app/L4_handlers/handle.py": handle})
    err = tree.txn("migrate", "--lift", "app").err
    found = re.findall(r"not lifted: app/L6_drivers/rows.py:\d+: (.*)", err)
    assert ("1 lifted, 0 not" in err) is not bool(found)
    return found


def test_a_variable_is_the_same_all_through_the_block(tree: Tree) -> None:
    kept = """
        def handle(ctx: Context) -> None:
            session = ctx.session
            with session.begin():
                add(session)
    """
    assert not_lifted(tree, kept) == []
    of_an_object = kept.replace("(session)", "(ctx.session)").replace("with ", "with ctx.")
    (why,) = not_lifted(tree, of_an_object)
    assert why.startswith(f"it is kept in {HANDLE}.Context.session, whose transaction may be")
    used_behind = (
        kept.replace("add(session)", "mine = session").rstrip() + "\n            add(mine)"
    )
    (why,) = not_lifted(tree, used_behind)
    assert why.startswith(f"it is kept in {HANDLE}.Context.session")


UNKNOWN = """
    from typing import Any, Iterator
    from contextlib import contextmanager
    from operator import methodcaller
    from app.L6_drivers import rows

    pool: list[Any] = []
    registry: Any
    hook: Any

    class Proxy:
        def __getattr__(self, name: str) -> Any: ...

    class Unit:
        @contextmanager
        def begin(self) -> Iterator[Session]:
            yield Session()

    def handle(session: Session) -> None:
"""


@pytest.mark.parametrize(
    ("with_", "call", "reason"),
    [
        ("session.begin(nested=True)", "add(session)", "nothing calls"),
        ("Unit().begin() as session", "add(session)", "gets a new one"),
        ("session.begin()", "add(pool[0] or session)", "gets a new one"),
        ("session.begin()", "add(session); registry.add(1)", "of unknown type"),
        ("session.begin()", "add(session); hook(session)", "calls what has no type"),
        ("session.begin()", "add(session); getattr(rows, 'add')", "of unknown type"),
        ("session.begin()", "add(session); getattr(rows, 'other', 1)", ""),
        ("session.begin()", "add(session); methodcaller('add', 1)", "of unknown type"),
        ("session.begin()", "add(session); Proxy().add(1)", "of unknown type"),
    ],
)
def test_calls_of_which_nothing_is_known(tree: Tree, with_: str, call: str, reason: str) -> None:
    found = not_lifted(tree, f"{dedent(UNKNOWN)}    with {with_}:\n        {call}\n")
    assert len(found) == bool(reason)
    assert all(reason in why for why in found), found


HOLDS = """
    def handle(session: Session) -> None:
        with session.begin():
            add(session)
"""
CLOSURE = """
    from collections.abc import Callable
    from sqlalchemy.orm import Session
    HOOKS: list[Callable[[], None]] = []

    def add(session: Session) -> None:
        def job() -> None:
            with session.begin():
                session.flush()
        HOOKS.append(job)
"""
BESIDE = """
    from sqlalchemy.orm import Session

    class Saver:
        def add(self, session: Session) -> None:
            with session.begin():
                session.flush()

    class Api:
        def add(self, session: Session) -> None: ...

    class Both(Saver, Api): ...

    def add(session: Session) -> None:
        Saver().add(session)
"""
FOREIGN = """
    from queue import Queue
    from sqlalchemy.orm import Session

    class Sessions(Queue[Session]):
        def _put(self, item: Session) -> None:
            with item.begin():
                item.flush()

    def add(session: Session) -> None:
        Sessions()._put(session)
"""
MADE = """
    from collections.abc import Callable
    from sqlalchemy.orm import Session

    class Rows:
        def __init__(self, session: Session) -> None:
            with session.begin():
                session.flush()

    MAKERS: list[Callable[[Session], Rows]] = [Rows]

    def add(session: Session) -> None:
        Rows(session)
"""
ATTRIBUTE = """
    from collections.abc import Callable
    from typing import Protocol
    from sqlalchemy.orm import Session

    class Adds(Protocol):
        add: Callable[[Session], None]

    def add(session: Session) -> None:
        with session.begin():
            session.flush()
"""
UNTYPED = """
    from somewhere import Task  # type: ignore
    from sqlalchemy.orm import Session

    class Job(Task):
        def run(self, session: Session) -> None:
            with session.begin():
                session.flush()

    def add(session: Session) -> None:
        Job().run(session)
"""
RUN = """
    from sqlalchemy.orm import Session

    class Rows:
        def __call__(self, session: Session) -> None:
            with session.begin():
                session.flush()

    def add(session: Session) -> None:
        Rows()(session)
"""
CHAIN = """
    from sqlalchemy.orm import Session

    def add(session: Session) -> None:
        inner(session)

    def inner(session: Session) -> None:
        with session.begin():
            session.flush()
"""
OTHERWISE = "with something else, or hands it on, in line"


@pytest.mark.parametrize(
    ("driver", "reason"),
    [
        (CLOSURE, f"{ROWS}.add.job may run when {ROWS}.add is at its end"),
        (BESIDE, f"{ROWS}.Api.add calls {ROWS}.Saver.add {OTHERWISE} 12"),
        (FOREIGN, f"queue.Queue._put calls {ROWS}.Sessions._put {OTHERWISE} 6"),
        (MADE, f"{ROWS} calls {ROWS}.Rows.__init__ {OTHERWISE} 10"),
        (ATTRIBUTE, f"{ROWS}.Adds calls some add() of unknown type, in line 6"),
        (UNTYPED, f"a base of {ROWS}.Job calls {ROWS}.Job.run {OTHERWISE} 6"),
        (RUN, f"{ROWS}.Rows.__call__ is run by more than calls"),
        (CHAIN, ""),
    ],
)
def test_drivers_that_something_else_may_run(tree: Tree, driver: str, reason: str) -> None:
    assert not_lifted(tree, HOLDS, driver) == [reason][: bool(reason)]


def test_a_savepoint_is_no_transaction(tree: Tree) -> None:
    driver = ADDED.replace("begin()", "begin(nested=True)")
    tree.write({"app/L6_drivers/rows.py": driver, "app/L4_handlers/handle.py": OBJECTS})
    assert "lifted" not in tree.txn("migrate", "--lift", "app").err


def test_a_circle_that_nothing_enters(tree: Tree) -> None:
    driver = """
        from sqlalchemy.orm import Session

        def add(session: Session) -> None:
            with session.begin():
                more(session)

        def more(session: Session) -> None:
            add(session)
    """
    assert not_lifted(tree, "", driver) == [f"only what it calls calls {ROWS}.add"]


@pytest.mark.parametrize(("again", "is_lifted"), [("session", True), ("registry.session()", False)])
def test_a_function_that_calls_itself(tree: Tree, again: str, is_lifted: bool) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": f"""
                from typing import Any
                from sqlalchemy.orm import Session

                registry: Any

                def add(session: Session, left: int) -> None:
                    if left:
                        add({again}, left - 1)
                        return
                    with session.begin():
                        session.flush()
            """,
            "app/L4_handlers/handle.py": """
                from sqlalchemy.orm import Session
                from app.L6_drivers.rows import add

                def handle(session: Session) -> None:
                    with session.begin():
                        add(session, 3)
            """,
        }
    )
    assert ("1 lifted" in tree.txn("migrate", "--lift", "app").err) is is_lifted


def test_it_stays_where_the_session_is_kept(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy.orm import Session

                class Rows:
                    def __init__(self, session: Session) -> None:
                        self.session = session

                    def write(self) -> None:
                        with self.session.begin():
                            self.session.flush()
            """,
        }
    )
    assert (
        "mypy-txn: not lifted: app/L6_drivers/rows.py:9: it is kept in"
        " app.L6_drivers.rows.Rows.session, whose transaction may be another when it is used\n"
    ) in tree.txn("migrate", "--lift", "app").err


def test_an_engine_begins_another_transaction_each_time(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy import Engine

                def write(engine: Engine) -> None:
                    with engine.begin():
                        print(engine.url)
            """,
            "app/L4_handlers/handle.py": """
                from sqlalchemy import Engine
                from app.L6_drivers.rows import write

                def handle(engine: Engine) -> None:
                    with engine.begin():
                        write(engine)
            """,
        }
    )
    result = tree.txn("migrate", "--lift", "app")
    assert result.out == ""
    assert "lifted" not in result.err


def test_a_connection_may_hold_it(tree: Tree) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy import Connection, text

                def write(conn: Connection) -> None:
                    with conn.begin():
                        conn.execute(text("select 1"))
            """,
            "app/L4_handlers/handle.py": """
                from sqlalchemy import Engine
                from app.L6_drivers.rows import write

                def handle(engine: Engine) -> None:
                    with engine.begin() as conn:
                        write(conn)
                    with engine.connect() as conn2, conn2.begin():
                        write(conn2)
            """,
        }
    )
    result = tree.txn("migrate", "--lift", "app")
    assert "+def write(conn: WriteConnection) -> None:" in result.out
    assert result.err.endswith("1 lifted, 0 not, 1 narrowed, 0 left, no new type error\n")


def test_a_block_that_types_need_stays(tree: Tree) -> None:
    tree.write(
        {
            **TREE,
            "app/L6_drivers/rows.py": """
                from sqlalchemy.ext.asyncio import AsyncSession

                async def write(session: AsyncSession) -> None:
                    async with session.begin():  # type: ignore[txn-call]
                        await session.flush()
            """,
            "mypy.ini": "[mypy]\nplugins = mypy_txn.plugin\nstrict = True\n[mypy_txn]\n",
        }
    )
    result = tree.txn("migrate", "--lift", "app")
    assert result.out == ""
    assert (
        "mypy-txn: not lifted: app/L6_drivers/rows.py:5: without it mypy reports"
        ' app/L6_drivers/rows.py:5: error: Unused "type: ignore" comment  [unused-ignore]\n'
    ) in result.err
