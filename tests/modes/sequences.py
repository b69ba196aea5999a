"""Trees and what is done to them, one edit after the other.

Each text of a file has a length of its own: the daemon's file watcher compares whole seconds and
sizes before it looks at contents (mypy.fswatcher, 2.4.1).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from checking import INI

Edit = Mapping[str, str | None]


@dataclass(frozen=True)
class Sequence:
    """Edits to a tree.

    Attributes:
        start: the tree.
        edits: what is done to it.
        environment: whether the tree needs an interpreter of its own.
        thorough: whether it is worth what is slow: workers.
        cold: whether the reference has no cache at all, not even of the libraries.
        imports: whether it has libraries that mypy must find: ``recheck --update`` does not.

    """

    start: Edit
    edits: list[Edit]
    environment: bool = False
    thorough: bool = False
    cold: bool = False
    imports: bool = False


CONFIGURED = INI + "warn_unused_ignores = True\n"
# For the modules of the tree alone: the libraries come from the cache that all sequences share.
LENIENT = (
    CONFIGURED
    + "[mypy-app.*]\ncheck_untyped_defs = False\ndisallow_untyped_defs = False\n"
    + "disallow_incomplete_defs = False\ndisallow_untyped_calls = False\n"
)
START: Edit = {
    "mypy.ini": CONFIGURED,
    "app/db.py": "import sqlite3\nOpened = int\ndef opened() -> int: ...\n",
    "app/helpers.py": "x = 1\n",
    "app/L4_handlers/handle.py": "import sqlite3\nconn = sqlite3.connect('')\nconn.commit()\n",
    "app/L5_engines/rules.py": """
        import sqlite3

        def run(conn: sqlite3.Connection) -> None:
            conn.commit()
            conn.rollback()  # type: ignore[txn-call]
    """,
    "app/L5_engines/quiet.py": "import sqlite3\ntaken = sqlite3.Connection.commit\n",
    "app/L6_drivers/rows.py": """
        from app.db import Opened, opened

        def read(value: Opened) -> None:
            opened()
    """,
}
HANDLES = "import sqlite3\nOpened = sqlite3.Connection\ndef opened() -> sqlite3.Connection: ...\n"
UNCHECKED = """
    # mypy: no-check-untyped-defs, disable-error-code="no-untyped-def"
    from app.db import opened

    class Driver:
        def __init__(self) -> None:
            self._engine = None

        def connect(self):
            self._engine = opened()
            self._engine.commit()

        def write(self) -> None:
            if self._engine is not None:
                with self._engine:
                    self._engine.rollback()

    def execute(session, cursor):
        session.execute("select 1")
        cursor.execute(f"ROLLBACK TO {session}")  # type: ignore[txn-untyped]
"""
MATCHED = """
    import sqlite3
    from contextlib import closing

    def write(it: object) -> None:
        match it:
            case sqlite3.Connection():
                with it, closing(it):
                    it.executescript("select 1")
"""
ALIASES: Edit = {
    "mypy.ini": CONFIGURED,
    "app/names.py": "from sqlite3 import Cursor as Handle\n",
    "app/shown.py": "from app.names import Handle as Shown\nmade: list[Shown] = []\n",
    "app/uses.py": """
        from app.shown import Shown

        def taken() -> Shown: raise OSError

        class Holder:
            def held(self) -> Shown: raise OSError
    """,
    "app/helpers.py": "x = 1\n",
    "app/L6_drivers/uses.py": """
        from app import uses

        def read() -> object:
            return uses.taken() or uses.Holder().held()
    """,
    "app/L6_drivers/rows.py": """
        from app import shown
        from app.shown import Shown, made

        def read(value: Shown) -> None:
            value.close()
            for each in made:
                each.close()

        class Kept(Shown): ...
    """,
    "app/L5_engines/rules.py": """
        from app.L6_drivers import rows

        def run() -> None:
            rows.made[0].close()  # type: ignore[txn-call]
    """,
}
BASES: Edit = {
    "mypy.ini": CONFIGURED,
    "app/helpers.py": "x = 1\n",
    "app/base.py": "import sqlite3\nclass Repository: ...\n",
    "app/between.py": "from app.base import Repository\nclass Base(Repository): ...\n",
    "app/L6_drivers/rows.py": """
        from app.between import Base

        class Rows(Base):
            def write(self) -> None:
                self.opened.commit()

        def write(rows: Rows) -> None:
            rows.write()
            rows.opened.rollback()  # type: ignore[txn-call]
    """,
    "app/L5_engines/rules.py": """
        from app.L6_drivers.rows import Rows

        def run() -> None:
            with Rows() as rows:
                rows.write()
    """,
}
SESSION = """
    import sqlite3

    class Repository:
        def __init__(self) -> None:
            self.opened = sqlite3.connect("")
