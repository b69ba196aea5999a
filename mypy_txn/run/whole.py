"""The program as a whole, which no module's record shows."""

from __future__ import annotations

from dataclasses import dataclass

from mypy_txn.layers import Layers
from mypy_txn.program.capabilities import Program
from mypy_txn.recording import records_of
from mypy_txn.records import Record
from mypy_txn.run.build import Outcome, Unchecked
from mypy_txn.summaries import containing_module


@dataclass(frozen=True)
class Whole:
    """All modules of a project that a run has seen.

    Attributes:
        records: by module; those of the protected ones as the run has them.
        program: their summaries as one.
        layers: of the project.

    """

    records: dict[str, Record]
    program: Program
    layers: Layers

    @property
    def failed(self) -> list[Unchecked]:
        """The modules of which we do not know what they do with handles, by a fault of ours."""
        text = "mypy_txn failed to follow its handles:"
        return [
            Unchecked(module, f"{record.path}: {text} {record.summary.failed}")
            for module, record in self.records.items()
            if record.summary.failed
        ]

    @property
    def paths(self) -> dict[str, str]:
        """The file of each module."""
        return {module: record.path for module, record in self.records.items()}

    def module_of(self, name: str) -> str | None:
        """The module in which a function or class is, from its full name."""
        return containing_module(name, self.records)

    def is_owner(self, function: str) -> bool:
        """Whether a function, by its full name, is in an owner layer."""
        module = self.module_of(function)
        return module is not None and self.records[module].layer in self.layers.owners


def whole(outcome: Outcome) -> Whole:
    """What is known of all modules of the project."""
    others = records_of(outcome.project.options).all_of(outcome.modules - outcome.records.keys())
    records = {**others, **outcome.records}
    program = Program({module: one.summary for module, one in records.items()})
    return Whole(records, program, outcome.project.config.layers)
