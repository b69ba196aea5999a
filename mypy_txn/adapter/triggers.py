"""Fine-grained dependencies that mypy's daemon does not record by itself.

The daemon's map of dependencies leads from triggers, like ``<app.db.Ledger.commit>``, to what is
to be processed again when they fire, or to further triggers. mypy takes nothing out of it again
(2.4.1, ``mypy.server.deps``). What ``MypyFile.plugin_deps`` has for it is copied there and stays in
both: a daemon has no memory to spare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mypy.nodes import MypyFile, SymbolNode, SymbolTable, TypeInfo
from mypy.server.trigger import make_trigger, make_wildcard_trigger

Deps = dict[str, set[str]]
FORGOTTEN: Final = make_trigger("mypy_txn.forgotten")


def lead(deps: Deps, trigger: str, *targets: str) -> None:
    """Have ``targets`` processed, or fired if they are triggers, when ``trigger`` fires.

    Args:
        deps: the daemon's map.
        trigger: as ``make_trigger`` has it, like the triggers among ``targets``.
        targets: modules, classes, functions, triggers.

    """
    deps.setdefault(trigger, set()).update(targets)


def announce(deps: Deps, modules: Iterable[str]) -> None:
    """Name for ``wake`` that ``modules`` come and go, whether mypy ever processed them or not."""
    for module in modules:
        lead(deps, make_trigger(module), FORGOTTEN)


def announce_changes(deps: Deps, file: MypyFile, imports: Mapping[str, Iterable[str]]) -> None:
    """Name for ``distrust`` what happens in a module.

    Args:
        deps: the daemon's map.
        file: a module of the project that mypy has just processed.
        imports: of each module those that it imports.

    """
    module = file.fullname
    inside = all_defined_in(module, file.names)
    for changed in (module, *(name for name, node in inside if isinstance(node, TypeInfo))):
        lead(deps, make_wildcard_trigger(changed), _below(module))
    for imported in imports.get(module, ()):
        lead(deps, _below(imported), _below(module))


def wake(deps: Deps, modules: Iterable[str]) -> None:
    """Have ``modules`` processed, and no others, when any module comes or goes.

    For a deleted module the daemon forgets all errors, and may process no other one after it.

    Args:
        deps: the daemon's map.
        modules: those to process.

    """
    deps[FORGOTTEN] = set(modules)


def distrust(deps: Deps, module: str) -> None:
    """Have ``module`` processed when anything visible changes in what it is built on.

    mypy records no dependency on what does not exist, nor on some of what it complains about: it
    checks whatever had an error again in every increment, function by function.
    """
    lead(deps, _below(module), module)


def depend(deps: Deps, module: str, names: Iterable[str]) -> None:
    """Have ``module`` processed when one of these classes, aliases or modules changes."""
    for name in names:
        lead(deps, make_trigger(name), module)
        lead(deps, make_wildcard_trigger(name), module)


def _below(module: str) -> str:
    """Fires when something visible changes in ``module`` or in what it imports."""
    return make_trigger(f"mypy_txn.below.{module}")


def defined_in(prefix: str, names: SymbolTable) -> Iterator[tuple[str, SymbolNode]]:
    """What a module or a class defines itself, by its full name."""
    for name, symbol in names.items():
        fullname = f"{prefix}.{name}"
        if symbol.node is not None and symbol.node.fullname == fullname:
            yield fullname, symbol.node


def all_defined_in(prefix: str, names: SymbolTable) -> Iterator[tuple[str, SymbolNode]]:
    """The same with what is in its classes."""
    for name, node in defined_in(prefix, names):
        yield name, node
        if isinstance(node, TypeInfo):
            yield from all_defined_in(name, node.names)
