"""With no plugin at work, a Protocol lacks what it must, and a read Protocol only reads."""

from __future__ import annotations

import pytest

from .conftest import Judge

CHECKERS = ["mypy", "pyright"]


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_read_protocol_writes_nothing(judgement_of: Judge, checker: str) -> None:
    assert judgement_of(checker)["read-only"].fails == {}


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_is_allowed_is_no_error(judgement_of: Judge, checker: str) -> None:
    assert judgement_of(checker)["lets through"].fails == {}


@pytest.mark.parametrize("checker", CHECKERS)
def test_no_protocol_controls_or_escapes(judgement_of: Judge, checker: str) -> None:
    assert judgement_of(checker)["closed"].fails == {}
