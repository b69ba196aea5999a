"""Keeping our errors alive between the daemon's increments.

For every module that changed, mypy's daemon forgets all errors, and then re-checks the functions
that had some, without the end-of-module call in which we report (mypy 2.4.1,
``mypy.server.update``). So:

- an audited module is marked as not loaded in full, which makes the daemon process the whole
  module, audit included, when something that it depends on changes;
- our errors belong to no function, and whenever the daemon has forgotten them they are put back,
  at the next moment it asks us anything;
- so that it asks us something in every increment, a hidden error, a *pulse*, makes it re-check a
  function of a module that has findings.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from mypy import errorcodes
from mypy.checker import TypeChecker
from mypy.errors import ErrorInfo, Errors
from mypy.nodes import FuncDef, MypyFile

from mypy_txn.audit.walk import statements

PULSES: Final = 2


@dataclass(frozen=True)
class Kept:
    """What we reported of one module, the pulse that belongs to it, and the module's length."""

    path: str
    infos: list[ErrorInfo]
    pulse: ErrorInfo
    lines: int


class Daemon:
    """The errors we reported, by module, for as long as the daemon runs."""

    def __init__(self) -> None:
        self._errors: Errors | None = None
        self._kept: dict[str, Kept] = {}
        self._pulses: list[Kept] = []
        self._restored_into: object = None

    def begin(self, file: MypyFile) -> None:
        """Before a module is audited: drop what an earlier audit of it left."""
        old = self._kept.pop(file.fullname, None)
        if old is not None and self._errors is not None:
            infos = self._errors.error_info_map.get(old.path, [])
            infos[:] = [info for info in infos if not _is_among(info, [*old.infos, old.pulse])]
            self._restored_into = None

    def end(self, checker: TypeChecker, file: MypyFile, reported: list[ErrorInfo]) -> None:
        """After a module is reported: keep its errors and mark it for whole re-processing."""
        self._errors = checker.errors
        file.is_cache_skeleton = True
        if reported:
            lines = max((stmt.end_line or stmt.line for stmt in file.defs), default=0)
            pulse = _pulse(file, reported[0])
            self._kept[file.fullname] = Kept(checker.path, reported, pulse, lines)
        _correct_ignore_notes(checker)
        self._restored_into = None

    def restore(self, modules: Container[str]) -> None:
        """Put back what the daemon has forgotten; cheap where it has forgotten nothing.

        Args:
            modules: those that still exist.

        """
        if self._errors is None or not self._is_forgotten(self._errors):
            return
        for module in [module for module in self._kept if module not in modules]:
            del self._kept[module]
        shortest = sorted(self._kept, key=lambda module: (self._kept[module].lines, module))
        self._pulses = [self._kept[module] for module in shortest[:PULSES]]
        for kept in self._kept.values():
            self._put_back(kept, kept.infos)
        for kept in self._pulses:
            self._put_back(kept, [kept.pulse])
        self._restored_into = self._errors.error_info_map

    def _is_forgotten(self, errors: Errors) -> bool:
        """Every reset makes a new map; a re-checked function loses its pulse alone."""
        return self._restored_into is not errors.error_info_map or any(
            not _is_among(kept.pulse, errors.error_info_map.get(kept.path, []))
            for kept in self._pulses
        )

    def _put_back(self, kept: Kept, infos: list[ErrorInfo]) -> None:
        assert self._errors is not None
        present = self._errors.error_info_map.setdefault(kept.path, [])
        present.extend(info for info in infos if not _is_among(info, present))


def _is_among(info: ErrorInfo, infos: list[ErrorInfo]) -> bool:
    return any(other is info for other in infos)


def _pulse(file: MypyFile, info: ErrorInfo) -> ErrorInfo:
    """A hidden error of the outermost function around ``info``."""
    around = (
        stmt
        for stmt in statements(file)
        if isinstance(stmt, FuncDef) and stmt.line <= info.line <= (stmt.end_line or stmt.line)
    )
    outermost = next(around, None)
    pulse = ErrorInfo(
        import_ctx=[],
        local_ctx=(None, None),
        line=info.line,
        column=info.column,
        end_line=info.end_line,
        end_column=info.end_column,
        severity="note",
        message="",
        code=info.code,
        blocker=False,
        only_once=False,
        module=file.fullname,
        target=outermost.fullname if outermost else file.fullname,
    )
    pulse.hidden = True
    return pulse


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
