"""Which names a module takes out of others, so that nobody removes them there."""

from __future__ import annotations

import sys

from checking import Tree
from mypy_txn.records import Records

TREE = {
    "app/L6_drivers/rows.py": """
        from sqlalchemy.orm import Session

        def get(session: Session) -> None: ...
    """,
    "app/users/one.py": """
        import os.path
        from app.L6_drivers import rows
        from ..L6_drivers.rows import Session as Db, get

        def use() -> None:
            from app.L6_drivers.rows import Session
            rows.Session(), os.path.join("a")
    """,
    "app/users/__init__.py": "from .one import *\n",
    "tests/test_rows.py": """
        from unittest import mock

        def test_rows():
            with mock.patch("app.L6_drivers.rows.Session"):
                print("app", "app L6", "app.L6 drivers")
    """,
}


def test_names_taken_out_of_other_modules(tree: Tree) -> None:
    tree.write(TREE)
    assert tree.txn("signatures", "app", "tests").status == 0
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    records = Records(tree.cache / "txn" / python / "txn")
    found = {}
    for module in ("app.users.one", "app.users", "tests.test_rows", "app.L6_drivers.rows"):
        record = records.read(module)
        assert record
        found[module] = record.summary.taken
    assert found == {
        "app.users.one": (
            "app.L6_drivers.rows",
            "app.L6_drivers.rows.Session",
            "app.L6_drivers.rows.get",
        ),
        "app.users": ("app.users.one.*",),
        "tests.test_rows": ("app.L6_drivers.rows.Session",),
        "app.L6_drivers.rows": (),
    }