"""
INHERITS = "import sqlite3\nclass Repository(sqlite3.Connection): opened: sqlite3.Connection\n"
OWN: Edit = {
    "mypy.ini": CONFIGURED + "[mypy_txn]\nhandles = app.db.UnitOfWork\n",
    "app/helpers.py": "x = 1\n",
    "app/db.py": """
        class UnitOfWork:
            def commit(self) -> None: ...
            def count(self) -> int: return 1

        class Counter:
            def commit(self) -> None: ...

        def opened() -> Counter: return Counter()
    """,
    "app/L4_handlers/handle.py": "from app.db import UnitOfWork\nUnitOfWork().commit()\n",
    "app/L6_drivers/rows.py": """
        from app.db import Counter, opened

        def write(counter: Counter) -> None:
            counter.commit()
            opened().commit()

        def later(session):  # type: ignore[no-untyped-def]
            session.commit()
    """,
    "app/L5_engines/rules.py": """
        from app import db

        def run(uow: db.UnitOfWork) -> int:
            uow.commit()  # type: ignore[txn-call]
            return uow.count()
    """,
}
COUNTER_IS_ONE = """
    class UnitOfWork:
        def commit(self) -> None: ...
        def count(self) -> int: return 1

    class Counter(UnitOfWork): ...

    def opened() -> Counter: return Counter()
"""
OPENED_IS_ONE = """
    class UnitOfWork:
        def commit(self) -> None: ...
        def count(self) -> int: return 1

    class Counter:
        def commit(self) -> None: ...

    def opened() -> UnitOfWork: return UnitOfWork()
"""
MISSING: Edit = {
    "mypy.ini": CONFIGURED,
    "app/db.py": "import sqlite3\nclass Kept: ...\n",
    "app/rows.py": "from app.db import Kept\nclass Rows(Kept): ...\n",
    "app/L6_drivers/imports.py": """
        from app.db import connect

        def read() -> None:
            connect().close()
    """,
    "app/L6_drivers/members.py": """
        from app import db
        from app.rows import Rows

        class Named(db.Base): ...

        def read(value: db.Opened, rows: Rows, named: Named) -> None:
            value.commit()
            named.commit()
            rows[0].commit()
            with rows as opened:
                opened.commit()
            for row in rows:
                row.commit()
            (rows + rows).commit()
    """,
    "app/L6_drivers/ignored.py": """
        from app import db
        from app.db import connect  # type: ignore[attr-defined]

        def read(kept: db.Kept) -> None:
            connect().close()
            kept.opened.commit()  # type: ignore[attr-defined]
    """,
}
FOUND = """
    import sqlite3
    from collections.abc import Iterator

    class Kept:
        opened: sqlite3.Connection
        def __getitem__(self, key: int) -> sqlite3.Connection: ...
        def __enter__(self) -> sqlite3.Connection: ...
        def __exit__(self, *about: object) -> None: ...
        def __iter__(self) -> Iterator[sqlite3.Connection]: ...
        def __add__(self, other: Kept) -> sqlite3.Connection: ...

    class Base(sqlite3.Connection): ...
    Opened = sqlite3.Connection
    def connect() -> sqlite3.Connection: ...
"""
OLD: Edit = {
    "mypy.ini": CONFIGURED + "[mypy-app.L6_drivers.*]\ncheck_untyped_defs = False\n",
    "app/helpers.py": "x = 1\n",
    "app/others.py": "x = 1\n",
    "app/L6_drivers/__init__.py": "",
    "app/L6_drivers/rows.py": "def write(session):\n    session.commit()\n",
}
DRIVERS: Edit = {f"app/L6_drivers/rows{n}.py": f"x = {n}\n" for n in range(5)}
LAYERS: Edit = {
    "mypy.ini": CONFIGURED,
    "app/L5_engines/__init__.py": "import sqlite3\n",
    "app/L5_engines/quiet.py": START["app/L5_engines/quiet.py"],
    **DRIVERS,
}
IMPORTS_ROWS = "from app.L6_drivers import rows\n"
CALLS = "from app.L5_engines.rules import opened\ndef run() -> None: opened().commit()\n"
TOGETHER: Edit = {
    "mypy.ini": CONFIGURED,
    "app/L6_drivers/rows.py": CALLS,
    "app/L5_engines/rules.py": "import sqlite3\ndef opened() -> int: return 1\n",
}
CONNECTED = "import sqlite3\ndef opened() -> sqlite3.Connection: return sqlite3.connect('')\n"

SITE = "env/lib/python{}.{}/site-packages".format(*sys.version_info)
INSTALLED = f"{SITE}/sqlalchemy.dist-info/METADATA"
LIBRARY = f"{SITE}/sqlalchemy/orm/session.py"
SESSIONS = """
    class Session:
        def commit(self) -> None: ...
        def scalar(self) -> int: return 1
