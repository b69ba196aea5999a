"""Where a module's type checker, and so its types, is to be had.

mypy 2.4 hands a plugin the tree of a checked module but not its ``TypeChecker``. It is in reach
while mypy looks up a hook; a module in which nothing is called or read triggers no hook, and its
checker is found through mypy's build graph, which holds it.
"""

from __future__ import annotations

import gc

import mypy.types  # noqa: F401  # before mypy.checker, else a circular import
from mypy.build import State
from mypy.checker import TypeChecker
from mypy.checker_state import checker_state
from mypy.nodes import MypyFile


class CheckerNotFound(Exception):
    """mypy keeps the module's types where we do not find them."""


class Checkers:
    """The checkers of the modules that are being checked, by module name."""

    def __init__(self) -> None:
        self._remembered: dict[str, TypeChecker] = {}
        self._graph: dict[str, State] = {}

    def remember(self) -> None:
        """To be called from any hook: note which module is being checked."""
        checker = checker_state.type_checker
        if isinstance(checker, TypeChecker):
            self._remembered[checker.tree.fullname] = checker

    def take(self, file: MypyFile) -> TypeChecker:
        """The checker that has just checked ``file``.

        Raises:
            CheckerNotFound: if there is none; mypy's internals are not as we know them.

        """
        checker = self.forget(file)
        if checker is None:
            state = self._graph.get(file.fullname)
            if state is None or state.tree is not file:
                self._graph = _graph_with(file)
                state = self._graph[file.fullname]
            checker = state.type_checker()
        return checker

    def forget(self, file: MypyFile) -> TypeChecker | None:
        """The checker of ``file`` if a hook has shown it; it is not kept any longer."""
        checker = self._remembered.pop(file.fullname, None)
        return checker if checker is not None and checker.tree is file else None


def _graph_with(file: MypyFile) -> dict[str, State]:
    """Mypy's build graph, found by way of what refers to ``file``."""
    is_frozen = gc.get_freeze_count() > 0
    if is_frozen:  # a worker freezes what it has loaded, which hides it (mypy 2.4.1)
        gc.unfreeze()
    try:
        return _found_with(file)
    finally:
        if is_frozen:
            gc.freeze()


def _found_with(file: MypyFile) -> dict[str, State]:
    for state in gc.get_referrers(file):
        if isinstance(state, State):
            for graph in gc.get_referrers(state):
                if isinstance(graph, dict) and graph.get(file.fullname) is state:
                    return graph
    raise CheckerNotFound(f"no type checker found for {file.fullname}; is this a mypy we know?")
