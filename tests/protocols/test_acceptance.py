"""The real classes are accepted where a Protocol is expected, and nothing else is."""

from __future__ import annotations

import pytest

from .cases import ACCEPTED, PROTOCOLS
from .conftest import Judge

# SQLModel replaces execute() by one that is not overloaded, and pyright does not accept that where
# SQLAlchemy's is due: mypy_txn.sqlmodel has Protocols for it.
SQLMODEL_FOR_PYRIGHT = {
    "SQLModel AsyncSession as AsyncReadOnlySession",
    "SQLModel AsyncSession as AsyncReadWriteSession",
    "SQLModel Session as ReadOnlySession",
    "SQLModel Session as ReadWriteSession",
    "a subclass of SQLModel's Session as ReadOnlySession",
    "a subclass of SQLModel's Session as ReadWriteSession",
    "sqlmodel.AsyncReadOnlySession as AsyncReadOnlySession",
    "sqlmodel.AsyncReadWriteSession as AsyncReadOnlySession",
    "sqlmodel.AsyncReadWriteSession as AsyncReadWriteSession",
    "sqlmodel.ReadOnlySession as ReadOnlySession",
    "sqlmodel.ReadWriteSession as ReadOnlySession",
    "sqlmodel.ReadWriteSession as ReadWriteSession",
}

# What is not accepted though it should be, or though mypy accepts it.
KNOWN: dict[str, set[str]] = {
    "mypy": set(),
    "mypy-plugin": set(),
    "pyright": SQLMODEL_FOR_PYRIGHT,
}


@pytest.mark.parametrize("checker", KNOWN)
def test_accepted(judgement_of: Judge, checker: str) -> None:
    accepts = judgement_of(checker)["accepts"]
    assert accepts.fails.keys() == KNOWN[checker]


@pytest.mark.parametrize("checker", KNOWN)
def test_rejected(judgement_of: Judge, checker: str) -> None:
    judgement = judgement_of(checker)
    assert judgement["rejects"].fails == {}
    cases = len(ACCEPTED) * len(PROTOCOLS)
    accepts, rejects = judgement["accepts"], judgement["rejects"]
    assert accepts.passes + len(accepts.fails) + rejects.passes == cases


@pytest.mark.parametrize("checker", KNOWN)
def test_no_error_elsewhere(judgement_of: Judge, checker: str) -> None:
    """The fakes and the subclasses themselves are written correctly."""
    assert "beside the cases" not in judgement_of(checker)
