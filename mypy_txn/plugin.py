"""The mypy plugin: mypy asks, we answer. ``mypy_txn.recording`` has the one of the command line.

The audit of a module runs in ``get_additional_indirect_deps``, which mypy 2.4 calls once per
module after its last type-checking pass and before its errors are flushed. What only an audit or a
daemon needs is imported there: a run in which nothing has changed audits nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import BuildManager
from mypy.checker_state import checker_state
from mypy.nodes import MypyFile
from mypy.options import Options
from mypy.plugin import Plugin, ReportConfigContext

from mypy_txn import version
from mypy_txn.adapter.checkers import Checkers
from mypy_txn.adapter.configured_handles import ConfiguredHandles
from mypy_txn.adapter.environment import why_unfit
from mypy_txn.adapter.fingerprint import digest, digest_of_settings
from mypy_txn.adapter.refusing import Refused, as_refused, guarded
from mypy_txn.adapter.served import Served
from mypy_txn.adapter.sqlalchemy_line import CONSTANT, select_protocols
from mypy_txn.config import Config, ConfigError, read_config
from mypy_txn.files import is_installed
from mypy_txn.layers import LayerError, Role, Standing
from mypy_txn.placing import Places

if TYPE_CHECKING:
    from mypy_txn.adapter.baselined import BaselinedViolations
    from mypy_txn.adapter.judging import Judge
    from mypy_txn.adapter.reporting import Audited
    from mypy_txn.daemon import Daemon
    from mypy_txn.violations import Parties

__all__ = ["TxnPlugin", "__version__", "plugin"]

__version__ = version.__version__


class TxnPlugin(Plugin):
    """Audits each protected module once mypy has checked it."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.config = Config()
        self.accepted: BaselinedViolations | None = None
        self.complaint = why_unfit(options)
        try:
            self.config = read_config(options.config_file)
            self.accepted = self.read_accepted()
        except ConfigError as error:
            self.complaint = str(error)  # raised from here it would end in a traceback
        self.places = Places(self.config.layers, options.config_file)
        select_protocols(options)
        note_settings(self)
        self.handles = ConfiguredHandles(self.config.handles, options.config_file)
        self.checkers = Checkers()
        self.checking: object = None
        self.manager: BuildManager | None = None
        self.for_daemons = options.fine_grained_incremental or options.cache_fine_grained
        self.daemon: Daemon | None = None

    def read_accepted(self) -> BaselinedViolations | None:
        """What the baseline accepts; None where none is configured."""
        if self.config.baseline is None:
            return None
        from mypy_txn.adapter.baselined import BaselinedViolations

        return BaselinedViolations(self.config.baseline, self.options)

    @cached_property
    def judge(self) -> Judge:
        from mypy_txn.adapter.judging import Judge

        return Judge(self.config, classes_change=self.options.fine_grained_incremental)

    @guarded
    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        super().set_modules(modules)
        if self.complaint is not None:
            raise Refused(self.complaint)
        if self.manager is None and (self.config.handles or self.for_daemons):
            from mypy_txn.adapter.referrers import manager_of

            self.manager = manager_of(modules)
            if self.options.fine_grained_incremental:
                self.begin(self.manager)
        if self.manager is not None:
            self.handles.find_modules(self.manager.find_module_cache)

    def begin(self, manager: BuildManager) -> None:
        from mypy_txn.daemon import Daemon, process_again

        self.daemon = Daemon(manager)
        if self.options.use_fine_grained_cache:
            process_again(manager, lambda s: self.standing(s.id, s.path).role is Role.PROTECTED)

    @guarded
    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """What a module's result depends on besides its text; a change re-checks that module."""
        standing, config = self.standing(ctx.id, ctx.path), self.config
        named = self.named_handles(ctx) if config.handles else []
        if standing.role is not Role.PROTECTED:
            return named or None
        old = self.accepted.concerning(ctx.path) if self.accepted else []
        about = f"{standing.layer} {self.settled} {digest(old) if old else ''}"
        return [about, *named] if named else about

    @cached_property
    def settled(self) -> str:
        """One short text: a run in which nothing has changed reads it for each module."""
        return digest_of_settings(self.config)

    def named_handles(self, ctx: ReportConfigContext) -> list[str]:
        tree = (self._modules or {}).get(ctx.id)
        if tree is not None and not ctx.is_check:  # mypy is about to cache it as in order
            self.handles.find_in(tree)
        return self.handles.below(ctx.id)

    @guarded
    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        try:
            grounds = self.finish(file)
        except Exception as error:
            if self.daemon is None or not self.daemon.is_updating:
                raise
            grounds = self.complain(file, as_refused(error))  # mypy's daemon would crash
        if self.daemon is not None:
            self.daemon.restore(file)
        if self.for_daemons and self.manager is not None:
            self.name_changes(file, self.manager)
        return grounds

    def name_changes(self, file: MypyFile, manager: BuildManager) -> None:
        """Have the daemon know what happens to a module; in libraries nothing does."""
        from mypy_txn.adapter.aliases import follow_aliases
        from mypy_txn.adapter.meanings import compare_meanings
        from mypy_txn.adapter.triggers import announce, announce_changes

        announce(manager.fg_deps, [file.fullname])
        if not is_installed(file.path):
            announce_changes(manager.fg_deps, file, manager.import_map)
            follow_aliases(manager.fg_deps, file, manager.modules)
            if self.daemon is not None:
                homes = self.accepted.homes(file.path) if self.accepted else frozenset()
                compare_meanings(manager.fg_deps, file, manager.import_map, homes)

    def finish(self, file: MypyFile) -> set[str]:
        """Judge a module at its end; returns on which others the verdict depends, for the cache."""
        self.handles.find_in(file)
        standing = self.standing(file.fullname, file.path)
        if standing.role is not Role.PROTECTED:
            self.checkers.forget(file)
            return set()
        from mypy_txn.violations import Parties

        who = Parties(standing.layer, self.config.layers.owners)
        audited = self.audit(file, who)
        return audited.grounds() if self.daemon is None else set()  # it writes no cache

    def complain(self, file: MypyFile, refused: Refused) -> set[str]:
        """Report what would have ended a run as an error of the module in which it came up."""
        from mypy_txn.adapter.reporting import report
        from mypy_txn.violations import run_refused

        checker = self.checkers.take(file)
        report(checker, [run_refused(str(refused), refused.code)])
        if self.daemon is not None:
            self.daemon.keep(checker, file, None)
        return set()

    def get_function_hook(self, fullname: str) -> None:
        if checker_state.type_checker is not self.checking:
            self.remember()

    get_method_hook = get_function_hook
    get_attribute_hook = get_function_hook
    get_class_attribute_hook = get_function_hook

    def remember(self) -> None:
        """Note which module is being checked; called from hooks, so from millions of places."""
        self.checking = checker_state.type_checker
        if self.daemon is None:  # a daemon re-checks functions with checkers of which none is left
            self.checkers.remember()

    def standing(self, module: str, path: str | None) -> Standing:
        """The layer and role of a module; a configuration that does not tell ends the run."""
        if self.complaint is not None:
            raise Refused(self.complaint)
        try:
            return self.places.standing(module, path)
        except LayerError as error:
            raise Refused(str(error)) from None

    def audit(self, file: MypyFile, who: Parties) -> Audited:
        """Audit ``file``, report what is wrong in it, and say what that was."""
        from mypy_txn.adapter.reporting import Audited, report

        if not (file.defs or file.is_stub or self.daemon):
            return Audited(None, [])
        checker = self.checkers.take(file)
        module, violations = self.judge.violations(file, checker, who)
        reported = report(checker, violations)
        if self.for_daemons and self.manager is not None:
            from mypy_txn.daemon import depend_on_types

            elsewhere = self.accepted.elsewhere(checker, reported) if self.accepted else set()
            depend_on_types(self.manager.fg_deps, checker, module, elsewhere)
        if self.accepted is not None:
            self.accepted.withdraw(checker, reported)
        if self.daemon is not None:
            self.daemon.keep(checker, file, module)
        return Audited(module, reported)


def note_settings(made: TxnPlugin) -> None:
    global __version__
    options = made.options
    old = made.accepted.entries if made.accepted else None
    settings = made.config, old, made.complaint, CONSTANT in options.always_true
    __version__ = Served.version_with(settings, options.fine_grained_incremental)


def plugin(mypy_version: str) -> type[TxnPlugin]:
    """Mypy's entry point."""
    return TxnPlugin
