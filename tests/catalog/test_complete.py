"""Every public member that controls a transaction or yields a handle is classified."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

from catalog.harmless import HARMLESS
from catalog.surface import Surface, surface, typed_modules
from mypy_txn.audit.handles import awaited, classes_of
from mypy_txn.catalog import LIBRARIES, catalog
from mypy_txn.catalog.arguments import ARGUMENTS, MADE_OF, REQUIRED

PACKAGES = {
    "sqlalchemy": ["sqlalchemy"],
    "sqlmodel": ["sqlmodel"],
    "flask": ["flask_sqlalchemy", "flask_sqlalchemy_lite"],
    "sqlite3": ["sqlite3"],
    "psycopg2": ["psycopg2"],
    "psycopg": ["psycopg", "psycopg_pool"],
    "asyncpg": ["asyncpg"],
    "aiosqlite": ["aiosqlite"],
    "aiopg": ["aiopg"],
    "pymysql": ["pymysql"],
    "mysqlclient": ["MySQLdb"],
    "mysql-connector-python": ["mysql.connector"],
    "aiomysql": ["aiomysql"],
    "asyncmy": ["asyncmy"],
    "oracledb": ["oracledb"],
    "pyodbc": ["pyodbc"],
    "duckdb": ["duckdb", "_duckdb"],
}
RUN_NO_CONTROL = {
    *("copy", "copy_expert", "extract_statements", "from_statement", "get_table_names", "mogrify"),
    *("executescript", "first_or_404", "invoke_statement", "one_or_404"),
}
SOUNDS_LIKE_CONTROL = re.compile(
    r"begin|commit|rollback|savepoint|twophase|transaction|autocommit|(^|_)close|dispose"
    r"|invalidate$|terminate|detach|isolation|tpc_|(^|_)prepare$|executescript|__a?(enter|exit)__"
)


@pytest.fixture(scope="module")
def surface_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: half of the libraries import SQLAlchemy."""
    return tmp_path_factory.mktemp("surface")


@pytest.fixture(scope="module", params=PACKAGES)
def seen(request: pytest.FixtureRequest, surface_cache: Path) -> Surface:
    packages = PACKAGES[request.param]
    files = typed_modules(packages, surface_cache)
    assert len(files) >= len(packages)
    return surface(files, catalog())


def test_every_member_of_a_handle_is_classified(seen: Surface) -> None:
    unknown = {
        f"{name}.{member}"
        for name, members in seen.handle_members.items()
        for member in members
        if member not in catalog().of_class(seen.mro[name]).classified
    }
    assert unknown == set()


def test_every_other_member_that_yields_a_handle_is_known(seen: Surface) -> None:
    unknown = {
        f"{name}.{member}"
        for name, members in seen.leaks.items()
        for member in members
        if member not in catalog().of_class(seen.mro[name]).classified
    }
    assert unknown == set()


def test_every_function_that_yields_a_handle_is_known(seen: Surface) -> None:
    makers = {maker for library in LIBRARIES for maker in library.makers}
    assert seen.makers - makers - catalog().control_functions == set()


def test_every_member_that_sounds_like_control_is_judged(seen: Surface) -> None:
    unjudged = {
        f"{name}.{member}"
        for name, members in seen.members.items()
        for member in members
        if SOUNDS_LIKE_CONTROL.search(member)
        and member not in catalog().of_class(seen.mro[name]).control
        and member not in catalog().of_class(seen.mro[name]).escapes
        and not any(fnmatch.fnmatch(f"{name}.{member}", pattern) for pattern in HARMLESS)
    }
    assert unjudged == set()


def test_what_a_handle_inherits_is_known(seen: Surface) -> None:
    handles = {name: handle for lib in LIBRARIES for name, handle in lib.handles.items()}
    for name in handles.keys() & seen.mro.keys():
        inherited = tuple(base for base in seen.mro[name][1:] if base in handles)
        assert handles[name].extends == inherited, name


def test_every_argument_of_a_transaction_member_is_known(seen: Surface) -> None:
    for name in ARGUMENTS:
        for signature in seen.signatures.get(name, ()):
            for formal in signature.formal_arguments():
                public = not (formal.name or "").startswith("_")
                if formal.pos is not None and public:
                    known = ARGUMENTS[name].by_position[formal.pos]
                    classes = {info.fullname for info in classes_of(formal.typ)}
                    assert not classes or classes & known, (name, str(signature))
                if formal.name and public:
                    assert formal.name in ARGUMENTS[name].by_name, (name, str(signature))


def test_a_transaction_member_returns_nothing_or_what_a_library_makes(seen: Surface) -> None:
    for name in (name for name, taken in ARGUMENTS.items() if taken.returns_own):
        for signature in seen.signatures.get(name, ()):
            returned = awaited(signature.ret_type) or signature.ret_type
            packages = {of.module_name.split(".")[0].strip("_") for of in classes_of(returned)}
            assert packages <= MADE_OF | catalog().packages | {"typing"}, (name, str(signature))


def test_no_member_can_do_with_fewer_arguments_than_are_required(seen: Surface) -> None:
    for name, required in REQUIRED.items():
        for signature in seen.signatures.get(name, ()):
            takes_anything = any(kind.is_star() for kind in signature.arg_kinds[:1])
            assert takes_anything or signature.min_args >= required, (name, str(signature))


def test_every_member_that_takes_an_sql_text_is_known(seen: Surface) -> None:
    assert seen.takes_sql - catalog().takes_sql - RUN_NO_CONTROL == set()


def test_nothing_is_both_control_and_harmless() -> None:
    for library in LIBRARIES:
        for name, handle in library.handles.items():
            kinds = [handle.control, handle.escapes, handle.switches, handle.data]
            both = {m for i, a in enumerate(kinds) for b in kinds[i + 1 :] for m in a & b}
            assert both == set(), name
