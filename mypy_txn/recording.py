"""The plugin as `mypy-txn` runs it: it writes down what it finds, shown by mypy or not.

mypy loads it from ``plugins = mypy_txn.recording``, which nobody but `mypy-txn` writes. What the
baseline accepts is left to whoever reads the records.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from mypy.nodes import MypyFile
from mypy.options import Options
from mypy.plugin import ReportConfigContext

from mypy_txn.adapter.fingerprint import own_fingerprint
from mypy_txn.adapter.reporting import Audited, Reported
from mypy_txn.codes import INTERNAL
from mypy_txn.config import from_root, root_of
from mypy_txn.files import is_within
from mypy_txn.layers import Role
from mypy_txn.locations import Source, read_source
from mypy_txn.plugin import TxnPlugin
from mypy_txn.records import Finding, Record, Records, Status
from mypy_txn.summaries import Summary
from mypy_txn.violations import Parties, Place


class RecordingPlugin(TxnPlugin):
    """``TxnPlugin``, with a record of every audit beside mypy's cache.

    Attributes:
        listeners: called with the name of each module that mypy has checked; mypy makes the
            plugin, so there is no other way to it.

    """

    listeners: ClassVar[list[Callable[[str], None]]] = []

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.records = records_of(options)
        self.root = root_of(options.config_file)
        self._copies = dict(options.shadow_file or ())

    def finish(self, file: MypyFile) -> set[str]:
        for listener in self.listeners:
            listener(file.fullname)
        standing, grounds = self.standing(file.fullname, file.path), set[str]()
        if standing.role is not Role.PROTECTED and self.is_first_party(file.fullname):
            grounds = self.summarize(file, Parties(standing.layer, self.config.layers.owners))
        return grounds | super().finish(file)

    def read_accepted(self) -> None:
        return None

    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """As the plugin's, but a module without a record of this run's root is checked again."""
        data = super().report_config_data(ctx)
        if not is_within(ctx.path, self.root):
            return data
        data = [data, self.config.handles, self.config.handle_names, own_fingerprint()]
        if not ctx.is_check:  # this run writes the record, but mypy asks before
            return data
        record = self.records.read(ctx.id)
        has_record = record is not None and record.path == from_root(ctx.path, self.root)
        return data if has_record else [data, "no record"]

    def is_first_party(self, module: str) -> bool:
        """Whether a module is of the project: a file of it, not something installed."""
        file = (self._modules or {}).get(module)
        return file is not None and is_within(file.path, self.root)

    def audit(self, file: MypyFile, who: Parties) -> Audited:
        audited = super().audit(file, who)
        self.records.write(self.record(file, who, audited))
        return audited

    def summarize(self, file: MypyFile, who: Parties) -> set[str]:
        """Record what a module that is not protected does with handles; returns its grounds."""
        module = self.judge.typed(file, self.checkers.take(file), who) if file.defs else None
        summarized = Audited(module, [])
        self.records.write(self.record(file, who, summarized))
        return summarized.grounds()

    def record(self, file: MypyFile, who: Parties, audited: Audited) -> Record:
        path = from_root(file.path, self.root)
        read = self._copies.get(file.path, file.path)
        source = read_source(read, self.options.native_parser)
        about = path, file.fullname, who.layer
        findings = tuple(_finding(*about, source, one) for one in audited.reported)
        summary = self.summary(audited)
        return Record(file.fullname, path, who.layer, findings, _verified(audited), summary)

    def summary(self, audited: Audited) -> Summary:
        from mypy_txn.audit.summary import summarize

        if audited.module is None:
            return Summary()
        try:
            return summarize(audited.module, self.is_first_party)
        except Exception as error:
            return Summary(failed=f"{type(error).__name__}: {error}")


def _finding(
    path: str, module: str, layer: str | None, source: Source, reported: Reported
) -> Finding:
    violation = reported.violation
    place = violation.place
    symbol, text = source.locate(place)
    return Finding(
        path=path,
        module=module,
        layer=layer,
        code=violation.code.code,
        line=place.line,
        column=place.column,
        end_line=place.end_line or place.line,
        end_column=place.end_column or place.column + 1,
        message=violation.message,
        hint=violation.hint,
        symbol=symbol,
        text=text,
        status=Status.OPEN if reported.infos else Status.SUPPRESSED,
    )


def _verified(audited: Audited) -> int:
    """How many uses of handles have no violation in them; none where the audit failed."""
    if audited.module is None or any(one.violation.code is INTERNAL for one in audited.reported):
        return 0
    from mypy_txn.audit.uses import handle_uses

    wrong = {(one.violation.place.line, one.violation.place.column) for one in audited.reported}
    return sum(1 for use in handle_uses(audited.module) if not _is_in(use, wrong))


def _is_in(use: Place, wrong: set[tuple[int, int]]) -> bool:
    start = use.line, use.column
    end = use.end_line or use.line, use.end_column or use.column + 1
    return any(start <= place < end for place in wrong)


def records_of(options: Options) -> Records:
    """The records of a run with these options."""
    version = ".".join(map(str, options.python_version))
    return Records(Path(options.cache_dir) / version / "txn")


def plugin(version: str) -> type[RecordingPlugin]:
    """Mypy's entry point; ``version`` is mypy's."""
    return RecordingPlugin
