"""With the plugin off, the Protocols alone refuse control in the example: plain type errors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from protocols.typecheckers import CHECKERS, Checker

AFTER = Path(__file__).parents[2] / "examples" / "backend" / "after"
ATTEMPTS = {
    "ReadWriteSession": [
        "session.commit()",
        "session.rollback()",
        "session.begin()",
        "session.begin_nested()",
        "session.connection()",
        "session.get_bind()",
        "session.bind",
        "session.close()",
        "session.get_transaction()",
    ],
    "AsyncReadWriteSession": [
        "await session.commit()",
        "session.begin()",
        "await session.connection()",
        "session.get_bind()",
        "session.sync_session",
        "await session.run_sync(print)",
        "await session.close()",
    ],
    "ReadOnlySession": ["session.commit()", "session.add(object())", "session.flush()"],
    "WriteConnection": [
        "session.commit()",
        "session.begin()",
        "session.connection",
        "session.engine",
        "session.execution_options(isolation_level='AUTOCOMMIT')",
        "session.exec_driver_sql('COMMIT')",
    ],
    "AsyncWriteConnection": [
        "await session.commit()",
        "session.sync_connection",
        "await session.get_raw_connection()",
        "await session.run_sync(print)",
    ],
    "WriteCursor": ["session.connection", "session.connection.commit()", "session.close()"],
}


def attempts() -> tuple[str, set[int]]:
    """A driver's text, and the lines of it that must be errors."""
    lines, wrong = [f"from mypy_txn import {', '.join(ATTEMPTS)}"], set[int]()
    for protocol, statements in ATTEMPTS.items():
        lines.append(f"async def driver_{protocol}(session: {protocol}) -> None:")
        for statement in statements:
            lines.append(f"    {statement}")
            wrong.add(len(lines))
    return "\n".join(lines) + "\n", wrong


@pytest.mark.parametrize("checker", [CHECKERS["mypy"], CHECKERS["pyright"]], ids=lambda c: c.name)
def test_every_attempt_is_a_type_error(checker: Checker, tmp_path: Path) -> None:
    shutil.copytree(AFTER / "app", tmp_path / "app")
    text, wrong = attempts()
    (tmp_path / "app/policies/L6_drivers/attempts.py").write_text(text, encoding="utf-8")
    assert checker.run(tmp_path)["attempts"].errors == wrong
