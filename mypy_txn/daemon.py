"""Keeping our errors alive between the daemon's increments.

At every increment mypy's daemon forgets all errors and re-checks the targets that had some, one
function at a time, without the end-of-module call in which we report (mypy 2.4.1,
``mypy.server.update``). So:

- an audited module is marked as not loaded in full, which makes the daemon process the whole
  module, audit included, when something that it depends on changes;
- the errors of modules that an increment leaves alone are put back;
- a few of them keep their module as target, so that every increment processes at least one
  audited module and we are called at all.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from mypy import errorcodes
from mypy.checker import TypeChecker
from mypy.errors import ErrorInfo, Errors
from mypy.nodes import MypyFile

PULSES: Final = 2


@dataclass(frozen=True)
class Kept:
    """What we reported of one module, and how long that module is."""

    path: str
    infos: list[ErrorInfo]
    lines: int


class Daemon:
    """The errors we reported, by module, for as long as the daemon runs."""

    def __init__(self) -> None:
        self._errors: Errors | None = None
        self._kept: dict[str, Kept] = {}

    def begin(self, checker: TypeChecker, file: MypyFile) -> None:
        """Before a module is reported: drop what an earlier audit of it left."""
        self._errors = checker.errors
        old = self._kept.pop(file.fullname, None)
        infos = self._errors.error_info_map.get(checker.path)
        if old is not None and infos is not None:
            infos[:] = [info for info in infos if not _is_among(info, old.infos)]

    def end(self, checker: TypeChecker, file: MypyFile, reported: list[ErrorInfo]) -> None:
        """After a module is reported: keep its errors and mark it for whole re-processing."""
        file.is_cache_skeleton = True
        if reported:
            lines = max((stmt.end_line or stmt.line for stmt in file.defs), default=0)
            self._kept[file.fullname] = Kept(checker.path, reported, lines)
        _correct_ignore_notes(checker)

    def restore(self, modules: Container[str]) -> None:
        """Put back the errors of the modules that this increment has not processed."""
        for module in [module for module in self._kept if module not in modules]:
            del self._kept[module]
        if self._errors is None:
            return
        pulses = sorted(self._kept, key=lambda module: (self._kept[module].lines, module))[:PULSES]
        for module, kept in self._kept.items():
            present = self._errors.error_info_map.get(kept.path, [])
            for info in kept.infos:
                info.target = module if module in pulses else None
                if not _is_among(info, present):
                    self._errors.add_error_info(info, file=kept.path)


def _is_among(info: ErrorInfo, infos: list[ErrorInfo]) -> bool:
    return any(other is info for other in infos)


def _correct_ignore_notes(checker: TypeChecker) -> None:
    """Say anew which ignore comments are unused: the daemon asked before the audit used some."""
    errors, path = checker.errors, checker.path
    infos = errors.error_info_map.get(path, [])
    stale = {errorcodes.UNUSED_IGNORE, errorcodes.IGNORE_WITHOUT_CODE} & {i.code for i in infos}
    if not stale:
        return
    infos[:] = [info for info in infos if info.code not in stale]
    if errorcodes.UNUSED_IGNORE in stale:
        errors.generate_unused_ignore_errors(path)
    if errorcodes.IGNORE_WITHOUT_CODE in stale:
        errors.generate_ignore_without_code_errors(path, checker.options.warn_unused_ignores)
