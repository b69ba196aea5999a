"""What an audit found in one module, in a file of its own beside mypy's cache.

mypy's cache keeps the errors that it shows. A record has the violations that are not shown as
well, and what was verified, so that a total can be honest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from mypy_txn.files import write_whole
from mypy_txn.summaries import Summary, summary_of

FORMAT: Final = 5
LONGEST: Final = 200
"""How many bytes of a module's name a file's name may have; with 255 file systems have enough."""


class Status(StrEnum):
    """What became of a violation."""

    OPEN = "open"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation, and where it stands in words that survive moved lines.

    Attributes:
        path: the file, relative to the folder of the run, with slashes.
        module: its name.
        layer: its layer; None for an unlayered module that is protected.
        code: the error code, like ``txn-call``.
        line: from 1, like the end.
        column: of its first character, from 0, as mypy counts (see ``locations``).
        end_line: of its last character.
        end_column: behind its last character.
        message: what is wrong.
        hint: what to do instead.
        symbol: the function or class around it, as in ``Rows.write``; empty in the module itself.
        text: the source of the expression, formatted in one way.
        status: whether it is shown.

    """

    path: str
    module: str
    layer: str | None
    code: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    hint: str
    symbol: str
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Record:
    """The audit of one module.

    Attributes:
        module: its name.
        path: its file, as in a finding.
        layer: its layer.
        findings: the violations in it, in source order.
        verified: how many uses of a handle in it are in order.
        summary: what it does with handles.

    """

    module: str
    path: str
    layer: str | None
    findings: tuple[Finding, ...]
    verified: int
    summary: Summary


class Records:
    """The records in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, record: Record) -> None:
        """Keep ``record``, instead of what was kept of its module before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": FORMAT, **_as_json(record)}, ensure_ascii=False)
        write_whole(self._path(record.module), text.encode())

    def read(self, module: str) -> Record | None:
        """The record of ``module``; None if there is none, or none that can be understood."""
        try:
            data = json.loads(self._path(module).read_text(encoding="utf-8"))
            return _record(data) if data.pop("format") == FORMAT else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None  # mypy checks the module again, and there is a new one

    def all_of(self, modules: Iterable[str]) -> dict[str, Record]:
        """The records there are of ``modules``, by module."""
        read = {module: self.read(module) for module in modules}
        return {module: record for module, record in read.items() if record is not None}

    def _path(self, module: str) -> Path:
        name = module
        if len(name.encode()) > LONGEST:
            name = f"{name[: LONGEST // 8]}~{hashlib.sha256(name.encode()).hexdigest()}"
        return self._folder / f"{name}.json"


def _as_json(record: Record) -> dict[str, Any]:
    return {
        **{field.name: getattr(record, field.name) for field in fields(record)},
        "findings": [asdict(finding) for finding in record.findings],
        "summary": record.summary.as_json(),
    }


def _record(data: dict[str, Any]) -> Record:
    findings, summary = data.pop("findings"), summary_of(data.pop("summary"))
    made = (Finding(**{**one, "status": Status(one["status"])}) for one in findings)
    return Record(**data, findings=tuple(made), summary=summary)
