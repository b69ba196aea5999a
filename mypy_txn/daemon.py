"""Keeping our errors alive between the daemon's increments.

For every module that changed, mypy's daemon forgets all errors, and then re-checks the functions
that had some, without the end-of-module call in which we report (mypy 2.4.1,
``mypy.server.update``). So:

- an audited module is marked as not loaded in full, which makes the daemon process the whole
  module, audit included, when something that it depends on changes;
- our errors belong to no function, and whenever the daemon has forgotten them they are put back,
  at the end of the next module that it processes;
- where it would process none, it is given one: see ``mypy_txn.adapter.triggers``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy import errorcodes
from mypy.build import BuildManager, State, is_silent_import_module
from mypy.checker import TypeChecker
from mypy.errors import ErrorInfo
from mypy.nodes import MypyFile, TypeInfo
from mypy.util import is_stdlib_file

from mypy_txn.adapter.referrers import states_of, updates_of
from mypy_txn.adapter.triggers import Deps, announce, depend, distrust, wake
from mypy_txn.audit.grounds import constructed, has_unrecorded, names_of
from mypy_txn.audit.handles import is_from_error
from mypy_txn.audit.module import TypedModule
from mypy_txn.files import is_installed

if TYPE_CHECKING:
    from mypy.server.update import FineGrainedBuildManager

WITNESSES: Final = 5
MOST: Final = 5
"""How often a module is processed whole in one increment, if no other comes between."""
ABOUT_IGNORES: Final = (errorcodes.UNUSED_IGNORE, errorcodes.IGNORE_WITHOUT_CODE)


class Daemon:
    """The errors of protected modules, for as long as the daemon runs."""

    def __init__(self, manager: BuildManager) -> None:
        self._manager = manager
        self._audited: dict[str, str] = {}
        self._complete = manager.errors.error_info_map
        self._looked_at: object = None  # what mypy knows of the files, anew in each increment
        self._announced: object = None
        self._processed = Counter[str]()
        self._updated = set[str]()
        self._constructed = set[TypeInfo]()
        self._left = set[str]()
        self._standard_library: list[str] = []
        self._size = 0
        self._is_audible = False
        self._is_updating = False

    @property
    def is_updating(self) -> bool:
        """Whether the first build is over."""
        return self._is_updating or self._manager.errors.error_info_map is not self._complete

    def keep(self, checker: TypeChecker, file: MypyFile, module: TypedModule | None) -> None:
        """After a module is audited: its errors are to stay, and it is processed whole or not.

        Args:
            checker: mypy's, of the module.
            file: the module.
            module: the same as the audit saw it; None where that failed.

        """
        file.is_cache_skeleton = True
        # What mypy parsed for this increment is analysed by now: to analyse it again would find
        # every name defined already.
        self._manager.ast_cache.pop(file.fullname, None)
        self._audited[checker.path] = file.fullname
        if checker.path not in checker.errors.ignored_files:
            self._stay_audible(checker.path)
        _correct_ignore_notes(checker)
        _detach_ignore_notes(checker.errors.error_info_map.get(checker.path, ()))
        self._let_go_of_replaced()
        if module is not None:
            self._constructed.update(constructed(module))

    def restore(self, file: MypyFile) -> None:
        """After a module is processed: put back what the daemon has forgotten of all others."""
        self._silence_installed(file.path)
        self._forget_constructors()
        errors, modules = self._manager.errors, self._manager.modules
        if errors.error_info_map is not self._complete:
            self._is_updating = True
            for path, infos in self._complete.items():
                module = self._audited.get(path)
                is_other = module in modules and module != file.fullname
                _detach_ignore_notes(infos)
                if is_other and (kept := [info for info in infos if info.target is None]):
                    errors.error_info_map.setdefault(path, []).extend(kept)
            self._complete = errors.error_info_map
            self._announce_pending()
        if self._is_updating:
            self._keep_standard_library(file)
        known = self._manager.fscache.stat_or_none_cache
        is_new_increment = self._looked_at is not known
        if is_new_increment:
            self._looked_at = known
            self._processed.clear()
        self._leave_restless(file)
        if is_new_increment:
            self._leave_deleted()
        audited = list(self._audited.values())
        # Far apart, so that one folder's end is not the end of all.
        wake(self._manager.fg_deps, audited[:: len(audited) // WITNESSES + 1])

    def _forget_constructors(self) -> None:
        """Have mypy look again at what a constructor takes and returns.

        It remembers that with each class, also those that inherit it from one that has changed, and
        looks again only where it processes single functions (2.4.1, ``mypy.typeops``).
        """
        for info in self._constructed:
            info.type_object_type = None

    def _let_go_of_replaced(self) -> None:
        """Have trees freed that mypy has replaced.

        It holds on to every coroutine that it ever analysed, and by that to all of its module,
        and looks one up only while it analyses that one (2.4.1, ``mypy.semanal``): a daemon that
        processes whole modules would need more memory with each edit.
        """
        self._manager.semantic_analyzer.wrapped_coro_return_types.clear()

    def _announce_pending(self) -> None:
        """Have mypy process a module after it drops one that it never processed.

        So it is with a module that came and went while another could not be parsed: mypy keeps it
        among those to be processed, and deletes it in every increment from then on (2.4.1,
        ``FineGrainedBuildManager.stale``).
        """
        pending = self._updates.changed_modules
        if pending is not self._announced:
            self._announced = pending
            modules = (module for module, _ in (*pending, *self._updates.stale))
            announce(self._manager.fg_deps, modules)

    def _keep_standard_library(self, file: MypyFile) -> None:
        """Have mypy go on with modules of the standard library that nothing imports any more.

        It would end the increment by deleting them, which for these is to forget what to print, and
        do so again in each further one (2.4.1, ``mypy.dmypy_server``, ``mypy.server.update``).
        """
        graph, typeshed = self._updates.graph, self._manager.options.abs_custom_typeshed_dir
        if len(graph) != self._size:
            self._size = len(graph)
            self._standard_library = [
                name
                for name, state in graph.items()
                if state.path and is_stdlib_file(typeshed, state.path)
            ]
        for name in self._standard_library:
            graph[file.fullname].add_dependency(name)

    @cached_property
    def _updates(self) -> FineGrainedBuildManager:
        return updates_of(self._manager)

    def _leave_restless(self, file: MypyFile) -> None:
        """Leave to mypy what it processes whole again and again, until it processes another module.

        After each module it checks functions with errors anew, and takes the class of a dataclass
        beside one for changed each time (2.4.1): that would have no end.
        """
        module, modules = file.fullname, self._manager.modules
        self._processed[module] += 1
        if self._processed[module] == 1:
            for left in self._left & modules.keys():
                modules[left].is_cache_skeleton = True
            self._left.clear()
        elif self._processed[module] > MOST and file.is_cache_skeleton:
            before, self._updated = self._updated, set(self._updates.updated_modules)
            if before != self._updated:  # among them may be some that were deleted
                self._processed.clear()
            else:
                file.is_cache_skeleton = False
                self._left.add(module)

    def _leave_deleted(self) -> None:
        """Leave modules whose files are gone to mypy, which deletes at the end of an increment.

        To process one whole is to delete it at once, when modules that were just read still count
        it among what they import: the daemon looks it up there and crashes.
        """
        files, modules = self._manager.fscache, self._manager.modules
        known = files.stat_or_none_cache  # to ask ``files`` of each takes three times as long
        for path in [p for p in self._audited if not known.get(p) and not files.isfile(p)]:
            module = self._audited.pop(path)
            if module in modules:
                modules[module].is_cache_skeleton = False

    def _stay_audible(self, path: str) -> None:
        """Have mypy go on showing the errors of a module that it shows when the daemon starts.

        It takes what an edit concerns for modules found by following imports, and silences those
        below any folder of ``sys.path``, that of an editable installation say, if their path is
        absolute (2.4.1).
        """
        if is_silent_import_module(self._manager, path):
            self._manager.options.no_silence_site_packages = self._is_audible = True

    def _silence_installed(self, path: str) -> None:
        """Forget what mypy has found in a library, which it shows only since ours are audible."""
        errors, sources = self._manager.errors, self._manager.source_set.source_paths
        if self._is_audible and is_installed(path) and path not in sources:
            errors.error_info_map.pop(path, None)
            errors.ignored_files.add(path)


def process_again(manager: BuildManager, is_protected: Callable[[State], bool]) -> None:
    """Have a daemon that starts from a cache process protected modules with errors in the cache.

    It prints none of those errors. What it processes is what is not as the cache says, for which
    it compares sizes (mypy 2.4.1, ``mypy.dmypy_server``).
    """
    for state in states_of(manager):
        if is_protected(state) and state.meta is not None and state.error_lines:
            state.meta.size = -1


def depend_on_types(
    deps: Deps, checker: TypeChecker, module: TypedModule | None, elsewhere: Iterable[str]
) -> None:
    """Have a module processed when the types change that its verdict depends on.

    That is when anything changes below where mypy records too little: it complains, or the types
    say more than it looks at.

    Args:
        deps: the daemon's map.
        checker: mypy's, of the module.
        module: the module as the audit saw it; None where that failed.
        elsewhere: the modules that have to do with it by the baseline alone.

    """
    name = checker.tree.fullname
    if _has_errors(checker) or (module is not None and has_unrecorded(module)):
        distrust(deps, name)
    depend(deps, name, {*elsewhere, *(names_of(module) if module is not None else ())})


def _has_errors(checker: TypeChecker) -> bool:
    """Whether mypy complains about the module, or has ``Any`` where it did not show a complaint."""
    errors, path = checker.errors, checker.path
    ignored = errors.used_ignored_lines.get(path, {}).values()
    return (
        any(
            info.target and info.code not in ABOUT_IGNORES
            for info in errors.error_info_map.get(path, ())
        )
        or any(errorcodes.ATTR_DEFINED.code in codes for codes in ignored)
        or any(map(is_from_error, checker._type_maps[0].values()))
    )


def _detach_ignore_notes(infos: Iterable[ErrorInfo]) -> None:
    """Have what is said of ignores belong to no function, as our errors do.

    mypy forgets it with the errors of the module's top level, and does not say it again.
    """
    for info in infos:
        if info.code in ABOUT_IGNORES:
            info.target = None


def _correct_ignore_notes(checker: TypeChecker) -> None:
    """Say anew which ignore comments are unused: the daemon asked before the audit used some.

    One that is used now may have no code.
    """
    errors, path = checker.errors, checker.path
    infos = errors.error_info_map.get(path, [])
    stale = {info.code for info in infos} & set(ABOUT_IGNORES)
    if not stale:
        return
    infos[:] = [info for info in infos if info.code not in stale]
    if errorcodes.UNUSED_IGNORE in stale:
        errors.generate_unused_ignore_errors(path)
    if errorcodes.IGNORE_WITHOUT_CODE in checker.options.enabled_error_codes:
        errors.generate_ignore_without_code_errors(path, checker.options.warn_unused_ignores)
