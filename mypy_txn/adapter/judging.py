"""The audit of a module that mypy has checked, whatever happens in it."""

from __future__ import annotations

from itertools import count

from mypy.checker import TypeChecker
from mypy.nodes import MypyFile

from mypy_txn.audit import audit
from mypy_txn.audit.handles import HandleFinder
from mypy_txn.audit.module import TypedModule
from mypy_txn.config import Config
from mypy_txn.violations import Parties, Violation, audit_failed


def judge(
    file: MypyFile, checker: TypeChecker, who: Parties, config: Config, handles: HandleFinder
) -> tuple[TypedModule | None, list[Violation]]:
    """The violations in ``file``, and the module as the audit saw it.

    An audit that fails is a violation of its own, where no comment ignores it, and there is no
    module.
    """
    try:
        module = typed(file, checker, who, config, handles)
        return module, audit(module)
    except Exception as error:
        line = next(line for line in count(1) if line not in file.ignored_lines)
        return None, [audit_failed(file.fullname, error, line)]


def typed(
    file: MypyFile, checker: TypeChecker, who: Parties, config: Config, handles: HandleFinder
) -> TypedModule:
    """``file`` as the rules see it, with the types that ``checker`` has found in it."""
    types, names, followed = checker._type_maps[0], config.handle_names, checker.modules
    return TypedModule(file, types, who, handles, names, followed, checker.options)
