"""python-lsp-server with pylsp-mypy, as an editor starts it, over a connection to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checking import Tree
from editors.lsp import Editor, Message

PAGE = Path(__file__).parents[2] / "docs" / "editors.md"
ERROR, CALL = 1, "txn-call"
RULES, DB = "app/L5_engines/rules.py", "app/db.py"
BROKEN = """\
from sqlalchemy.ext.asyncio import AsyncSession


async def settle(session: AsyncSession) -> None:
    await session.commit()
"""
MENDED = """\
from app.db import Ledger


async def settle(ledger: Ledger) -> None:
    await ledger.commit()
"""
HARMLESS = """\
class Ledger:
    async def commit(self) -> None: ...
"""
HANDLE = """\
from sqlalchemy.ext.asyncio import AsyncSession


class Ledger(AsyncSession):
    balance = 0
"""
MAIN = "import app.L5_engines.rules\nimport sqlalchemy.ext.asyncio\n"

Finding = tuple[str, str]
OF_BROKEN = [("txn-annotation", "AsyncSession"), ("txn-call", "session.commit")]
OF_LEDGER = [("txn-annotation", "Ledger"), ("txn-call", "ledger.commit")]


@pytest.fixture
def backend(tree: Tree) -> Tree:
    tree.write({RULES: BROKEN, DB: HARMLESS, "app/main.py": MAIN})
    return tree


def configure(tree: Tree, mode: str) -> None:
    """The settings under the comment ``mode`` in docs/editors.md."""
    page = PAGE.read_text(encoding="utf-8")
    _, _, rest = page.partition(f"<!-- pylsp: {mode} -->\n```toml\n")
    settings, _, _ = rest.partition("```")
    assert settings
    (tree.root / "pyproject.toml").write_text(settings, encoding="utf-8")


def findings(editor: Editor, diagnostics: list[Message]) -> list[Finding]:
    """The code of each error, and the text of the buffer that it is shown at."""
    lines = editor.buffers[RULES].splitlines()
    found: list[Finding] = []
    for diagnostic in diagnostics:
        if diagnostic["severity"] == ERROR:
            start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
            assert start["line"] == end["line"], diagnostic
            shown_at = lines[start["line"]][start["character"] : end["character"]]
            found.append((diagnostic["code"], shown_at))
    return found


def test_live(backend: Tree) -> None:
    configure(backend, "live")
    with Editor(backend.root, dict(os.environ)) as editor:
        opened = editor.open(RULES)
        assert findings(editor, opened) == OF_BROKEN
        assert [(d["range"]["start"], d["source"]) for d in opened if d.get("code") == CALL] == [
            ({"line": 4, "character": 10}, "mypy")
        ]
        assert findings(editor, editor.type(RULES, MENDED)) == []
        assert backend.root.joinpath(RULES).read_text() == BROKEN  # nothing was saved

        backend.write({DB: HANDLE})
        editor.notice(DB)
        assert findings(editor, editor.diagnostics(RULES)) == OF_LEDGER
        backend.write({DB: HARMLESS})
        assert findings(editor, editor.type(RULES, MENDED + "\n")) == []
        assert findings(editor, editor.type(RULES, BROKEN)) == OF_BROKEN


def test_dmypy(backend: Tree) -> None:
    configure(backend, "dmypy")
    try:
        with Editor(backend.root, dict(os.environ)) as editor:
            opened = editor.open(RULES)
            assert findings(editor, opened) == OF_BROKEN
            assert editor.type(RULES, MENDED) == opened  # what is typed waits until it is saved
            assert findings(editor, editor.save(RULES)) == []

            editor.open(DB)
            editor.type(DB, HANDLE)
            editor.save(DB)
            editor.notice(DB)
            assert editor.diagnostics(RULES) == []  # as does what depends on a saved file
            assert findings(editor, editor.save(RULES)) == OF_LEDGER
            editor.type(DB, HARMLESS)
            editor.save(DB)
            assert findings(editor, editor.save(RULES)) == []
    finally:
        backend.run("dmypy", "kill")
