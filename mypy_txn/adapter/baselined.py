"""Which violations the baseline accepts, in the module that has just been audited."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.checker import TypeChecker
from mypy.options import Options

from mypy_txn.adapter.reporting import Reported, withdraw
from mypy_txn.baseline import BaselineError, Entry, read_baseline
from mypy_txn.config import ConfigError, from_root, root_of
from mypy_txn.locations import Source, read_source


class BaselinedViolations:
    """The baseline that a configuration names.

    Raises:
        ConfigError: on construction, if there is none or it cannot be read.

    """

    def __init__(self, name: str, options: Options) -> None:
        root = root_of(options.config_file)
        try:
            self._baseline = read_baseline(root / name, root)
        except BaselineError as error:
            raise ConfigError(str(error)) from None
        self._shadowed = dict(options.shadow_file or ())
        self._native = options.native_parser
        self._files_change = options.fine_grained_incremental

    @property
    def entries(self) -> list[Entry]:
        """All of the entries."""
        return self._baseline.entries

    def concerning(self, path: str) -> list[Entry]:
        """The entries on which the verdict about the file ``path`` depends."""
        return self._baseline.usable(from_root(path, self._baseline.root))

    def elsewhere(self, checker: TypeChecker, reported: Sequence[Reported]) -> set[str]:
        """The modules that these violations may have been in, by any name that their files allow.

        They are accepted here as long as they are gone there.
        """
        path = from_root(checker.path, self._baseline.root)
        others = [entry for entry in self.entries if entry.path != path]
        if not others or not reported:
            return set()
        source = self._source(checker)
        moved = {(one.symbol, one.text) for one in (_entry(path, source, r) for r in reported)}
        paths = {entry.path for entry in others if (entry.symbol, entry.text) in moved}
        return {name for one in paths for name in _names(one)}

    def homes(self, path: str) -> frozenset[str]:
        """The functions in the file ``path`` that entries name and that are there."""
        return self._baseline.homes(from_root(path, self._baseline.root))

    def withdraw(self, checker: TypeChecker, reported: Sequence[Reported]) -> None:
        """Take back the errors of old violations; those that mypy does not show need no entry."""
        if self._files_change:
            self._baseline.refresh()
        if not self.concerning(checker.path):
            return
        shown = [one for one in reported if one.infos]
        path = from_root(checker.path, self._baseline.root)
        source = self._source(checker)
        entries = self._baseline.match(path, [_entry(path, source, one) for one in shown])
        withdraw(checker, [one for one, entry in zip(shown, entries) if entry])

    def _source(self, checker: TypeChecker) -> Source:
        return read_source(self._shadowed.get(checker.path, checker.path), self._native)


def _names(path: str) -> list[str]:
    """What mypy may call the module in a file, from whichever folder it looks."""
    *folders, file = path.split("/")
    stem = file.partition(".")[0]
    parts = folders if stem == "__init__" else [*folders, stem]
    return [".".join(parts[start:]) for start in range(len(parts))]


def _entry(path: str, source: Source, reported: Reported) -> Entry:
    violation = reported.violation
    symbol, text = source.locate(violation.place)
    return Entry(path, symbol, violation.code.code, text)