"""
UPGRADED_SESSIONS = """
    class _SessionMethods:
        def commit(self) -> None: ...

    class Session(_SessionMethods):
        def scalar(self) -> int: return 1
"""
WITH_LIBRARY: Edit = {
    "mypy.ini": CONFIGURED
    + "python_executable = env/bin/python\n[mypy-sqlalchemy.*]\nfollow_imports = normal\n",
    INSTALLED: "Metadata-Version: 2.1\nName: SQLAlchemy\nVersion: 2.0.51\n",
    f"{SITE}/sqlalchemy/py.typed": "",
    LIBRARY: SESSIONS,
    "app/helpers.py": "x = 1\n",
    "app/db.py": """
        from sqlalchemy.orm.session import Session

        MYPY_TXN_SQLALCHEMY_20: bool

        class Counter:
            def commit(self) -> None: ...

        if MYPY_TXN_SQLALCHEMY_20:
            Opened = Counter
        else:
            Opened = Session
    """,
    "app/L6_drivers/rows.py": """
        from app.db import Opened
        from sqlalchemy.orm.session import Session

        def write(opened: Opened, session: Session) -> None:
            opened.commit()
            session.commit()
            session.scalar()
    """,
}

UNTYPED: Edit = {
    "mypy.ini": CONFIGURED,
    "app/db.py": """
        from contextlib import AbstractContextManager
        from typing import Any, Protocol
        def opened() -> Any: ...
        class Queries(Protocol):
            def execute(self, query: str) -> object: ...
    """,
    "app/L6_drivers/rows.py": """
        from app.db import Queries, opened
        def enter() -> None:
            with opened() as session:
                session.add(1)
        def end(db: Queries) -> None:
            db.execute("COMMIT")
        def local() -> None:
            session = opened()
            session.flush()
    """,
}
TYPED = """
    from contextlib import AbstractContextManager
    from typing import Protocol
    class Basket:
        def add(self, item: int) -> None: ...
    def opened() -> AbstractContextManager[Basket]: raise NotImplementedError
    class Queries(Protocol):
        def execute(self, query: str) -> object: ...
        def is_no_handle(self) -> bool: ...
"""
ENTERED = """
    from sqlite3 import Connection
    class Transaction:
        def __enter__(self) -> Connection: raise NotImplementedError
        def __exit__(self, *exc: object) -> None: ...
    class Current:
        def __get__(self, of: object, owner: object = None) -> Connection: raise NotImplementedError
    class Provide:
        def __init__(self, function: object) -> None: ...
        def __call__(self) -> Connection: raise NotImplementedError
"""
BLOCKS: Edit = {
    "mypy.ini": CONFIGURED,
    "app/db.py": ENTERED,
    "app/L6_drivers/rows.py": """
        from app.db import Current, Provide, Transaction
        class Driver:
            current = Current()
            def run(self) -> None:
                print(self.current)
        @Provide
        def provided() -> None: ...
        def run() -> None:
            with Transaction():
                print(provided())
    """,
}
DEEP = """
    from sqlite3 import Connection
    class Quiet:
        def commit(self) -> None: ...
    class Inner:
        x: Quiet
"""
GROUNDS: Edit = {
    "mypy.ini": LENIENT,
    "app/deep.py": DEEP,
    "app/db.py": """
        from app.deep import Inner, Quiet
        class Owner:
            inner: Inner
            def make(self) -> Quiet: raise NotImplementedError
    """,
    "app/L6_drivers/rows.py": """
        import sqlite3
        def end(path):
            conn = sqlite3.connect(path)
            conn.commit()
    """,
    "app/L6_drivers/chained.py": """
        from app.db import Owner
        def reads():
            Owner().inner.x.commit()
        def made():
            Owner().make().commit()
    """,
}
REVERSIBLE = """
    from typing import Protocol
    class Reversible(Protocol):
        def rollback(self) -> None: ...
