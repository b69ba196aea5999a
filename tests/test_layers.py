"""Module path -> layer -> role."""

from __future__ import annotations

import pytest

from mypy_txn.layers import LayerError, Layers, Pattern, Role, Standing


@pytest.mark.parametrize(
    ("module", "layer", "role"),
    [
        ("app.policies.L4_handlers.create", "L4", Role.OWNER),
        ("app.policies.L5_engines", "L5", Role.PROTECTED),
        ("app.policies.L6_drivers.sql.rows", "L6", Role.PROTECTED),
        ("L6", "L6", Role.PROTECTED),
        ("app.L3_adapters.http", "L3", Role.UNRESTRICTED),
        ("app.L5_engines.L6_drivers.rows", "L6", Role.PROTECTED),
        ("app.L6_drivers.L4_handlers.rows", "L4", Role.OWNER),
        ("app.db", None, Role.UNRESTRICTED),
        ("app.XL6_drivers", None, Role.UNRESTRICTED),
        ("app.L6drivers", None, Role.UNRESTRICTED),
        ("app.l6_drivers", None, Role.UNRESTRICTED),
    ],
)
def test_defaults(module: str, layer: str | None, role: Role) -> None:
    assert Layers().standing(module) == Standing(layer, role)


@pytest.mark.parametrize(
    ("pattern", "module", "reach"),
    [
        ("app.core", "app.core", 2),
        ("app.core", "app.core.jobs.daily", 2),
        ("app.core", "app.corent", None),
        ("app.core", "shop.app.core", None),
        ("app.*", "app.core", 1),
        ("*.L5_*", "app.L5_engines.rules", 2),
        ("*.L5_*", "L5_engines", 1),
        ("*.L5_*", "app.L5_engines.deep.L5_more.rules", 4),
        ("*.L5_*", "app.xL5_engines", None),
        ("app.*.db", "app.db", 2),
        ("app.*.db", "app.a.b.db.rows", 4),
        ("app.d*s.db", "app.domains.db", 3),
        ("app.d*s.db", "app.d.x.s.db", None),
    ],
)
def test_patterns(pattern: str, module: str, reach: int | None) -> None:
    assert Pattern(pattern).reach(module) == reach


@pytest.mark.parametrize("text", ["", "app..core", ".app", "app.", "app/core", "app core", "a-b"])
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(LayerError, match="is not a module pattern"):
        Pattern(text)


@pytest.mark.parametrize("text", ["*", "*.*", "**", "***", "*.**", "**.*"])
def test_a_pattern_must_not_match_everything(text: str) -> None:
    with pytest.raises(LayerError) as error:
        Pattern(text)
    assert str(error.value) == f"{text!r} matches every module; name at least one segment"


@pytest.mark.parametrize("text", ["**.L5", "app.**", "*.L5"])
def test_a_pattern_that_names_a_segment_does_not(text: str) -> None:
    assert Pattern(text).reach("app.L5") == 2
    assert Pattern(text).reach("other.L6") is None


def layers(**patterns: str) -> Layers:
    return Layers(("core",), ("rows",), {name: (Pattern(text),) for name, text in patterns.items()})


def test_the_deepest_reach_wins() -> None:
    found = layers(core="app.core", rows="app.core.rows")
    assert found.standing("app.core.jobs") == Standing("core", Role.OWNER)
    assert found.standing("app.core.rows.sql") == Standing("rows", Role.PROTECTED)


def test_a_tie_is_an_error_that_names_both() -> None:
    found = layers(core="app.*.jobs", rows="app.core.*s")
    with pytest.raises(LayerError) as error:
        found.standing("app.core.jobs")
    assert str(error.value) == (
        "module 'app.core.jobs' is claimed equally by core (app.*.jobs) and rows (app.core.*s); "
        "make one pattern longer"
    )


def test_unlayered_modules_are_protected_within_the_scope_alone() -> None:
    found = Layers(protected_scope=(Pattern("app.domains"),))
    assert found.standing("app.domains.helpers") == Standing(None, Role.PROTECTED)
    assert found.standing("app.domains.L4_handlers") == Standing("L4", Role.OWNER)
    assert found.standing("app.domains.L3_adapters") == Standing("L3", Role.UNRESTRICTED)
    assert found.standing("app.db") == Standing(None, Role.UNRESTRICTED)
