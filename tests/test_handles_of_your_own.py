"""``handles = ...``: a project's own handles, and names that nothing has, in every kind of run."""

from __future__ import annotations

import pytest

from checking import Tree

DB = """
    from collections.abc import Iterator
    from contextlib import contextmanager

    LIMIT = 1

    class UnitOfWork:
        def __enter__(self) -> "UnitOfWork":
            return self

        def __exit__(self, *exc: object) -> None: ...

        def commit(self) -> None: ...

        def count(self) -> int:
            return LIMIT

    class Outer:
        class Inner:
            def commit(self) -> None: ...

    @contextmanager
    def transaction() -> Iterator[None]:
        yield
"""
DRIVER = """
    from app.db import Outer, UnitOfWork, transaction

    def write(uow: UnitOfWork, inner: Outer.Inner) -> int:
        with uow, transaction():
            uow.commit()
        inner.commit()
        return uow.count()

    def make() -> int:
        return UnitOfWork().count()
"""
EXPECTED = [
    "app/L6_drivers/driver.py:4: error: L6 driver names UnitOfWork as a type;"
    " only L4 may hold one  [txn-annotation]",
    "app/L6_drivers/driver.py:5: error: L6 driver calls transaction();"
    " only L4 may begin or end a transaction  [txn-call]",
    "app/L6_drivers/driver.py:5: error: L6 driver enters UnitOfWork as a context manager;"
    " only L4 may begin or end a transaction  [txn-call]",
    "app/L6_drivers/driver.py:6: error: L6 driver calls UnitOfWork.commit();"
    " only L4 may begin or end a transaction  [txn-call]",
    "app/L6_drivers/driver.py:11: error: L6 driver makes UnitOfWork;"
    " only L4 may hold one  [txn-acquire]",
]
WRONG = {
    "app.db.UnitOfWrok": "module 'app.db' has no such name",
    "app.dbx.UnitOfWork": "module 'app' has no such name",
    "nowhere.UnitOfWork": "there is no module 'nowhere'",
    "app.db.LIMIT": "'app.db.LIMIT' is neither a class nor a function",
    "app.db.UnitOfWork.count": "'app.db.UnitOfWork.count' is a method; name its class",
    "app.L6_drivers.driver.UnitOfWork": "is 'app.db.UnitOfWork'; name it so",
}


@pytest.fixture
def backend(tree: Tree) -> Tree:
    tree.write({"app/db.py": DB, "app/L6_drivers/driver.py": DRIVER})
    return tree


def configure(tree: Tree, handles: str) -> None:
    text = f"[mypy]\nplugins = mypy_txn.plugin\nstrict = True\n[mypy_txn]\nhandles = {handles}\n"
    (tree.root / "mypy.ini").write_text(text, encoding="utf-8")


def test_a_class_and_a_function_of_your_own(backend: Tree) -> None:
    assert backend.check().ours == []
    configure(backend, "app.db.UnitOfWork, app.db.transaction")
    assert sorted(backend.check().lines) == sorted(EXPECTED)
    assert sorted(backend.check().lines) == sorted(EXPECTED)  # from the cache
    configure(backend, "app.db.Outer.Inner")
    assert [line.partition(": error: ")[0] for line in backend.check().ours] == [
        "app/L6_drivers/driver.py:4",
        "app/L6_drivers/driver.py:7",
    ]


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_nothing_has_ends_every_run(backend: Tree, name: str) -> None:
    backend.run("mypy", "app")
    configure(backend, name)
    runs = [
        *(backend.run("mypy", "app") for _ in ("cold", "warm")),
        backend.run("mypy", "-n2", "app"),
        *(backend.run("dmypy", "run", "--", "app") for _ in ("start", "again")),
    ]
    backend.run("dmypy", "stop")
    for run in runs:
        assert run.status == 2
        complaint = run.err + run.out
        assert f"mypy.ini: [mypy_txn]: handles: {name!r}" in complaint
        assert WRONG[name] in complaint
        assert "[txn-config]" in complaint


def test_a_class_that_goes_away_ends_the_next_run(backend: Tree) -> None:
    configure(backend, "app.db.UnitOfWork")
    assert backend.check().status == 1
    backend.write({"app/db.py": DB.replace("UnitOfWork", "Unit")})
    for _ in range(2):
        gone = backend.check()
        assert gone.status == 2
        assert "module 'app.db' has no such name" in gone.err
    backend.write({"app/db.py": DB})
    assert backend.check().status == 1
