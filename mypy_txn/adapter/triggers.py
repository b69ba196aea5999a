"""Fine-grained dependencies that mypy's daemon does not record by itself.

The daemon's map of dependencies leads from triggers, like ``<app.db.Ledger.commit>``, to what is
to be processed again when they fire, or to further triggers. ``MypyFile.plugin_deps`` is what a
plugin adds to it; mypy merges it after the end-of-module call and takes nothing out again (2.4.1,
``mypy.server.deps``, ``mypy.build.State.finish_passes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mypy.nodes import MypyFile, SymbolTable, TypeInfo
from mypy.server.trigger import make_trigger, make_wildcard_trigger

FORGOTTEN: Final = make_trigger("mypy_txn.forgotten")


def lead(file: MypyFile, trigger: str, *targets: str) -> None:
    """Have ``targets`` processed, or fired if they are triggers, when ``trigger`` fires.

    Args:
        file: a module that mypy has just processed; it keeps them.
        trigger: as ``make_trigger`` has it, like the triggers among ``targets``.
        targets: modules, classes, functions, triggers.

    """
    file.plugin_deps.setdefault(trigger, set()).update(targets)


def announce(file: MypyFile, imports: Mapping[str, Iterable[str]]) -> None:
    """Name what happens to ``file``, for ``wake`` and ``distrust``.

    Args:
        file: a module that mypy has just processed.
        imports: of each module those that it imports.

    """
    module = file.fullname
    lead(file, make_trigger(module), FORGOTTEN)  # fires when it comes or goes
    for changed in (module, *_classes(module, file.names)):
        lead(file, make_wildcard_trigger(changed), _below(module))
    for imported in imports.get(module, ()):
        lead(file, _below(imported), _below(module))


def announce_end(deps: dict[str, set[str]], modules: Iterable[str]) -> None:
    """Name the end of ``modules`` for ``wake``, whether mypy ever processed them or not."""
    for module in modules:
        deps.setdefault(make_trigger(module), set()).add(FORGOTTEN)


def wake(deps: dict[str, set[str]], modules: Iterable[str]) -> None:
    """Have ``modules`` processed, and no others, when any module comes or goes.

    For a deleted module the daemon forgets all errors, and may process no other one after it.

    Args:
        deps: the daemon's map.
        modules: those to process.

    """
    deps[FORGOTTEN] = set(modules)


def distrust(file: MypyFile) -> None:
    """Have ``file`` processed when anything visible changes in a module that it is built on.

    mypy records no dependency on what does not exist, nor on some of what it complains about: it
    checks whatever had an error again in every increment, function by function.
    """
    lead(file, _below(file.fullname), file.fullname)


def depend(file: MypyFile, names: Iterable[str]) -> None:
    """Have ``file`` processed when one of these classes, aliases or modules changes."""
    for name in names:
        lead(file, make_trigger(name), file.fullname)
        lead(file, make_wildcard_trigger(name), file.fullname)


def _below(module: str) -> str:
    """Fires when something visible changes in ``module`` or in what it imports."""
    return make_trigger(f"mypy_txn.below.{module}")


def _classes(prefix: str, names: SymbolTable) -> Iterator[str]:
    for name, symbol in names.items():
        if isinstance(symbol.node, TypeInfo) and symbol.node.fullname == f"{prefix}.{name}":
            yield symbol.node.fullname
            yield from _classes(symbol.node.fullname, symbol.node.names)
