"""The audit of a module that mypy has checked, whatever happens in it."""

from __future__ import annotations

from itertools import count

from mypy.checker import TypeChecker
from mypy.nodes import MypyFile

from mypy_txn.audit import audit
from mypy_txn.audit.handles import HandleFinder
from mypy_txn.audit.module import TypedModule
from mypy_txn.catalog import catalog
from mypy_txn.config import Config
from mypy_txn.violations import Parties, Violation, audit_failed


class Judge:
    """Audits the modules of a run."""

    def __init__(self, config: Config, classes_change: bool) -> None:
        """Take what is the same for all modules.

        Args:
            config: what ``[mypy_txn]`` says.
            classes_change: whether mypy makes other classes of the same names, as a daemon does.

        """
        self._config = config
        self._classes_change = classes_change
        self._finder = HandleFinder(catalog(config.handles))

    def violations(
        self, file: MypyFile, checker: TypeChecker, who: Parties
    ) -> tuple[TypedModule | None, list[Violation]]:
        """The module as the audit saw it, and the violations in it.

        An audit that fails is a violation of its own, where no comment ignores it, and there is
        no module.
        """
        try:
            module = self.typed(file, checker, who)
            return module, audit(module)
        except Exception as error:
            line = next(line for line in count(1) if line not in file.ignored_lines)
            return None, [audit_failed(file.fullname, error, line)]

    def typed(self, file: MypyFile, checker: TypeChecker, who: Parties) -> TypedModule:
        """``file`` as the rules see it, with the types that ``checker`` has found in it."""
        known = self._finder
        handles = HandleFinder(known.catalog) if self._classes_change else known.anew()
        types, names, followed = checker._type_maps[0], self._config.handle_names, checker.modules
        return TypedModule(file, types, who, handles, names, followed, checker.options)
