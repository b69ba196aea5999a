"""Trees in which the verdict depends on what mypy records no dependency on, and edits of that."""

from __future__ import annotations

from typing import Final

from .sequences import CONFIGURED, LENIENT, Edit, Sequence

PLAIN: Final = "class Deep:\n    def commit(self) -> None: ...\n"
HANDLE: Final = "import sqlite3\nclass Deep(sqlite3.Connection): ...\n"
RESULT: Final = "class Result: ...\n"
TEXTS: Final = "import enum\nclass Sql(enum.StrEnum):\n    END = 'select 2'\n"
BASE: Final = "from typing import Any\nclass Base:\n    session: object\n"
MIDDLE: Final = "from app.ending import Ending\nclass Middle(Ending): ...\n"
SPECIAL: Final = """
    import sqlite3
    from collections.abc import Generator

    class Descriptor:
        def __get__(self, instance: object, owner: object) -> int: raise OSError

    class Next:
        def __next__(self) -> int: raise OSError
        def __iter__(self) -> "Next": return self

    class Awaited:
        def __await__(self) -> Generator[None, None, int]: raise OSError

    class Called:
        def __call__(self, key: str) -> int: raise OSError
"""
HANDING: Final = SPECIAL.replace("-> int", "-> sqlite3.Connection").replace(
    "int]", "sqlite3.Connection]"
)
NAMED: Final = "from sqlite3 import Connection as Named\n__all__ = ['Named']\n"
ALIAS: Final = """
    import sqlite3
    from typing_extensions import TypeAliasType
    Alias = TypeAliasType("Alias", int)
    Either = int | None
"""
NEW: Final = "class New:\n    def __new__(cls) -> 'New': raise OSError\n"
BEHIND: Edit = {
    "mypy.ini": LENIENT,
    "app/deep.py": PLAIN,
    "app/result.py": RESULT,
    "app/texts.py": TEXTS,
    "app/ending.py": "class Ending:\n    def end(self) -> object: ...\n",
    "app/middle.py": MIDDLE,
    "app/alias.py": ALIAS,
    "app/new.py": NEW,
    "app/special.py": SPECIAL,
    "app/names.py": NAMED,
    "app/db.py": """
        from collections.abc import Callable
        from typing import Generic, Literal, Protocol, TypeVar

        from app import special
        from app.alias import Alias, Either
        from app.deep import Deep
        from app.new import New
        from app.result import Result
        from app.texts import Sql

        T = TypeVar("T")

        class Own:
            def all(self) -> list[Deep]: raise OSError

        class Block:
            def __enter__(self) -> Deep: raise OSError
            def __exit__(self, *about: object) -> None: ...

        class Closes(Protocol):
            def close(self) -> Result: ...

        class Commits(Closes, Protocol):
            def commit(self) -> None: ...

        class Box(Generic[T]):
            def item(self) -> T: raise OSError

        class Boxed(Box[Deep]): ...

        class Anything:
            def __getattribute__(self, name: str) -> Deep: raise OSError

        class Iterates:
            def __next__(self) -> Deep: raise OSError
            def __iter__(self) -> "Iterates": return self

        class Iterable:
            def __iter__(self) -> Iterates: raise OSError

        class Aliased:
            item: Alias

        class Between(Box[Either]): ...

        def aliasing(function: Callable[[], int]) -> Callable[[], Either]: raise OSError

        @aliasing
        def through_alias() -> int: return 1

        class Newer(New): ...

        class Meta(type):
            item = special.Descriptor()

        class Special(metaclass=Meta):
            own = special.Descriptor()
            either: special.Descriptor | int
            __getitem__ = special.Called()
            def __iter__(self) -> special.Next: raise OSError
            def __aenter__(self) -> special.Awaited: raise OSError
            async def __aexit__(self, *about: object) -> None: ...

        def which() -> Literal[Sql.END]: raise OSError

        def decorator(function: Callable[[], int]) -> Callable[[], Deep]: raise OSError

        @decorator
        def decorated() -> int: return 1
    """,
    "app/L5_engines/rules.py": "import sqlite3\nx = sqlite3.connect('')\n",
    "app/L6_drivers/unchecked.py": """
        from app.db import Own

        def read(a):
            return Own().all()
    """,
    "app/L6_drivers/blocks.py": """
        from app.db import Block

        def read() -> None:
            with Block():
                print(1)
    """,
    "app/L6_drivers/protocols.py": """
        from app.db import Commits

        def read(value: Commits) -> None:
            value.commit()
    """,
    "app/L6_drivers/texts.py": """
        from sqlite3 import Cursor
        from app import db
        from app.texts import Sql

        def read(cursor: Cursor, sql: Sql) -> None:
            cursor.execute(sql)

        def literal(cursor: Cursor) -> None:
            cursor.execute(db.which())
    """,
    "app/L6_drivers/special.py": """
        from app.db import Special

        async def read(one: Special) -> object:
            async with one as entered:
                print(entered)
            for each in one:
                print(each)
            return [one.own, one.either, Special.item, one["key"], [each for each in one]]
    """,
    "app/L6_drivers/named.py": """
        from app import names

        def read(value: names.Named) -> None:
            value.close()
    """,
    "app/L6_drivers/overrides.py": """
        from app.middle import Middle

        class Own(Middle): ...

        def read(own: Own) -> object:
            return own.end()
    """,
    "app/L6_drivers/values.py": """
        from app import db

        def decorated() -> object:
            return db.decorated()

        def generic(boxed: db.Boxed) -> object:
            return boxed.item()

        def computed(one: db.Anything) -> object:
            return one.anything

        def iterated(many: db.Iterable) -> object:
            return [one for one in many]

        def aliased(one: db.Aliased) -> object:
            return one.item

        def new() -> object:
            return db.Newer()
    """,
    "app/L6_drivers/through_aliases.py": """
        from app import db

        def generic(one: db.Between) -> object:
            return one.item()

        def decorated() -> object:
            return db.through_alias()
    """,
}
KEPT: Edit = {
    "mypy.ini": LENIENT,
    "app/base.py": BASE,
    "app/hands.py": "from typing import Any\ndef finish(s: Any) -> None: ...\n",
    "app/L6_drivers/bases.py": """
        from app.base import Base
        from mypy_txn import ReadWriteSession

        class Rows(Base):
            def __init__(self, ro: ReadWriteSession) -> None:
                object.__setattr__(self, "session", ro)
    """,
    "app/L6_drivers/given.py": """
        from app.hands import finish
        from mypy_txn import ReadWriteSession

        def give(ro: ReadWriteSession) -> None:
            finish(ro)
    """,
}
HANDED_ON: Final = """
    import kombu, mydb

    conn = {}.connect()

    class Holder:
        conn: {}.Connection
        async def made(self) -> {}.Connection: raise OSError
"""
FROM_MYDB: Final = HANDED_ON.replace("{}", "mydb")
FROM_KOMBU: Final = HANDED_ON.replace("{}", "kombu")  # with which nobody can reach a database
FIRST: Final = "from app.db import First as Session\n"
STANDING_FOR: Edit = {
    "mypy.ini": CONFIGURED + "[mypy-kombu,mydb]\nignore_missing_imports = True\n",
    "app/shared.py": FROM_MYDB,
    "app/middle.py": """
        from app import shared
        from app.shared import conn as again
        conn = shared.conn
    """,
    "app/L6_drivers/given.py": """
        from app import middle, shared
        from app.middle import again, conn

        async def run(holder: shared.Holder) -> None:
            conn.commit()
            again.commit()
            middle.conn.commit()
            holder.conn.commit()
            session = await holder.made()
            session.commit()
    """,
    "app/db.py": """
        import sqlite3
        class Db(sqlite3.Connection): ...
        First = Db
        Second = Db
    """,
    "app/names.py": FIRST,
    "app/further.py": "from app.names import Session as Session\n",
    "app/L5_engines/rules.py": """
        from app import names
        from app.further import Session

        def run(one: Session, other: names.Session) -> None: ...
    """,
}
HARMLESS: Final = "from app.q import Q as T\n__all__ = ['T']\n"
LEADING: Edit = {
    "mypy.ini": LENIENT,
    "app/q.py": "class Q:\n    def commit(self) -> None: ...\n",
    "app/deep.py": HARMLESS,
    "app/further.py": "from app import deep as deep\nU = deep.T\n",
    "app/db.py": """
        from collections.abc import Callable
        from functools import cached_property
        from typing import Generic, overload
        from typing_extensions import TypeVar
        from app import deep, further
        from app.deep import T

        X = TypeVar("X", default=T)

        class Box(Generic[X]): ...

        class Base:
            def __init__(self, function: Callable[[T], None]) -> None: ...
            @property
            def one(self) -> T: raise OSError
            @classmethod
            def made(cls) -> T: raise OSError
            @cached_property
            def kept(self) -> T: raise OSError
            @overload
            def each(self, key: int) -> T: ...
            @overload
            def each(self, key: str) -> int: ...
            def each(self, key: object) -> object: raise OSError
            def __enter__(self) -> further.deep.T: raise OSError
            def __exit__(self, *about: object) -> None: ...

        Alias = deep.T
        def through_a_module() -> further.deep.T: raise OSError
        def through_an_alias() -> further.U: raise OSError
    """,
    "app/middle.py": "from app.db import Base\nclass Own(Base): ...\n",
    "app/L6_drivers/rows.py": """
        from app import db
        from app.db import Alias
        from app.middle import Own

        def run(own: Own, alias: Alias) -> None:
            own.one.commit()
            Own.made().commit()
            own.kept.commit()
            own.each(1).commit()
            with own as entered:
                entered.commit()
            db.through_a_module().commit()
            db.through_an_alias().commit()
    """,
    "app/L6_drivers/constructed.py": """
        from app.middle import Own

        def run() -> None:
            Own(lambda one: one.commit())
    """,
    "app/L6_drivers/default.py": """
        from app.db import Box

        def run(box: Box) -> None: ...
    """,
    "app/L5_engines/rules.py": "import sqlite3\nx = sqlite3.connect('')\n",
}
LIBRARIES: Edit = {
    "mypy.ini": LENIENT,
    "app/helpers.py": "import json\n",
    "app/others.py": "import click\n",
    "app/L6_drivers/rows.py": "import sqlite3\nx = sqlite3.connect('')\n",
}
MOVED: Final = """
    from sqlite3 import Connection

    def outer() -> None:
        def moved(conn: Connection) -> None:
            conn.commit()
"""
EMPTIED: Final = "from sqlite3 import Connection\n\ndef outer() -> None: ...\n"
BASELINED: Edit = {
    "mypy.ini": CONFIGURED + "[mypy_txn]\nbaseline = txn-baseline.json\n",
    "txn-baseline.json": """
        {"format": 1, "violations": [
        {"path": "app/L6_drivers/old.py", "symbol": "outer.moved", "code": "txn-annotation",
         "text": "Connection"},
        {"path": "app/L6_drivers/old.py", "symbol": "outer.moved", "code": "txn-call",
         "text": "conn.commit()"},
        null]}
    """,
    "app/L5_engines/rules.py": "import sqlite3\nx = sqlite3.connect('')\n",
    "app/L6_drivers/old.py": "x = 1\n",
    "app/L6_drivers/new.py": MOVED,
}
UNRECORDED: Final = {
    "what types are made of": Sequence(
        BEHIND,
        [
            {"app/deep.py": HANDLE},
            {"app/deep.py": PLAIN},
            {"app/result.py": "from typing import Protocol\nclass Result(Protocol): ...\n"},
            {"app/result.py": RESULT, "app/texts.py": TEXTS.replace("select 2", "commit")},
            {
                "app/texts.py": TEXTS + "    NEW = 'rollback'\n",
                "app/base.py": BASE + "    a: int\n",
            },
            {
                "app/texts.py": TEXTS,
                "app/middle.py": """
                    import sqlite3
                    from app.ending import Ending
                    class Middle(Ending):
                        def end(self) -> sqlite3.Connection: raise OSError
                """,
            },
            {"app/middle.py": MIDDLE, "app/alias.py": ALIAS.replace("int", "sqlite3.Connection")},
            {
                "app/alias.py": ALIAS,
                "app/special.py": HANDING,
                "app/new.py": "import sqlite3\n" + NEW.replace("'New'", "sqlite3.Connection"),
            },
            {
                "app/new.py": NEW,
                "app/special.py": SPECIAL,
                "app/names.py": "from app.result import Result as Named\n",
            },
            {"app/names.py": NAMED},
        ],
        thorough=True,
    ),
    "what restricted sessions are given to": Sequence(
        KEPT,
        [
            {"app/base.py": BASE.replace("object", "Any")},
            {"app/base.py": BASE, "app/hands.py": "def finish(s) -> None: ...\n"},
        ],
        imports=True,
    ),
    "what names lead to": Sequence(
        LEADING,
        [
            {"app/deep.py": "from sqlite3 import Connection as T\n__all__ = ['T']\n"},
            {"app/deep.py": HARMLESS},
        ],
    ),
    "the last import of a library removed": Sequence(
        LIBRARIES,
        [
            {"app/helpers.py": "x = 1\n"},
            {"app/L6_drivers/rows.py": "import sqlite3\n\nx = sqlite3.connect('')\n"},
            {"app/others.py": "x = 1\n"},
            {"app/helpers.py": "x = 22\n"},
        ],
        imports=True,
    ),
    "an ignore comment without a code": Sequence(
        {
            "mypy.ini": CONFIGURED + "enable_error_code = ignore-without-code\n",
            "app/L6_drivers/rows.py": "import sqlite3\nx = sqlite3.connect('')  # type: ignore\n",
        },
        [
            {"app/L6_drivers/rows.py": "import sqlite3\n\nsqlite3.connect('')  # type: ignore\n"},
            {"app/L6_drivers/rows.py": "import sqlite3\n\nx = sqlite3  # type: ignore\n"},
        ],
    ),
    "what names stand for": Sequence(
        STANDING_FOR,
        [
            {"app/shared.py": FROM_KOMBU},
            {"app/shared.py": FROM_MYDB, "app/names.py": FIRST.replace("First", "Second")},
            {"app/names.py": FIRST},
        ],
    ),
    "what the baseline accepts moves": Sequence(
        BASELINED,
        [
            {"app/L6_drivers/old.py": MOVED},
            {"app/L6_drivers/old.py": EMPTIED},
            {"app/L6_drivers/old.py": None},
            {"app/L6_drivers/old.py": MOVED},
        ],
    ),
}
