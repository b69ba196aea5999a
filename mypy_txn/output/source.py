"""Where the findings of a run stand in the text of their files."""

from __future__ import annotations

from mypy_txn.locations import Source, Span, read_source
from mypy_txn.records import Finding
from mypy_txn.run import Outcome
from mypy_txn.violations import Place


class Sources:
    """The files of a run, each read once."""

    def __init__(self, outcome: Outcome) -> None:
        self._root = outcome.project.root
        self._native = outcome.project.options.native_parser
        self._files: dict[str, Source] = {}

    def span(self, finding: Finding) -> Span | None:
        """The range of ``finding``; None if its file is gone or has become too short."""
        if finding.path not in self._files:
            self._files[finding.path] = read_source(self._root / finding.path, self._native)
        place = Place(finding.line, finding.column, finding.end_line, finding.end_column)
        return self._files[finding.path].span(place)
