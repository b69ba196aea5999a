"""Through a Protocol, an expression has the type that it has through the real class."""

from __future__ import annotations

import pytest

from .conftest import Judge
from .expressions import EXPRESSIONS, RECEIVERS
from .judging import BETTER_SCALAR, wanted_type
from .typecheckers import LINE


@pytest.mark.parametrize("receiver", [receiver.name for receiver in RECEIVERS])
@pytest.mark.parametrize("checker", ["mypy", "mypy-plugin", "pyright"])
def test_same_types(judgement_of: Judge, checker: str, receiver: str) -> None:
    precise = judgement_of(checker)[f"precise: {receiver}"]
    assert precise.fails == {}
    assert precise.passes > 250


def test_the_table_is_wide_and_has_no_doubles() -> None:
    names = [
        f"{receiver.name}: {expression.name}"
        for receiver in RECEIVERS
        for expression in EXPRESSIONS
        if expression.on(receiver)
    ]
    assert len(set(names)) == len(names)
    assert all(
        sum(expression.on(receiver) for expression in EXPRESSIONS) >= 150 for receiver in RECEIVERS
    )


def test_documented_differences_are_in_the_table() -> None:
    assert BETTER_SCALAR.keys() <= {expression.name for expression in EXPRESSIONS}


@pytest.mark.parametrize(
    ("checker", "receiver", "expression", "variable", "real", "wanted"),
    [
        ("pyright", "Session", "get(User, 1)", "read", "User | None", "User | None"),
        ("pyright", "Connection", "execute(a)", "read", "CursorResult[int]", "Result[int]"),
        ("pyright", "Session", "new", "read", "IdentitySet", "Iterable[Any]"),
        ("mypy", "Connection", "scalar(select(User))", "write", "Any | None", "Any | None"),
    ],
)
def test_differences(
    checker: str, receiver: str, expression: str, variable: str, real: str, wanted: str
) -> None:
    assert wanted_type(checker, receiver, expression, variable, real) == wanted


@pytest.mark.skipif(LINE == "2.0", reason="mypy solves the overloads of 2.0")
def test_mypy_solves_our_scalar_where_it_gives_up_on_theirs() -> None:
    wanted = wanted_type("mypy", "Session", "scalar(select(User.id))", "read", "Any | None")
    assert wanted == "int | None"
