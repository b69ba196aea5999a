"""Every way to write a type: what names the handle is replaced, and nothing else."""

from __future__ import annotations

import pytest

from migration.marked import WISHES, check, check_left, rewritten
from mypy_txn.migration import Replacement, rewrite

SYNC = "from sqlalchemy.orm import Session\n"
TYPES = [
    ("Session", "ReadWriteSession"),
    ('"Session"', '"ReadWriteSession"'),
    ("'''Session'''", "'''ReadWriteSession'''"),
    ("Optional[Session]", "Optional[ReadWriteSession]"),
    ('Optional["Session"]', 'Optional["ReadWriteSession"]'),
    ('"Optional[Session]"', '"Optional[ReadWriteSession]"'),
    ("\"Optional['Session']\"", "\"Optional['ReadWriteSession']\""),
    ("Session | None", "ReadWriteSession | None"),
    ("None|Session", "None|ReadWriteSession"),
    ("( # why\n    Session  # this\n    | None\n)", None),
    ("Annotated[Session, Depends(get)]", "Annotated[ReadWriteSession, Depends(get)]"),
    ("list[Session]", "list[ReadWriteSession]"),
    ("dict[str, tuple[Session, ...]]", "dict[str, tuple[ReadWriteSession, ...]]"),
    ("Callable[[Session, int], Session]", "Callable[[ReadWriteSession, int], ReadWriteSession]"),
    ("Iterator[ Session ]", "Iterator[ ReadWriteSession ]"),
    ("(Session)", "(ReadWriteSession)"),
    ("app.Maker[Session]", "app.Maker[ReadWriteSession]"),
]


@pytest.mark.parametrize(("old", "new"), TYPES)
def test_every_mention_in_a_type_is_replaced(old: str, new: str | None) -> None:
    new = new or old.replace("Session", "ReadWriteSession")
    for code in (
        "def f(s: {}) -> None: ...  # s\n",
        "def f(a, *s: {}, b=1): ...\n",
        "async def f() -> {}: ...\n",
        "class C:\n    s: {} = None\n",
        "def f(self, s):\n    self.s: {} = s\n",
        "x: {}\n",
    ):
        check(
            SYNC + code.format("⟨S⟩" + old),
            "from mypy_txn import ReadWriteSession\n" + code.format(new),
        )


def test_a_place_inside_a_type_is_that_type() -> None:
    check(
        SYNC + "def f(s: dict[str, ⟨S⟩Session]): ...\n",
        "from mypy_txn import ReadWriteSession\ndef f(s: dict[str, ReadWriteSession]): ...\n",
    )


@pytest.mark.parametrize(
    ("header", "old"),
    [
        ("from sqlalchemy import orm\n", "orm.Session"),
        ("import sqlalchemy as sa\n", "sa.orm.Session"),
        ("import sqlalchemy.orm\n", "sqlalchemy.orm.Session"),
        ("import sqlalchemy.orm.session as orm\n", "orm.Session"),
        ("from sqlalchemy.orm import Session as Db\n", "Db"),
        ("from sqlalchemy.orm.session import Session\n", "Session"),
        ("from sqlalchemy import orm\n", '"orm.Session"'),
    ],
)
def test_the_handle_by_any_import(header: str, old: str) -> None:
    new = '"ReadWriteSession"' if '"' in old else "ReadWriteSession"
    check(
        f"{header}def f(s: ⟨S⟩{old}) -> None: ...\n",
        f"from mypy_txn import ReadWriteSession\ndef f(s: {new}) -> None: ...\n",
    )


def test_a_star_import_is_left() -> None:
    check(
        "from sqlalchemy.orm import *\ndef f(s: ⟨S⟩Session): ...\n",
        "from mypy_txn import ReadWriteSession\nfrom sqlalchemy.orm import *\n"
        "def f(s: ReadWriteSession): ...\n",
    )


def test_arguments_go_with_a_generic_handle() -> None:
    check(
        "from sqlalchemy.orm import Session, scoped_session\n"
        "def f(s: ⟨scoped⟩scoped_session[Session] | None): ...\n",
        "from mypy_txn import ReadWriteSession\nfrom sqlalchemy.orm import Session\n"
        "def f(s: ReadWriteSession | None): ...\n",
    )


@pytest.mark.parametrize("marks", ["⟨R⟩⟨scoped⟩", "⟨scoped⟩⟨R⟩"])
def test_what_stands_inside_of_another_mention_goes_with_it(marks: str) -> None:
    check(
        "from sqlalchemy.orm import Session, scoped_session\n"
        f"def f(s: {marks}scoped_session[Session]): ...\n",
        "from mypy_txn import ReadWriteSession\ndef f(s: ReadWriteSession): ...\n",
    )


def test_values_in_a_type_are_left() -> None:
    check(
        SYNC + "def f(s: ⟨S⟩Annotated[Session, Session, 'Session'] | Literal['Session']): ...\n",
        "from mypy_txn import ReadWriteSession\n"
        + SYNC
        + "def f(s: Annotated[ReadWriteSession, Session, 'Session'] | Literal['Session']): ...\n",
    )


