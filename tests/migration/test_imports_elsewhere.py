"""An import that a migration makes unused stays where another module, or a test, takes it."""

from __future__ import annotations

from checking import Tree

ROWS = """
    from sqlalchemy.orm import Session

    def get(session: Session) -> object:
        return session.get(int, 1)
"""
TREE = {
    "app/L6_drivers/imported.py": ROWS,
    "app/L6_drivers/patched.py": ROWS,
    "app/L6_drivers/unused.py": ROWS,
    "app/use.py": "from app.L6_drivers.imported import Session as Session\n",
    "tests/test_rows.py": """
        from unittest import mock

        def test_rows():
            mock.patch("app.L6_drivers.patched.Session")
    """,
}


def test_it_stays(tree: Tree) -> None:
    tree.write(TREE)
    result = tree.txn("migrate", "--write", "app", "tests")
    assert "3 narrowed, 0 left" in result.err
    kept = {
        name: "import Session" in (tree.root / f"app/L6_drivers/{name}.py").read_text()
        for name in ("imported", "patched", "unused")
    }
    assert kept == {"imported": True, "patched": True, "unused": False}
