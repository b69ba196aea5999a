"""No chain of public members leads from a Protocol to a handle, a control member or a driver."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mypy.nodes import SymbolNode, TypeInfo
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    ProperType,
    Type,
    get_proper_type,
)

import mypy_txn
from catalog.surface import DUNDERS, type_of, typed_modules
from mypy_txn.adapter.sqlalchemy_line import is_sqlalchemy_20
from mypy_txn.audit.handles import HandleFinder, alternatives, yields_of
from mypy_txn.catalog import catalog

ITEMS = frozenset(("__iter__", "__aiter__", "__next__", "__anext__", "__getitem__"))
DRIVER = ("sqlalchemy.engine.interfaces.DBAPI", "sqlalchemy.engine.interfaces.Dialect")
OUTSIDE = ("builtins", "typing", "typing_extensions", "_typeshed", "collections", "types", "abc")
LINE = "20" if is_sqlalchemy_20(None) else "21"
PROTOCOLS = [
    name for name in mypy_txn.__all__ if name.endswith(("Session", "Connection", "Cursor"))
]
CHAINS_THAT_MUST_BE_FOUND = {
    "sqlalchemy.engine.cursor.CursorResult": "CursorResult.connection",
    "sqlalchemy.orm.query.Query": "Query.session",
    "sqlalchemy.orm.identity.IdentityMap": "IdentityMap.all_states.session",
    "sqlalchemy.engine.reflection.Inspector": "Inspector.bind",
}


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TypeInfo]:
    packages = ["mypy_txn.protocols", "mypy_txn.sqlmodel", "sqlalchemy.orm", "sqlalchemy.engine"]
    files = typed_modules(packages, tmp_path_factory.mktemp("tight") / "cache")
    return {
        symbol.node.fullname: symbol.node
        for tree in files.values()
        for symbol in tree.names.values()
        if isinstance(symbol.node, TypeInfo)
    }


def ways_out(start: TypeInfo) -> list[str]:
    """Every shortest chain of members from ``start`` to something that controls a transaction."""
    finder = HandleFinder(catalog())
    found, seen, pending = [], {start}, [(start, start.name)]
    while pending:
        info, chain = pending.pop(0)
        facts = finder.facts(info)
        for name, node in members(info):
            link = f"{chain}.{name}"
            if name in facts.control or name in facts.escapes:
                found.append(link)
                continue
            for reached in obtained(type_of(node)):
                if finder.handle(reached) or reached.fullname.startswith(DRIVER):
                    found.append(link)
                elif reached not in seen and not reached.module_name.startswith(OUTSIDE):
                    seen.add(reached)
                    pending.append((reached, link))
    return found


def members(info: TypeInfo) -> Iterator[tuple[str, SymbolNode]]:
    for base in info.mro:
        for name, symbol in base.names.items():
            shown = not name.startswith("_") or name in DUNDERS or name in ITEMS
            if shown and symbol.node is not None and not base.fullname.startswith(OUTSIDE):
                yield name, symbol.node


def obtained(typ: Type | None) -> Iterator[TypeInfo]:
    """The classes one gets out of a value of this type: also what a callback is called with."""
    pending, seen = [typ], set[ProperType]()
    while pending:
        proper = get_proper_type(pending.pop())
        if proper is None or proper in seen:
            continue
        seen.add(proper)
        match proper:
            case Instance():
                yield proper.type
            case CallableType() | Overloaded():
                for item in proper.items:
                    for argument in item.arg_types:
                        pending.extend(given_to_callback(argument))
        pending.extend(yields_of(proper))


def given_to_callback(argument: Type) -> Iterator[Type]:
    for callback in alternatives(argument):
        if isinstance(callback, CallableType):
            yield from callback.arg_types


@pytest.mark.parametrize("name", PROTOCOLS)
def test_nothing_leads_out_of_a_protocol(classes: dict[str, TypeInfo], name: str) -> None:
    module = "cursor" if name.endswith("Cursor") else f"_sa{LINE}"
    assert ways_out(classes[f"mypy_txn.protocols.{module}.{name}"]) == []


@pytest.mark.parametrize("name", ["ReadOnlySession", "ReadWriteSession"])
@pytest.mark.parametrize("prefix", ["", "Async"])
def test_nothing_leads_out_of_sqlmodels(
    classes: dict[str, TypeInfo], prefix: str, name: str
) -> None:
    assert ways_out(classes[f"mypy_txn.protocols._sqlmodel{LINE}.{prefix}{name}"]) == []


@pytest.mark.parametrize(("name", "chain"), CHAINS_THAT_MUST_BE_FOUND.items())
def test_the_walk_finds_what_there_is(classes: dict[str, TypeInfo], name: str, chain: str) -> None:
    assert chain in ways_out(classes[name])