def test_two_handles_in_one_type() -> None:
    check(
        "from sqlalchemy.ext.asyncio import AsyncSession\n"
        + SYNC
        + "def f(s: ⟨S⟩⟨A⟩Session | AsyncSession): ...\n",
        "from mypy_txn import AsyncReadWriteSession, ReadWriteSession\n"
        "def f(s: ReadWriteSession | AsyncReadWriteSession): ...\n",
    )


def test_of_two_wishes_for_one_place_the_first_is_done() -> None:
    done = rewritten(SYNC + "def f(s: ⟨S⟩⟨R⟩Session): ...\n")
    assert b"def f(s: ReadWriteSession)" in done.source
    assert b"ReadOnlySession" not in done.source
    assert [reason for _, reason in done.left] == ["it becomes ReadWriteSession already"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def f(⟨new⟩session): ...", "def f(session: {}): ..."),
        ("def f(⟨new⟩session=None): ...", "def f(session: {} | None = None): ..."),
        ("def f(⟨new⟩session = None, /): ...", "def f(session: {} | None = None, /): ..."),
        ("def f(*, ⟨new⟩session=Depends(get)): ...", "def f(*, session: {} = Depends(get)): ..."),
        ("def f(*⟨new⟩sessions, **⟨new⟩more): ...", "def f(*sessions: {0}, **more: {0}): ..."),
        ("def f(⟨new⟩session \\\n  =1): ...", "def f(session: {} \\\n  =1): ..."),
    ],
)
def test_a_parameter_without_a_type_gets_one(old: str, new: str) -> None:
    name = "ReadWriteSession"
    check(f"{old}\n", f"from mypy_txn import {name}\n\n\n{new.format(name)}\n")


def test_a_type_that_says_nothing() -> None:
    check(
        "from typing import Any\n\nfrom app import x\n\n\ndef f(session: ⟨Any⟩Any): ...\n",
        "from mypy_txn import ReadWriteSession\n\nfrom app import x\n\n\n"
        "def f(session: ReadWriteSession): ...\n",
    )
    check(
        "import typing as t\n\n\ndef f(a: t.Any, session: ⟨new⟩t.Optional[t.Any]): ...\n",
        "import typing as t\n\nfrom mypy_txn import ReadWriteSession\n\n\n"
        "def f(a: t.Any, session: t.Optional[ReadWriteSession]): ...\n",
    )


TYPE_COMMENTS = [
    ("def f(s):\n    # type: (⟨S⟩Session) -> None\n    pass\n", 1),
    ("⟨S⟩def f(s):  # type: (Session) -> Session  # why\n    pass\n", 2),
    ("class C:\n    def f(self, a, ⟨S⟩s):\n        # type: (int, Optional[Session]) -> X\n"
     "        pass\n", 1),
    ("def f(a, **⟨S⟩s):\n    # type: (int, **Session) -> X\n    pass\n", 1),
    ("def f(a, *⟨S⟩s):\n    # type: (int, *Session) -> X\n    pass\n", 1),
    ("def f(a,  # type: int\n      ⟨S⟩s,  # type: Session\n      ):\n"
     "    # type: (...) -> None\n    pass\n", 1),
    ("def f(a,  # type: int\n      ⟨S⟩s  # type: Session\n      ):\n    # type: (...) -> None\n"
     "    pass\n", 1),
    ("⟨S⟩x = None  # type: Session\n", 1),
    ("class C:\n    def f(self):\n        ⟨S⟩self.x = None  # type: Optional[Session]\n", 1),
    ("⟨S⟩for x in y:  # type: Session\n    pass\n", 1),
    ("⟨S⟩with y as x:  # type: Session\n    pass\n", 1),
]  # fmt: skip


@pytest.mark.parametrize(("code", "times"), TYPE_COMMENTS)
def test_type_comments(code: str, times: int) -> None:
    assert code.count("Session") == times
    new = code.replace("Session", "ReadWriteSession").replace("⟨S⟩", "")
    check(SYNC + code, "from mypy_txn import ReadWriteSession\n" + new)