"""
DOMAIN: Edit = {
    "mypy.ini": CONFIGURED,
    "app/reversible.py": REVERSIBLE,
    "app/orders.py": """
        from typing import Protocol
        from app.reversible import Reversible
        class Order(Reversible, Protocol):
            def begin(self) -> None: ...
    """,
    "app/L6_drivers/rows.py": """
        from app.orders import Order
        def start(order: Order) -> None:
            order.begin()
    """,
}
RESTLESS = """
    from dataclasses import dataclass
    from sqlite3 import Connection
    LIMIT = 1
    @dataclass
    class Order:
        name: str
    def made() -> int: return 0
    def wrong() -> int: return ""
"""
BESIDE: Edit = {
    "mypy.ini": LENIENT,
    "app/core.py": RESTLESS,
    "app/L6_drivers/rows.py": """
        from app.core import Order, made
        def loaded(order):
            return order.name
        def used() -> None:
            print(made())
        def end(conn):
            conn.commit()
        LIMIT = 1  # type: ignore[txn-call]
    """,
    "app/L6_drivers/kinds.py": """
        from app.core import Order
        from app.L6_drivers.rows import loaded
        LIMIT = 1  # type: ignore[txn-call]
        class Special(Order):
            def load(self):
                return loaded(self)
    """,
}
COMPUTED = """
    from sqlite3 import Connection
    class Held:
        def __get__(self, of: object, owner: object = None) -> int: ...
    class Owner:
        held = Held()
    class Any_:
        def __getattr__(self, name: str) -> int: ...
    class Pair:
        __match_args__ = ("first", "second")
        first: int
        second: Connection
    def __getattr__(name: str) -> int: ...
"""
COMPUTERS: Edit = {
    "mypy.ini": CONFIGURED,
    "app/computed.py": COMPUTED,
    "app/L6_drivers/held.py": """
        import sqlite3
        from app.computed import Owner
        def held(owner: Owner) -> None:
            print(owner.held)
            sqlite3.connect("")
    """,
    "app/L6_drivers/named.py": """
        from app import computed
        def named(of: computed.Any_) -> None:
            print(of.anything)
        def of_the_module() -> None:
            print(computed.anything)
    """,
    "app/L6_drivers/matched.py": """
        from app.computed import Pair
        def matched(pair: object) -> None:
            match pair:
                case Pair(one):
                    print(one)
    """,
}
UNINFERRED = "import contextlib\n@contextlib.contextmanager\ndef entered() -> int: ...\n"
ENTERS = """\
from app.helpers import entered
def write() -> None:
    with entered() as conn:
        conn.commit()
