"""Where a module's type checker, and so its types, is to be had.

mypy 2.4 hands a plugin the tree of a checked module but not its ``TypeChecker``. It is in reach
while mypy looks up a hook; a module in which nothing is called or read triggers no hook, and its
checker is found through mypy's build graph, which holds it.
"""

from __future__ import annotations

import mypy.types  # noqa: F401  # before mypy.checker, else a circular import
from mypy.build import State
from mypy.checker import TypeChecker
from mypy.checker_state import checker_state
from mypy.nodes import MypyFile

from mypy_txn.adapter.referrers import graph_with


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
            OwnerNotFound: if there is none.

        """
        checker = self.forget(file)
        if checker is None:
            state = self._graph.get(file.fullname)
            if state is None or state.tree is not file:
                self._graph = graph_with(file)
                state = self._graph[file.fullname]
            checker = state.type_checker()
        return checker

    def forget(self, file: MypyFile) -> TypeChecker | None:
        """The checker of ``file`` if a hook has shown it; it is not kept any longer."""
        checker = self._remembered.pop(file.fullname, None)
        return checker if checker is not None and checker.tree is file else None
