"""`mypy-txn migrate --lift` takes away what begins a transaction that is begun already."""

from __future__ import annotations

import re

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
            for new in ("sessions()", "AsyncSession(engine)", "make()", "await got()")
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
                    "await write(registry.session())",
                    f"calls {ROWS}.write with something else, or hands it on",
                ),
                (
                    "HOOKS.append(write)",
                    f"calls {ROWS}.write with something else, or hands it on",
                ),
                ("await registry.write(other)", "calls a write() of unknown type"),
                ("asyncio.create_task(registry.write, other)", "calls a write() of unknown type"),
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


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("add(ctx.session)", ""),
        ("add(ctx.session); add(ctx.session)", ""),
        ("add(other.session)", f"{HANDLE}.Context.session"),
        ("ctx = other; add(ctx.session)", f"{HANDLE}.Context.session"),
        ("ctx.session = other.session; add(ctx.session)", f"{HANDLE}.Context.session"),
        ("add(Context(ctx.session).session)", f"{HANDLE}.Context.session"),
    ],
)
def test_the_session_of_one_object_is_the_same_all_through_the_block(
    tree: Tree, call: str, reason: str
) -> None:
    tree.write(
        {
            "app/L6_drivers/rows.py": """
                from sqlalchemy.orm import Session

                def add(session: Session) -> None:
                    with session.begin():
                        session.flush()
            """,
            "app/L4_handlers/handle.py": f"""
                from sqlalchemy.orm import Session
                from app.L6_drivers.rows import add

                class Context:
                    def __init__(self, session: Session) -> None:
                        self.session = session

                def handle(ctx: Context, other: Context) -> None:
                    with ctx.session.begin():
                        {call}
            """,
        }
    )
    result = tree.txn("migrate", "--lift", "app")
    found = re.findall(r"not lifted: app/L6_drivers/rows.py:\d+: it is kept in (.*),", result.err)
    assert found == [reason][: bool(reason)]
    assert ("1 lifted, 0 not" in result.err) is not bool(reason)


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
