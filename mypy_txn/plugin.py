"""The mypy plugin: mypy asks, we answer. The only caller of mypy's plugin API.

The audit of a module runs in ``get_additional_indirect_deps``, which mypy 2.4 calls once per
module after its last type-checking pass and before its errors are flushed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

import mypy.types  # noqa: F401  # before mypy.checker, else a circular import
from mypy.checker_state import checker_state
from mypy.errorcodes import ErrorCode
from mypy.errors import CompileError
from mypy.nodes import MypyFile
from mypy.options import Options
from mypy.plugin import Plugin, ReportConfigContext

from mypy_txn.checkers import Checkers
from mypy_txn.codes import CONFIG, INTERNAL
from mypy_txn.config import Config, ConfigError, read_config
from mypy_txn.configured import ConfiguredHandles
from mypy_txn.fingerprint import own_fingerprint
from mypy_txn.layers import LayerError, Role, Standing
from mypy_txn.reporting import Reported, report
from mypy_txn.sqlalchemy_line import select_protocols
from mypy_txn.version import __version__

if TYPE_CHECKING:
    from mypy_txn.accepted import AcceptedViolations
    from mypy_txn.audit.module import TypedModule
    from mypy_txn.daemon import Daemon
    from mypy_txn.violations import Parties

__all__ = ["TxnPlugin", "__version__", "plugin"]


_P = ParamSpec("_P")
_R = TypeVar("_R")


def guarded(entry: Callable[_P, _R]) -> Callable[_P, _R]:
    """An entry that fails ends the run with a message and exit status 2, not with a traceback."""

    @wraps(entry)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return entry(*args, **kwargs)
        except CompileError:
            raise
        except Exception as error:
            text = f"mypy_txn failed, nothing is checked: {type(error).__name__}: {error}"
            raise refusal(text, INTERNAL) from error

    return call


class Audited(NamedTuple):
    """A module as the audit saw it, unless it is empty or the audit failed, and its violations."""

    module: TypedModule | None
    reported: list[Reported]


class TxnPlugin(Plugin):
    """Audits each protected module once mypy has checked it."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.config = Config()
        self.accepted: AcceptedViolations | None = None
        self.complaint: str | None = None
        try:
            self.config = read_config(options.config_file)
            self.accepted = self.read_accepted()
        except ConfigError as error:
            self.complaint = str(error)  # raised from here it would end in a traceback
        select_protocols(options)
        self.handles = ConfiguredHandles(self.config.handles)
        self.checkers = Checkers()
        self.checking: object = None
        self.daemon: Daemon | None = None
        if options.fine_grained_incremental:
            from mypy_txn.daemon import Daemon  # here, since no other run needs it

            self.daemon = Daemon()

    @guarded
    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        super().set_modules(modules)
        if self.complaint is not None:
            raise refusal(self.complaint)
        self.refuse_handles(self.handles.find_modules(modules))
        self.restore()

    @guarded
    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """What a module's result depends on besides its text; a change re-checks that module."""
        standing, config = self.standing(ctx.id), self.config
        named = self.named_handles(ctx) if config.handles else []
        if standing.role is not Role.PROTECTED:
            return named or None
        about = [config.layers.owners, config.handles, config.handle_names, own_fingerprint()]
        old = self.accepted.concerning(ctx.path) if self.accepted else []
        return [standing.layer, *about, named, old]

    def named_handles(self, ctx: ReportConfigContext) -> list[str]:
        tree = (self._modules or {}).get(ctx.id)
        if tree is not None and not ctx.is_check:  # mypy is about to cache it as in order
            self.refuse_handles(self.handles.complaint(tree))
        return self.handles.below(ctx.id)

    @guarded
    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        self.refuse_handles(self.handles.complaint(file))
        standing = self.standing(file.fullname)
        if standing.role is Role.PROTECTED:
            # Here and in audit(), since a run in which nothing has changed audits nothing.
            from mypy_txn.violations import Parties

            self.audit(file, Parties(standing.layer, self.config.layers.owners))
        else:
            self.checkers.forget(file)
        self.restore()
        return set()

    def get_type_analyze_hook(self, fullname: str) -> None:
        self.restore()

    def get_function_hook(self, fullname: str) -> None:
        if checker_state.type_checker is not self.checking:
            self.remember()

    def get_method_hook(self, fullname: str) -> None:
        if checker_state.type_checker is not self.checking:
            self.remember()

    def get_attribute_hook(self, fullname: str) -> None:
        if checker_state.type_checker is not self.checking:
            self.remember()

    def get_class_attribute_hook(self, fullname: str) -> None:
        if checker_state.type_checker is not self.checking:
            self.remember()

    def remember(self) -> None:
        """Note which module is being checked; called from hooks, so from millions of places."""
        self.checkers.remember()
        if self.daemon is None:
            self.checking = checker_state.type_checker
        else:
            self.restore()

    def restore(self) -> None:
        if self.daemon is not None:
            self.daemon.restore(self._modules or {})

    def standing(self, module: str) -> Standing:
        """The layer and role of ``module``; a configuration that does not tell ends the run."""
        if self.complaint is not None:
            raise refusal(self.complaint)
        try:
            return self.config.layers.standing(module)
        except LayerError as error:
            raise refusal(f"{self.options.config_file}: [mypy_txn.layers]: {error}") from None

    def refuse_handles(self, complaint: str | None) -> None:
        if complaint is not None:
            raise refusal(f"{self.options.config_file}: [mypy_txn]: handles: {complaint}")

    def audit(self, file: MypyFile, who: Parties) -> Audited:
        """Audit ``file``, report what is wrong in it, and say what that was."""
        if self.daemon is not None:
            self.daemon.begin(file)
        if not file.defs:
            return Audited(None, [])
        checker, module = self.checkers.take(file), None
        try:
            from mypy_txn.audit import audit
            from mypy_txn.audit.module import TypedModule
            from mypy_txn.catalog import catalog

            types, names = checker._type_maps[0], self.config.handle_names
            module = TypedModule(file, types, who, catalog(self.config.handles), names)
            violations = audit(module)
        except Exception as error:
            from mypy_txn.violations import audit_failed

            violations = [audit_failed(file.fullname, error)]
        reported = report(checker, violations)
        if self.accepted is not None:
            self.accepted.withdraw(checker, reported)
        if self.daemon is not None:
            self.daemon.end(checker, file, [info for one in reported for info in one.infos])
        return Audited(module, reported)

    def read_accepted(self) -> AcceptedViolations | None:
        """What the baseline accepts; None where none is configured."""
        if self.config.baseline is None:
            return None
        from mypy_txn.accepted import AcceptedViolations
        from mypy_txn.baseline import BaselineError

        try:
            return AcceptedViolations(self.config.baseline, self.options)
        except BaselineError as error:
            raise ConfigError(str(error)) from None


def refusal(complaint: str, code: ErrorCode = CONFIG) -> CompileError:
    """The exception with which mypy ends a run, exit status 2, and prints ``complaint``."""
    return CompileError([f"{complaint}  [{code.code}]"])


def plugin(version: str) -> type[TxnPlugin]:
    """Mypy's entry point; ``version`` is mypy's."""
    return TxnPlugin
