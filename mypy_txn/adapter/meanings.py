"""What a daemon does not compare when it asks whether names still mean what they meant.

Of an alias of a type it compares what that is and not which alias, and of ``Any`` not from which
import (mypy 2.4.1, ``mypy.server.astdiff``); both are in what we say. So each module gets a name
that no code can have, for a variable whose full name tells all of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mypy.nodes import GDEF, MypyFile, SymbolTableNode, TypeAlias, Var
from mypy.server.trigger import make_trigger
from mypy.types import AnyType

from mypy_txn.adapter.fingerprint import digest
from mypy_txn.adapter.triggers import Deps, all_defined_in, lead
from mypy_txn.audit.handles import parts_of
from mypy_txn.audit.suspects import missing_import
from mypy_txn.audit.symbols import type_of_symbol

NAME: Final = "@mypy_txn"
"""mypy keeps a name with an @ when it analyses the top level of a module again."""


def compare_meanings(
    deps: Deps, file: MypyFile, imports: Mapping[str, set[str]], homes: frozenset[str]
) -> None:
    """Have the daemon compare these things too, and process what uses the names.

    Args:
        deps: the daemon's map.
        file: a module of the project that mypy has just processed.
        imports: of each module those that it imports.
        homes: the functions in it that the baseline has entries for.

    """
    module = file.fullname
    meanings = dict(_meanings(file))
    if meanings or homes:
        mark = Var(NAME)
        mark._fullname = digest((sorted(meanings.items()), sorted(homes)))
        file.names[NAME] = SymbolTableNode(GDEF, mark, module_public=False)
    trigger = make_trigger(f"{module}.{NAME}")
    lead(deps, trigger, *map(make_trigger, meanings))
    if any(not one.startswith(f"{module}.") for one in meanings.values()):
        for imported in imports.get(module, ()):
            lead(deps, make_trigger(f"{imported}.{NAME}"), trigger)


def _meanings(file: MypyFile) -> Iterator[tuple[str, str]]:
    """The names that stand for aliases or such ``Any``, and for which."""
    for name, symbol in file.names.items():
        if isinstance(symbol.node, TypeAlias):
            yield f"{file.fullname}.{name}", symbol.node.fullname
    for fullname, node in all_defined_in(file.fullname, file.names):
        typ = type_of_symbol(node)
        anys = (part for part in parts_of(typ) if isinstance(part, AnyType))
        if missing := ", ".join(filter(None, map(missing_import, anys))):
            yield fullname, missing
