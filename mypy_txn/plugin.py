"""The mypy plugin: mypy asks, we answer. The only caller of mypy's plugin API.

The audit of a module runs in ``get_additional_indirect_deps``, which mypy 2.4 calls once per
module after its last type-checking pass and before its errors are flushed. What only an audit or a
daemon needs is imported there: a run in which nothing has changed audits nothing.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

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
from mypy_txn.adapter.fingerprint import own_fingerprint
from mypy_txn.adapter.refusing import guarded, refusal
from mypy_txn.adapter.sqlalchemy_line import CONSTANT, select_protocols
from mypy_txn.config import SECTION, Config, ConfigError, read_config, section_in
from mypy_txn.layers import LayerError, Role, Standing
from mypy_txn.placing import Places

if TYPE_CHECKING:
    from mypy_txn.adapter.baselined import BaselinedViolations
    from mypy_txn.adapter.reporting import Audited
    from mypy_txn.audit.handles import HandleFinder
    from mypy_txn.daemon import Daemon
    from mypy_txn.violations import Parties

__all__ = ["TxnPlugin", "__version__", "plugin"]

__version__ = version.__version__


class TxnPlugin(Plugin):
    """Audits each protected module once mypy has checked it."""

    served: ClassVar[object] = None  # what the daemon that this process is has been told

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
        self.handles = ConfiguredHandles(self.config.handles)
        self.checkers = Checkers()
        self.checking: object = None
        self.manager: BuildManager | None = None
        self.for_daemons = options.fine_grained_incremental or options.cache_fine_grained
        self.daemon: Daemon | None = None
        self._finder: HandleFinder | None = None

    def read_accepted(self) -> BaselinedViolations | None:
        """What the baseline accepts; None where none is configured."""
        if self.config.baseline is None:
            return None
        from mypy_txn.adapter.baselined import BaselinedViolations

        return BaselinedViolations(self.config.baseline, self.options)

    @guarded
    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        super().set_modules(modules)
        if self.complaint is not None:
            raise refusal(self.complaint)
        if self.manager is None and (self.config.handles or self.for_daemons):
            from mypy_txn.adapter.referrers import manager_of

            self.manager = manager_of(modules)
            self.begin(self.manager)
        if self.manager is not None:
            self.refuse_handles(self.handles.find_modules(self.manager.find_module_cache))

    def begin(self, manager: BuildManager) -> None:
        if not self.options.fine_grained_incremental:
            return
        from mypy_txn.adapter.referrers import states_of
        from mypy_txn.daemon import Daemon, process_again

        self.daemon = Daemon(manager)
        if self.options.use_fine_grained_cache:
            states = states_of(manager)
            process_again(s for s in states if self.standing(s.id, s.path).role is Role.PROTECTED)

    @guarded
    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """What a module's result depends on besides its text; a change re-checks that module."""
        standing, config = self.standing(ctx.id, ctx.path), self.config
        named = self.named_handles(ctx) if config.handles else []
        if standing.role is not Role.PROTECTED:
            return named or None
        old = self.accepted.concerning(ctx.path) if self.accepted else []
        about = f"{standing.layer} {self.settled} {_digest(old) if old else ''}"
        return [about, *named] if named else about

    @cached_property
    def settled(self) -> str:
        """A digest of what the verdict about every protected module depends on.

        It is one short text because a run in which nothing has changed reads it for each of them.
        """
        config = self.config
        about = config.layers.owners, config.handles, config.handle_names, own_fingerprint()
        return _digest(about)

    def named_handles(self, ctx: ReportConfigContext) -> list[str]:
        tree = (self._modules or {}).get(ctx.id)
        if tree is not None and not ctx.is_check:  # mypy is about to cache it as in order
            self.refuse_handles(self.handles.complaint(tree))
        return self.handles.below(ctx.id)

    @guarded
    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        self.refuse_handles(self.handles.complaint(file))
        standing = self.standing(file.fullname, file.path)
        grounds = set[str]()
        if standing.role is Role.PROTECTED:
            from mypy_txn.violations import Parties

            audited = self.audit(file, Parties(standing.layer, self.config.layers.owners))
            if audited.module is not None:
                from mypy_txn.audit.grounds import grounds_of

                grounds = grounds_of(audited.module)
        else:
            self.checkers.forget(file)
        if self.daemon is not None:
            self.daemon.restore(file)
        if self.for_daemons and self.manager is not None:
            from mypy_txn.adapter.triggers import announce

            announce(file, self.manager.import_map)
        return grounds

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
            raise refusal(self.complaint)
        try:
            return self.places.standing(module, path)
        except LayerError as error:
            raise refusal(str(error)) from None

    def refuse_handles(self, complaint: str | None) -> None:
        if complaint is not None:
            path = self.options.config_file
            raise refusal(f"{path}: {section_in(path, SECTION)}: handles: {complaint}")

    def audit(self, file: MypyFile, who: Parties) -> Audited:
        """Audit ``file``, report what is wrong in it, and say what that was."""
        from mypy_txn.adapter.reporting import Audited, report

        if not (file.defs or file.is_stub or self.daemon):
            return Audited(None, [])
        checker = self.checkers.take(file)
        from mypy_txn.adapter.judging import judge

        module, violations = judge(file, checker, who, self.config, self.finder())
        reported = report(checker, violations)
        if self.accepted is not None:
            self.accepted.withdraw(checker, reported)
        if self.for_daemons:
            from mypy_txn.adapter.triggers import distrust
            from mypy_txn.audit.grounds import has_unchecked
            from mypy_txn.daemon import has_errors

            if has_errors(checker) or (module is not None and has_unchecked(module)):
                distrust(file)
        if self.daemon is not None:
            self.daemon.keep(checker, file)
        return Audited(module, reported)

    def finder(self) -> HandleFinder:
        """What tells handles in a module; a daemon changes classes, so there it knows none yet."""
        if self._finder is None or self.daemon is not None:
            from mypy_txn.audit.handles import HandleFinder
            from mypy_txn.catalog import catalog

            self._finder = HandleFinder(catalog(self.config.handles))
        return self._finder.anew()


def note_settings(made: TxnPlugin) -> None:
    """Have ``dmypy run`` restart a daemon whose settings have changed.

    For each request it makes the plugins anew and compares their modules' ``__version__`` with
    what it was at the start (mypy 2.4.1, ``mypy.dmypy_server``). Only the plugin of the daemon
    itself is told that it is in one.
    """
    global __version__
    old = made.accepted.entries if made.accepted else None
    settings = made.config, old, made.complaint, CONSTANT in made.options.always_true
    if made.options.fine_grained_incremental:
        TxnPlugin.served = settings
    changed = TxnPlugin.served is not None and TxnPlugin.served != settings
    __version__ = f"{version.__version__} with other settings" if changed else version.__version__


def _digest(data: object) -> str:
    return hashlib.sha256(repr(data).encode()).hexdigest()


def plugin(mypy_version: str) -> type[TxnPlugin]:
    """Mypy's entry point."""
    return TxnPlugin
