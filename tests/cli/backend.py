"""A backend as adoption finds it: layered, quarantined, untyped in part, full of violations."""

from __future__ import annotations

import textwrap
from typing import Final

from checking import Tree

DOMAINS: Final = 25
PER_DOMAIN: Final = 6
TOTAL: Final = DOMAINS * PER_DOMAIN
QUARANTINE: Final = """\
; what has been so for years
[mypy]
python_version = 3.11
check_untyped_defs = False

[mypy-app.*]
ignore_errors = True
"""
DRIVER: Final = """
    import sqlite3


    class Rows:
        def __init__(self, conn: sqlite3.Connection) -> None:
            self.conn = conn

        def write(self, value: int) -> None:
            self.conn.execute("insert into t values (?)", (value,))
            self.conn.commit()

        def count(self) -> int:
            return "many" + 1


    def undo(conn):
        conn.rollback()
"""
ENGINE: Final = """
    import sqlite3

    from app.{domain}.L6_drivers.rows import Rows


    def run(path: str) -> None:
        conn = sqlite3.connect(path)
        Rows(conn).write("one")
        conn.execute("SAVEPOINT a")
"""
HANDLER: Final = """
    import sqlite3

    from app.{domain}.L6_drivers.rows import Rows


    def handle(path):
        with sqlite3.connect(path) as conn:
            Rows(conn).write(1)
            conn.commit()
"""
BROKEN: Final = "def half(:\n"


def write_backend(tree: Tree) -> None:
    """Write it; `app/broken.py` cannot be parsed."""
    files = {"mypy.ini": QUARANTINE, "app/broken.py": BROKEN}
    for number in range(DOMAINS):
        domain = f"domain{number:02}"
        for name, text in (
            ("L4_handlers/handle.py", HANDLER),
            ("L5_engines/rules.py", ENGINE),
            ("L6_drivers/rows.py", DRIVER),
        ):
            files[f"app/{domain}/{name}"] = textwrap.dedent(text).format(domain=domain)
    tree.write(files)