def test_an_argument_of_a_type_comment_is_only_that_one() -> None:
    check(
        SYNC + "def f(a, ⟨S⟩b):\n    # type: (Session, Session) -> Session\n    pass\n",
        "from mypy_txn import ReadWriteSession\n"
        + SYNC
        + "def f(a, b):\n    # type: (Session, ReadWriteSession) -> Session\n    pass\n",
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "from app.types import Sess\ndef f(s: ⟨S⟩Sess): ...\n",
            "Session is not named here by its own name; an alias of it is to be changed where it is"
            " defined: app.types.Sess",
        ),
        (
            "from app.types import Session\ndef f(s: ⟨S⟩Session): ...\n",
            "Session is not named here by its own name; an alias of it is to be changed where it is"
            " defined: app.types.Session",
        ),
        (
            SYNC + "Sess = Session\ndef f(s: ⟨S⟩Sess): ...\n",
            "Session is not named here by its own name",
        ),
        (SYNC + "f = lambda ⟨new⟩s: s\n", "a parameter of a lambda has no place for a type"),
        (SYNC + "x = ⟨S⟩Session\n", "there is neither a type nor a parameter at this place"),
        (
            SYNC + "class C(⟨S⟩Session): ...\n",
            "there is neither a type nor a parameter at this place",
        ),
        (
            SYNC + 'def f(s: ⟨S⟩"Sess\\x69on"): ...\n',
            "Session is not named here by its own name",
        ),
        (
            "from mypy_txn import ReadWriteSession\ndef f(s: ⟨S⟩ReadWriteSession): ...\n",
            "it is mypy_txn.ReadWriteSession already",
        ),
        (
            "import mypy_txn as txn\ndef f(⟨new⟩s: txn.ReadWriteSession): ...\n",
            "it is mypy_txn.ReadWriteSession already",
        ),
        (SYNC + "def f(⟨new⟩s: int): ...\n", "the parameter has a type already"),
    ],
)
def test_what_is_left(source: str, reason: str) -> None:
    check_left(source, reason)


def test_a_name_that_is_known_for_certain() -> None:
    source = "from app.types import Session\ndef f(s: ⟨S⟩Session): ...\n"
    after = "from mypy_txn import ReadWriteSession\ndef f(s: ReadWriteSession): ...\n"
    check(source, after, {"app.types.Session": "sqlalchemy.orm.session.Session"})
    check_left(
        source,
        "Session is not named here by its own name; an alias of it is to be changed where it is"
        " defined: app.types.Session",
        classes={"app.types.Session": "app.db.Session"},
    )


def test_a_class_that_has_another_name_where_it_is_imported_from() -> None:
    imports = "import app.db\nfrom app import db as own\n"
    check(
        f"{imports}def f(s: ⟨S⟩app.db.Sync, t: ⟨S⟩own.Sync): ...\n",
        "from mypy_txn import ReadWriteSession\n"
        "def f(s: ReadWriteSession, t: ReadWriteSession): ...\n",
        {"app.db.Sync": "sqlalchemy.orm.session.Session"},
    )


def test_a_class_of_the_module_itself() -> None:
    check(
        "class Session: ...\n\n\ndef f(s: ⟨own⟩Session): ...\n",
        "from mypy_txn import ReadWriteSession\n\n\nclass Session: ...\n\n\n"
        "def f(s: ReadWriteSession): ...\n",
        {"Session": "app.db.Session"},
    )


def test_places_that_there_are_not() -> None:
    source = SYNC.encode() + b"def f(s: Session): ..."
    places = [(0, 0), (-1, 3), (9, 0), (2, -1), (2, 400)]
    wanted = [Replacement(*place, *WISHES["S"]) for place in places]
    done = rewrite(source, wanted)
    assert done.source == source
    assert [reason for _, reason in done.left] == [
        "there is neither a type nor a parameter at this place"
    ] * len(places)


CALLED = "FastAPI makes the value by calling its type"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(s: ⟨S⟩Session = Depends()): ...", CALLED),
        ("def f(s: ⟨S⟩Session = fastapi.Security(scopes=['a'])): ...", CALLED),
        ("def f(s: Annotated[⟨S⟩Session, Depends(use_cache=False)]): ...", CALLED),
        ("def f(⟨new⟩s=Depends()): ...", CALLED),
        ("@f.register\ndef _(s: ⟨S⟩Session, a: int): ...", "f.register dispatches on its type"),
        ("class C:\n    @f.register\n    def _(self, s: ⟨S⟩Session): ...",
         "f.register dispatches on its type"),
        ("@inject\ndef f(a, s: ⟨S⟩'Session'): ...", "inject may find the value by its type"),
    ],
)  # fmt: skip
def test_what_is_looked_up_at_run_time(code: str, reason: str) -> None:
    check_left(f"{SYNC}{code}\n", reason)


@pytest.mark.parametrize(
    "code",
    [
        "def f(s: Session = Depends(get)): ...",
        "def f(s: Annotated[Session, Depends(dependency=get), 1]): ...",
        "@f.register(Session)\ndef _(s: Session): ...",
        "@f.register\ndef _(a: int, s: Session): ...",
        "@inject\ndef f(a, s: Session = Provide[x]): ...",
    ],
)
def test_what_only_looks_like_that(code: str) -> None:
    marked = code.replace(": Session", ": ⟨S⟩Session").replace("[Session,", "[⟨S⟩Session,")
    done = rewritten(f"{SYNC}{marked}\n")
    assert done.left == []
    assert b"s: ReadWriteSession" in done.source or b"Annotated[ReadWriteSession" in done.source
