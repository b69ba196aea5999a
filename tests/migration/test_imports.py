"""Where the Protocol's import goes, and when the handle's goes."""

from __future__ import annotations

import pytest

from migration.marked import check, check_left, unmarked
from mypy_txn.migration import rewrite

USE = "\n\n\ndef f(s: ⟨S⟩Session): ...\n"
USED = "\n\n\ndef f(s: ReadWriteSession): ...\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            '"""Doc."""\n\nfrom __future__ import annotations\n\nimport os\n\n'
            "import pydantic\nfrom sqlalchemy.orm import Session\n\nfrom app import x",
            '"""Doc."""\n\nfrom __future__ import annotations\n\nimport os\n\n'
            "import pydantic\nfrom mypy_txn import ReadWriteSession\n\nfrom app import x",
            id="in the section of the handle",
        ),
        pytest.param(
            "from fastapi import Depends\nfrom sqlalchemy import select\n"
            "from sqlalchemy.orm import Session\nfrom zope import x",
            "from fastapi import Depends\nfrom mypy_txn import ReadWriteSession\n"
            "from sqlalchemy import select\nfrom zope import x",
            id="sorted",
        ),
        pytest.param(
            "import fastapi\nfrom attr import x\nimport pydantic\n"
            "from sqlalchemy.orm import Session",
            "import fastapi\nfrom attr import x\nfrom mypy_txn import ReadWriteSession\n"
            "import pydantic",
            id="sorted in one order with plain imports",
        ),
        pytest.param(
            "from sqlalchemy.orm import Session  # the sync one\nfrom app import x",
            "from mypy_txn import ReadWriteSession\nfrom app import x",
            id="its comment goes with an import",
        ),
        pytest.param(
            "from sqlalchemy.orm import Session\n\nfrom mypy_txn import rowcount",
            "from mypy_txn import ReadWriteSession, rowcount",
            id="into an import that is there",
        ),
        pytest.param(
            "from mypy_txn import ReadWriteSession\nfrom sqlalchemy.orm import Session",
            "from mypy_txn import ReadWriteSession",
            id="imported already",
        ),
        pytest.param(
            "from mypy_txn import *\nfrom sqlalchemy.orm import Session",
            "from mypy_txn import *",
            id="imported already with all others",
        ),
        pytest.param(
            "from mypy_txn import (\n\tReadOnlySession,  # why\n\trowcount,\n)\n"
            "from sqlalchemy.orm import (\n\tQuery,\n\tSession,  # this\n\tselectinload\n)\n"
            "x = Query",
            "from mypy_txn import (\n\tReadOnlySession,  # why\n\tReadWriteSession,\n"
            "\trowcount,\n)\n"
            "from sqlalchemy.orm import (\n\tQuery,\n\tselectinload\n)\nx = Query",
            id="a line for each name",
        ),
        pytest.param(
            "from mypy_txn import (\n    ReadConnection,\n    ReadOnlySession  # last\n)\n"
            "from sqlalchemy.orm import Session",
            "from mypy_txn import (\n    ReadConnection,\n    ReadOnlySession,  # last\n"
            "    ReadWriteSession\n)",
            id="a line for each name without the last comma",
        ),
        pytest.param(
            "from mypy_txn import (ReadConnection, WriteConnection)\n"
            "from sqlalchemy.orm import (Query, Session,)",
            "from mypy_txn import (ReadConnection, ReadWriteSession, WriteConnection)\n"
            "from sqlalchemy.orm import (Query,)",
            id="brackets on one line",
        ),
        pytest.param(
            "from mypy_txn import (ReadConnection,\n                      WriteConnection)\n"
            "from sqlalchemy.orm import Query, Session",
            "from mypy_txn import (ReadConnection,\n                      ReadWriteSession, "
            "WriteConnection)\nfrom sqlalchemy.orm import Query",
            id="brackets on two lines",
        ),
        pytest.param(
            "from mypy_txn import (A,\n    B)\nfrom sqlalchemy.orm import Query, Session",
            "from mypy_txn import (A,\n    B, ReadWriteSession)\nfrom sqlalchemy.orm import Query",
            id="behind the last of two lines",
        ),
        pytest.param(
            "from mypy_txn import rowcount, ReadConnection\n"
            "from sqlalchemy.orm import Session, aliased",
            "from mypy_txn import rowcount, ReadConnection, ReadWriteSession\n"
            "from sqlalchemy.orm import aliased",
            id="behind names in no order",
        ),
        pytest.param(
            "from mypy_txn import (  # c\n    dialect_name,\n    ReadConnection,\n"
            "    rowcount,\n)\n"
            "from sqlalchemy.orm import Session",
            "from mypy_txn import (  # c\n    dialect_name,\n    ReadConnection,\n"
            "    ReadWriteSession,\n    rowcount,\n)",
            id="in the order of letters",
        ),
        pytest.param(
            "from mypy_txn import AsyncReadOnlySession, AsyncReadWriteSession, ReadOnlySession "
            " # c\n"
            "from sqlalchemy.orm import Session",
            "from mypy_txn import (\n    AsyncReadOnlySession,\n    AsyncReadWriteSession,\n"
            "    ReadOnlySession,\n    ReadWriteSession,\n)  # c",
            id="too long for a line",
        ),
        pytest.param(
            "from mypy_txn import ReadWriteSession as RW\nfrom sqlalchemy.orm import Session",
            None,
            id="under its name here",
        ),
        pytest.param(
            "import os; from sqlalchemy.orm import Session",
            "from mypy_txn import ReadWriteSession\n\n\n"
            "import os; from sqlalchemy.orm import Session",
            id="an import that shares its line is left",
        ),
    ],
)  # fmt: skip
def test_a_run_time_import(old: str, new: str | None) -> None:
    if new is None:
        check(old + USE, "from mypy_txn import ReadWriteSession as RW\n\n\ndef f(s: RW): ...\n")
    else:
        check(old + USE, new + USED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "from mypy_txn import ReadWriteSession\n\n\n"),
        ("\n\n", "from mypy_txn import ReadWriteSession\n\n\n"),
        ("#!/usr/bin/python\n# c\n\n\n", "#!/usr/bin/python\n# c\n\n"
         "from mypy_txn import ReadWriteSession\n\n\n"),
        ('"""Doc."""\n\n\n', '"""Doc."""\n\nfrom mypy_txn import ReadWriteSession\n\n\n'),
        ('"""Doc."""\n', '"""Doc."""\n\nfrom mypy_txn import ReadWriteSession\n\n\n'),
        ("from __future__ import annotations\n\nx = 1\n\n\n",
         "from __future__ import annotations\n\nfrom mypy_txn import ReadWriteSession\n\n"
         "x = 1\n\n\n"),
        ("import os\nimport re\n\nfrom app import x\n\n\n",
         "import os\nimport re\n\nfrom mypy_txn import ReadWriteSession\n\nfrom app import x\n"
         "\n\n"),
        ("import os\nfrom app import x\n\n\n",
         "import os\nfrom mypy_txn import ReadWriteSession\nfrom app import x\n\n\n"),
        ("from app import x\n\n\n", "from mypy_txn import ReadWriteSession\n\n"
         "from app import x\n\n\n"),
        ("import os\n\nfrom sqlalchemy import select\n\n\n",
         "import os\n\nfrom mypy_txn import ReadWriteSession\nfrom sqlalchemy import select\n\n\n"),
    ],
)  # fmt: skip
def test_an_import_for_a_parameter_without_a_type(old: str, new: str) -> None:
    check(
        f"{old}@deco\ndef f(⟨new⟩session): ...\n",
        f"{new}@deco\ndef f(session: ReadWriteSession): ...\n",
    )


CHECKING = "from typing import TYPE_CHECKING\n\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            f"from __future__ import annotations\n\n{CHECKING}if TYPE_CHECKING:\n"
            "    from sqlalchemy.orm import Session\n\ndef f(s: ⟨S⟩Session): ...\n",
            f"from __future__ import annotations\n\n{CHECKING}if TYPE_CHECKING:\n"
            "    from mypy_txn import ReadWriteSession\n\ndef f(s: ReadWriteSession): ...\n",
            id="postponed",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n\n"
            'def f(s: ⟨S⟩"Session"): ...\n',
            f"{CHECKING}if TYPE_CHECKING:\n    from mypy_txn import ReadWriteSession\n\n"
            'def f(s: "ReadWriteSession"): ...\n',
            id="quoted",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n\n"
            "def f():\n    s: ⟨S⟩Session = g()\n",
            f"{CHECKING}if TYPE_CHECKING:\n    from mypy_txn import ReadWriteSession\n\n"
            "def f():\n    s: ReadWriteSession = g()\n",
            id="a local variable",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n\n\n"
            "def f(s: ⟨S⟩Session): ...\n",
            "from mypy_txn import ReadWriteSession\n\n\ndef f(s: ReadWriteSession): ...\n",
            id="evaluated all the same",
        ),
        pytest.param(
            f"{CHECKING}from mypy_txn import ReadWriteSession\n\nif TYPE_CHECKING:\n"
            '    from sqlalchemy.orm import Session\n\n\ndef f(s: ⟨S⟩"Session"): ...\n',
            'from mypy_txn import ReadWriteSession\n\n\ndef f(s: "ReadWriteSession"): ...\n',
            id="imported already, and the block is empty",
        ),
        pytest.param(
            "import typing as t\n\nfrom mypy_txn import ReadWriteSession\n\nif t.TYPE_CHECKING:\n"
            "    from sqlalchemy.orm import Session\n\nx = 1\n"
            'def f(s: ⟨S⟩"Session") -> t.Any: ...\n',
            "import typing as t\n\nfrom mypy_txn import ReadWriteSession\n\nx = 1\n"
            'def f(s: "ReadWriteSession") -> t.Any: ...\n',
            id="the block is empty, typing is not",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n"
            'else:\n    Session = object\n\ndef f(s: ⟨S⟩"Session"): ...\n',
            f"{CHECKING}from mypy_txn import ReadWriteSession\n\nif TYPE_CHECKING:\n"
            "    from sqlalchemy.orm import Session\n"
            'else:\n    Session = object\n\ndef f(s: "ReadWriteSession"): ...\n',
            id="with another meaning at run time",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n\n\n"
            'def f(s: ⟨S⟩"Session", ⟨new⟩t): ...\n',
            "from mypy_txn import ReadWriteSession\n\n\n"
            'def f(s: "ReadWriteSession", t: ReadWriteSession): ...\n',
            id="needed at run time as well",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from mypy_txn import ReadOnlySession\n\n"
            "from sqlalchemy.orm import Session\n\ndef f(s: ⟨S⟩Session): ...\n",
            f"{CHECKING}if TYPE_CHECKING:\n    from mypy_txn import ReadOnlySession\n\n"
            "from mypy_txn import ReadWriteSession\n\ndef f(s: ReadWriteSession): ...\n",
            id="a run-time import stays one",
        ),
        pytest.param(
            f"{CHECKING}if TYPE_CHECKING:\n    from sqlalchemy.orm import Session\n\n"
            'def f(s: ⟨S⟩"Session"): ...\n'
            "def g():\n    from sqlalchemy.orm import Session\n    return Session()\n",
            f"{CHECKING}if TYPE_CHECKING:\n    from mypy_txn import ReadWriteSession\n"
            "    from sqlalchemy.orm import Session\n\n"
            'def f(s: "ReadWriteSession"): ...\n'
            "def g():\n    from sqlalchemy.orm import Session\n    return Session()\n",
            id="needed in a function as well",
        ),
    ],
)
def test_imports_for_type_checkers(old: str, new: str) -> None:
    check(old, new)


def test_an_import_in_a_function() -> None:
    check(
        "def f():\n    from sqlalchemy.orm import Session\n    def g(s: ⟨S⟩Session): ...\n"
        "    return g\n",
        "def f():\n    from mypy_txn import ReadWriteSession\n"
        "    def g(s: ReadWriteSession): ...\n    return g\n",
    )


def test_an_import_in_the_function_is_not_for_its_parameters() -> None:
    check(
        "from sqlalchemy.orm import Session\n\ndef f(s: ⟨S⟩Session):\n"
        "    from sqlalchemy.orm import Session\n    return Session\n",
        "from mypy_txn import ReadWriteSession\nfrom sqlalchemy.orm import Session\n\n"
        "def f(s: ReadWriteSession):\n"
        "    from sqlalchemy.orm import Session\n    return Session\n",
    )


@pytest.mark.parametrize(
    "use",
    [
        "x = Session()",
        "def g(t: Session): ...",
        "def g(t: 'Session'): ...",
        "def g(t):\n    # type: (Session) -> None\n    pass",
        '__all__ = ["Session"]',
        'exec("Session()")',
        'def g():\n    """Do.\n\n    >>> Session()\n    """',
        "class C:\n    Session = Session",
        "global Session",
    ],
)
def test_an_import_that_something_needs_is_left(use: str) -> None:
    header = "from sqlalchemy.orm import Session\n"
    check(
        f"{header}def f(s: ⟨S⟩Session): ...\n{use}\n",
        f"from mypy_txn import ReadWriteSession\n{header}def f(s: ReadWriteSession): ...\n{use}\n",
    )


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy.orm import Session as Session",
        "from sqlalchemy.orm import Session  # noqa: F401",
        "from sqlalchemy.orm import Session  # noqa",
    ],
)
def test_an_import_that_is_handed_on_is_left(line: str) -> None:
    check(line + USE, f"from mypy_txn import ReadWriteSession\n{line}{USED}")


@pytest.mark.parametrize("taken", ["Session", "*"])
def test_an_import_that_another_module_takes_is_left(taken: str) -> None:
    line = "from sqlalchemy.orm import Session"
    source, wanted = unmarked(line + USE)
    done = rewrite(source.encode(), wanted, taken=["other", taken])
    assert done.source.decode() == f"from mypy_txn import ReadWriteSession\n{line}{USED}"


@pytest.mark.parametrize(
    "other",
    [
        "x.Session = f(Session=1)",
        'log("the Session was lost")',
        '"""A Session of its own."""',
        "# Session",
    ],
)
def test_an_import_that_nothing_needs_goes(other: str) -> None:
    check(
        f"from sqlalchemy.orm import Session\n{other}{USE}",
        f"from mypy_txn import ReadWriteSession\n{other}{USED}",
    )


def test_a_name_that_is_taken() -> None:
    check(
        f"from sqlalchemy.orm import Session\nclass ReadWriteSession: ...{USE}",
        "from mypy_txn import ReadWriteSession as MypyTxnReadWriteSession\n"
        "class ReadWriteSession: ...\n\n\ndef f(s: MypyTxnReadWriteSession): ...\n",
    )
    check_left(
        f"from sqlalchemy.orm import Session\nReadWriteSession = MypyTxnReadWriteSession = 1{USE}",
        "ReadWriteSession means something else in this module",
    )


def test_two_protocols_of_one_name() -> None:
    check(
        "from sqlalchemy.orm import Session\nfrom sqlmodel import Session as S\n"
        "def f(a: ⟨S⟩Session, b: ⟨M⟩S): ...\n",
        "from mypy_txn import ReadWriteSession\n"
        "from mypy_txn.sqlmodel import ReadWriteSession as SqlmodelReadWriteSession\n"
        "def f(a: ReadWriteSession, b: SqlmodelReadWriteSession): ...\n",
    )


def test_several_protocols_in_one_statement() -> None:
    check(
        "from sqlalchemy import Connection\nfrom sqlalchemy.orm import Session\n"
        "def f(a: ⟨S⟩Session, b: ⟨C⟩Connection, c: ⟨R⟩Session): ...\n",
        "from mypy_txn import ReadOnlySession, ReadWriteSession, WriteConnection\n"
        "def f(a: ReadWriteSession, b: WriteConnection, c: ReadOnlySession): ...\n",
    )