"""
SEQUENCES: dict[str, Sequence] = {
    "what descriptors, __getattr__ and positions in a pattern yield, there and back": Sequence(
        COMPUTERS,
        [
            {
                "app/computed.py": COMPUTED.replace("-> int", "-> Connection").replace(
                    '("first", "second")', '("second", "first")'
                )
            },
            {"app/computed.py": COMPUTED},
        ],
        thorough=True,
    ),
    "a dataclass beside an error, which mypy takes for changed in each increment": Sequence(
        BESIDE,
        [
            {"app/core.py": RESTLESS.replace("LIMIT = 1", "LIMIT = ''")},
            {
                "app/core.py": RESTLESS.replace(
                    "made() -> int: return 0", "made() -> Connection: ..."
                )
            },
            {"app/core.py": RESTLESS},
        ],
        thorough=True,
    ),
    "what code that mypy does not check is built on, there and back": Sequence(
        GROUNDS,
        [{"app/deep.py": DEEP.replace("x: Quiet", "x: Connection")}, {"app/deep.py": DEEP}],
        thorough=True,
    ),
    "what blocks, descriptors and decorators yield, there and back": Sequence(
        BLOCKS,
        [{"app/db.py": ENTERED.replace("-> Connection", "-> int")}, {"app/db.py": ENTERED}],
        thorough=True,
    ),
    "what a member of a Protocol takes, there and back": Sequence(
        DOMAIN,
        [
            {"app/reversible.py": REVERSIBLE.replace("self", "self, reason: str")},
            {"app/reversible.py": REVERSIBLE},
        ],
    ),
    "an unrelated file": Sequence(
        START,
        [
            {"app/helpers.py": "x = 22\n"},
            {"app/helpers.py": "x = 'three'\n"},
            {"app/L4_handlers/handle.py": "x = 1\n"},
        ],
    ),
    "a dependency's types, there and back": Sequence(
        START,
        [
            {"app/db.py": HANDLES},
            {"app/helpers.py": "x = 22\n"},
            {"app/db.py": START["app/db.py"]},
            {"app/helpers.py": "x = 333\n"},
        ],
        thorough=True,
        cold=True,
    ),
    "a module fixed and broken again": Sequence(
        START,
        [
            {"app/L5_engines/rules.py": "x = 1\n"},
            {"app/helpers.py": "x = 22\n"},
            {"app/L5_engines/rules.py": START["app/L5_engines/rules.py"]},
            {"app/L5_engines/rules.py": ""},
            {"app/L5_engines/quiet.py": ""},
            {"app/L5_engines/quiet.py": START["app/L5_engines/quiet.py"]},
        ],
    ),
    "files added, deleted and moved to another layer": Sequence(
        START,
        [
            {"app/L6_drivers/new.py": START["app/L5_engines/rules.py"]},
            {"app/L6_drivers/new.py": None},
            {"app/L5_engines/quiet.py": None, "app/L4_handlers/quiet.py": "import sqlite3\n"},
            {"app/helpers.py": "x = 22\n"},
        ],
    ),
    "a file moved out of the layers and back": Sequence(
        START,
        [
            {"app/L5_engines/rules.py": None, "app/rules.py": START["app/L5_engines/rules.py"]},
            {"app/helpers.py": "x = 22\n"},
            {
                "app/rules.py": None,
                "app/L6_drivers/more.py": START["app/L5_engines/rules.py"],
                "app/db.py": HANDLES,
            },
            {"app/L6_drivers/rows.py": None},
            {"app/L6_drivers/rows.py": START["app/L6_drivers/rows.py"]},
        ],
    ),
    "a syntax error made and mended": Sequence(
        START,
        [
            {"app/helpers.py": "def broken(:\n"},
            {"app/helpers.py": "x = 1\n"},
            {"app/L5_engines/rules.py": "def broken(:\n"},
            {"app/helpers.py": "x = 22\n"},
            {"app/L5_engines/rules.py": START["app/L5_engines/rules.py"]},
            {"app/db.py": "def broken(:\n"},
            {"app/db.py": HANDLES},
        ],
    ),
    "a type that mypy could not infer, from the cache": Sequence(
        START,
        [
            {"app/helpers.py": UNINFERRED, "app/L6_drivers/rows.py": ENTERS},
            {"app/L6_drivers/rows.py": ENTERS + "x = 1\n"},
        ],
    ),
    "a module that comes and goes while another has a syntax error": Sequence(
        START,
        [
            {"app/helpers.py": "def broken(:\n", "app/L6_drivers/zeal.py": "x = 1\n"},
            {"app/L6_drivers/zeal.py": None},
            {"app/helpers.py": "x = 1\n"},
            {"app/helpers.py": "x = 22\n"},
        ],
    ),
    "code that mypy does not check": Sequence(
        START,
        [
            {"app/L6_drivers/rows.py": UNCHECKED},
            {"app/db.py": HANDLES},
            {"app/helpers.py": "x = 22\n"},
            {"app/db.py": START["app/db.py"]},
            {"app/L6_drivers/rows.py": MATCHED},
            {"app/helpers.py": "x = 333\n"},
            {"app/L6_drivers/rows.py": START["app/L6_drivers/rows.py"]},
        ],
        thorough=True,
        cold=True,
    ),
    "an ignore comment added and removed": Sequence(
        START,
        [
            {
                "app/L5_engines/quiet.py": "import sqlite3\n"
                "taken = sqlite3.Connection.commit  # type: ignore[txn-call]\n"
            },
            {"app/helpers.py": "x = 22\n"},
            {
                "app/L5_engines/quiet.py": "import sqlite3\n"
                "taken = sqlite3.Connection.commit  # type: ignore[txn]\n"
            },
            {
                "app/L5_engines/quiet.py": "import sqlite3\n"
                "taken = sqlite3.Connection.cursor  # type: ignore[txn-call]\n"
            },
            {"app/helpers.py": "x = 333\n"},
            {"app/L5_engines/quiet.py": START["app/L5_engines/quiet.py"]},
        ],
    ),
    "an alias that is pointed elsewhere": Sequence(
        ALIASES,
        [
            {"app/names.py": "from sqlite3 import Connection as Handle\n"},
            {"app/helpers.py": "x = 22\n"},
            {"app/shown.py": "from sqlite3 import Cursor as Shown\nmade: list[Shown] = []\n"},
            {"app/shown.py": ALIASES["app/shown.py"]},
            {"app/names.py": ALIASES["app/names.py"]},
        ],
    ),
    "a base class that gains a session": Sequence(
        BASES,
        [
            {"app/base.py": SESSION},
            {"app/helpers.py": "x = 22\n"},
            {"app/base.py": INHERITS},
            {"app/helpers.py": "x = 333\n"},
            {"app/base.py": SESSION},
            {"app/base.py": BASES["app/base.py"]},
        ],
    ),
    "what is missing comes to exist": Sequence(
        MISSING,
        [
            {"app/db.py": FOUND},
            {"app/db.py": MISSING["app/db.py"]},
        ],
    ),
    "what has no type gets one": Sequence(
        UNTYPED,
        [{"app/db.py": TYPED}, {"app/db.py": UNTYPED["app/db.py"]}],
    ),
    "files deleted and nothing else": Sequence(
        OLD,
        [{"app/helpers.py": None}, {"app/others.py": None}],
    ),
    "a layer deleted and nothing else": Sequence(
        LAYERS,
        [dict.fromkeys(("app/L6_drivers/__init__.py", *DRIVERS))],
    ),
    "a module deleted that another begins to import": Sequence(
        START,
        [
            {"app/L6_drivers/rows.py": None, "app/rules.py": IMPORTS_ROWS},
            {"app/L6_drivers/rows.py": START["app/L6_drivers/rows.py"], "app/rules.py": None},
            {
                "app/db.py": HANDLES,
                "app/L6_drivers/rows.py": None,
                "app/others.py": IMPORTS_ROWS,
            },
            {"app/helpers.py": "x = 22\n"},
        ],
    ),
    "a module edited together with what it is built on": Sequence(
        TOGETHER,
        [
            {
                "app/L6_drivers/rows.py": CALLS + "\nx = 1\n",
                "app/L5_engines/rules.py": CONNECTED,
            },
            {
                "app/L6_drivers/rows.py": CALLS,
                "app/L5_engines/rules.py": CONNECTED.replace("Connection:", "Cursor:"),
            },
        ],
    ),
    "handles of a project's own": Sequence(
        OWN,
        [
            {"app/db.py": COUNTER_IS_ONE},
            {"app/helpers.py": "x = 22\n"},
            {"app/db.py": OPENED_IS_ONE},
            {"app/db.py": OWN["app/db.py"]},
        ],
    ),
    "the configuration changed": Sequence(
        OWN,
        [
            {"mypy.ini": CONFIGURED},
            {"mypy.ini": CONFIGURED + "[mypy_txn]\nhandles = app.db.Counter, app.db.UnitOfWork\n"},
            {"mypy.ini": CONFIGURED + "[mypy_txn]\nhandle_names = nothing\nowner = L5\n"},
            {"app/helpers.py": "x = 22\n"},
            {"mypy.ini": CONFIGURED + "[mypy_txn]\nhandlers = app.db.Counter\n"},
            {"app/helpers.py": "x = 333\n"},
            {"mypy.ini": CONFIGURED + "[mypy_txn.layers]\nL5 = app.L6_*\nL6 = app.L5_*\n"},
            {"mypy.ini": CONFIGURED + "[mypy-app.*]\ndisable_error_code = txn-call\n"},
            {"mypy.ini": OWN["mypy.ini"]},
        ],
        thorough=True,
        cold=True,
    ),
    "a stub in the place of code": Sequence(
        START,
        [
            {"app/L5_engines/rules.pyi": "def run(conn: object) -> None: ...\n"},
            {"app/helpers.py": "x = 22\n"},
            {"app/L5_engines/rules.pyi": ""},
            {"app/L5_engines/rules.pyi": None, "app/L5_engines/rules.py": None},
            {"app/L5_engines/rules.py": START["app/L5_engines/rules.py"]},
            {"app/L6_drivers/empty.pyi": ""},
            {"app/L6_drivers/empty.pyi": None},
        ],
    ),
    "SQLAlchemy upgraded": Sequence(
        WITH_LIBRARY,
        [
            {
                INSTALLED: "Metadata-Version: 2.1\nName: SQLAlchemy\nVersion: 2.1.0b1\n",
                LIBRARY: UPGRADED_SESSIONS,
            },
            {"app/helpers.py": "x = 22\n"},
            {INSTALLED: WITH_LIBRARY[INSTALLED], LIBRARY: SESSIONS},
        ],
        environment=True,
        thorough=True,
        cold=True,
    ),
}
