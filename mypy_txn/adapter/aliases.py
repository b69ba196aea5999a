"""Names that stand for what is defined elsewhere: what modules re-export, and aliases of types.

A name that stands for something else now is what a daemon does not follow far enough (mypy 2.4.1,
``mypy.server.deps``, ``mypy.server.astdiff``): it records on what a function depends by where that
is defined, and takes a base class ``Box[Alias]`` for unchanged while it is written like that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mypy.nodes import (
    Decorator,
    FuncDef,
    MypyFile,
    OverloadedFuncDef,
    SymbolNode,
    TypeAlias,
    TypeInfo,
)
from mypy.server.trigger import make_trigger

from mypy_txn.adapter.triggers import Deps, all_defined_in, defined_in, lead
from mypy_txn.audit.imports import EVERYTHING, imported_in
from mypy_txn.files import is_installed


def follow_aliases(deps: Deps, file: MypyFile, modules: Mapping[str, MypyFile]) -> None:
    """Have what uses such names processed when they stand for something else.

    All of ``file`` is processed then, and all that uses the definitions in it where the name is an
    alias of a type.

    Args:
        deps: the daemon's map.
        file: a module of the project that mypy has just processed.
        modules: all modules, by name.

    """
    module, own = file.fullname, dict(defined_in(file.fullname, file.names))
    whole = make_trigger(f"mypy_txn.whole.{module}")
    users = make_trigger(f"mypy_txn.users.{module}")
    imported = dict(_imported(file, modules))
    aliases = {node.fullname for node in own.values() if isinstance(node, TypeAlias)}
    for name, node in imported.items():
        lead(deps, make_trigger(name), whole)
        if isinstance(node, TypeAlias):
            lead(deps, make_trigger(node.fullname), whole)
            aliases.update((name, node.fullname))
    for alias in aliases:
        lead(deps, make_trigger(alias), users)
    if imported:
        lead(deps, whole, module, *_processed_apart(file))
    if aliases:
        lead(deps, users, *map(make_trigger, own))


def _imported(file: MypyFile, modules: Mapping[str, MypyFile]) -> Iterator[tuple[str, SymbolNode]]:
    """Such names in modules of the project that ``file`` imports, and what they stand for.

    Also ``deep.Name`` of a module that one of these imports, for ``db.deep.Name``.
    """
    for source, name, _ in imported_in(file):
        yield from _in(modules.get(source), name)
        for fullname, node in _in(modules.get(f"{source}.{name}" if name else source), EVERYTHING):
            yield fullname, node
            if isinstance(node, MypyFile):
                yield from _in(node, EVERYTHING)


def _in(module: MypyFile | None, wanted: str) -> Iterator[tuple[str, SymbolNode]]:
    if module is None or is_installed(module.path):
        return
    for name in module.names if wanted == EVERYTHING else module.names.keys() & {wanted}:
        node, fullname = module.names[name].node, f"{module.fullname}.{name}"
        if node is not None and (node.fullname != fullname or isinstance(node, TypeAlias)):
            yield fullname, node


def _processed_apart(file: MypyFile) -> Iterator[str]:
    """What mypy processes apart from the top level of its module.

    With a class it processes those of its methods alone that nothing decorates or overloads.
    """
    for name, node in all_defined_in(file.fullname, file.names):
        is_apart = isinstance(node, (TypeInfo, Decorator, OverloadedFuncDef))
        if is_apart or (isinstance(node, FuncDef) and not node.info):
            yield name
