"""Which signature before is which one after, and what became of it."""

from __future__ import annotations

import itertools

import pytest

from mypy_txn.program.changes import Kind, Listed, changes

STATES = {
    "read": "mypy_txn.protocols._sa21.ReadOnlySession",
    "read-write": "mypy_txn.protocols._sa21.ReadWriteSession",
    "full": "sqlalchemy.orm.session.Session",
    "unknown": "",
}


def one(place: str, declared: str = "read", typ: str | None = None) -> Listed:
    """A signature, from ``module:name``."""
    module, name = place.split(":")
    entry = {
        "domain": "", "layer": "L6", "module": module, "line": 1, "signature": name,
        "kind": "parameter" if name.endswith(")") and not name.endswith("()") else "attribute",
        "declared": declared, "type": STATES[declared] if typ is None else typ,
    }  # fmt: skip
    return Listed(entry, f"{module}.py")


def shown(
    before: list[Listed], after: list[Listed], renames: dict[str, str] | None = None
) -> list[str]:
    """The changes in short: ``moved a:f(s) read -> b:f(s) read``."""
    return [
        f"{each.kind} {_side(each.before)} -> {_side(each.after)}"
        for each in changes(before, after, renames or {})
    ]


def _side(listed: Listed | None) -> str:
    return f"{listed.module}:{listed.name} {listed.declared}" if listed else "-"


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(STATES, 2)))
def test_the_order_of_what_types_grant(old: str, new: str) -> None:
    order = list(STATES)
    kind = "widened" if order.index(new) > order.index(old) else "narrowed"
    assert shown([one("a:f(s)", old)], [one("a:f(s)", new)]) == [
        f"{kind} a:f(s) {old} -> a:f(s) {new}"
    ]


@pytest.mark.parametrize("declared", STATES)
def test_the_same_is_no_change_and_another_type_is_one(declared: str) -> None:
    assert shown([one("a:f(s)", declared)], [one("a:f(s)", declared)]) == []
    other = one("a:f(s)", declared, "app.Own")
    assert shown([one("a:f(s)", declared)], [other]) == [
        f"changed a:f(s) {declared} -> a:f(s) {declared}"
    ]


def test_the_text_of_a_protocol_for_one_line_of_sqlalchemy_is_not_its_type() -> None:
    older = one("a:f(s)", "read", STATES["read"].replace("_sa21", "_sa20"))
    assert shown([older], [one("a:f(s)")]) == []
    sqlmodel = one("a:f(s)", "read", STATES["read"].replace("_sa21", "_sqlmodel21"))
    assert shown([sqlmodel], [one("a:f(s)")]) == ["changed a:f(s) read -> a:f(s) read"]


MOVES = {
    "a renamed file": ("a:f(s)", "b:f(s)", {"a.py": "b.py"}),
    "a function elsewhere": ("a:f(s)", "b:f(s)", {}),
    "a renamed parameter": ("a:f(s)", "a:f(t)", {}),
    "and a renamed file": ("a:f(s)", "b:f(t)", {"a.py": "b.py"}),
    "a renamed class": ("a:A.f(s)", "a:B.f(s)", {}),
    "a method that was a function": ("a:f(s)", "a:B.f(s)", {}),
    "an attribute of another class": ("a:A.s", "a:B.s", {}),
    "what a function of another class returns": ("a:A.f()", "a:B.f()", {}),
}


@pytest.mark.parametrize("place", MOVES)
def test_what_has_moved_and_that_it_hides_no_widening(place: str) -> None:
    old, new, renames = MOVES[place]
    assert shown([one(old)], [one(new)], renames) == [f"moved {old} read -> {new} read"]
    assert shown([one(old)], [one(new, "full")], renames) == [f"widened {old} read -> {new} full"]
    assert shown([one(old, "full")], [one(new)], renames) == [f"narrowed {old} full -> {new} read"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a:f(s)", "b:g(s)"),
        ("a:f(s)", "a:g(s)"),
        ("a:A.s", "a:A.t"),
        ("a:f(s)", "a:f()"),
        ("a:A.f(s)", "b:B.f(s)"),
    ],
)
def test_what_is_something_else(old: str, new: str) -> None:
    assert shown([one(old)], [one(new)]) == [f"new - -> {new} read", f"gone {old} read -> -"]


def test_what_may_be_several_is_not_guessed() -> None:
    assert shown([one("a:f(s)")], [one("b:f(s)"), one("c:f(s)")]) == [
        "new - -> b:f(s) read", "new - -> c:f(s) read", "gone a:f(s) read -> -",
    ]  # fmt: skip
    assert shown([one("a:f(s)"), one("b:f(s)")], [one("c:f(s)")], {"b.py": "c.py"}) == [
        "moved b:f(s) read -> c:f(s) read", "gone a:f(s) read -> -",
    ]  # fmt: skip


def test_a_parameter_is_looked_for_in_its_function_before_others() -> None:
    before, after = [one("a:f(s)")], [one("a:f(t)"), one("b:f(s)", "full")]
    assert shown(before, after) == ["new - -> b:f(s) full", "moved a:f(s) read -> a:f(t) read"]


def test_files_that_change_places() -> None:
    renames = {"a.py": "b.py", "b.py": "a.py"}
    before, after = [one("a:f(s)"), one("b:f(s)", "full")], [one("a:f(s)", "full"), one("b:f(s)")]
    assert shown(before, after, renames) == [
        "moved b:f(s) full -> a:f(s) full", "moved a:f(s) read -> b:f(s) read",
    ]  # fmt: skip


def overloads(*declared: str) -> list[Listed]:
    return [one("a:f(s)", each) for each in declared]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("read full", "full read", []),
        ("read full", "read-write full", ["widened a:f(s) read -> a:f(s) read-write"]),
        ("full read", "full", ["gone a:f(s) read -> -"]),
        ("full", "full read", ["new - -> a:f(s) read"]),
        ("read", "read full", ["widened a:f(s) read -> a:f(s) full"]),
        ("read", "unknown read-write", ["widened a:f(s) read -> a:f(s) unknown",
                                        "widened a:f(s) read -> a:f(s) read-write"]),
        ("full read", "read-write", ["narrowed a:f(s) full -> a:f(s) read-write",
                                     "gone a:f(s) read -> -"]),
    ],
)  # fmt: skip
def test_overloads_have_one_name(before: str, after: str, expected: list[str]) -> None:
    assert shown(overloads(*before.split()), overloads(*after.split())) == expected


def test_kinds_come_in_the_order_of_importance() -> None:
    before = [one("a:f(s)"), one("a:g(s)"), one("a:h(s)", "full"), one("a:A.i"), one("a:A.j")]
    after = [one("a:g(s)", "full"), one("a:h(s)"), one("b:f(s)"), one("a:A.j", "read", "app.J")]
    found = changes(before, [*after, one("a:k(s)")], {})
    assert [each.kind for each in found] == list(Kind)
