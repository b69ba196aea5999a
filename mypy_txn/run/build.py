"""One run of mypy that ends with what it could check, whatever it could not."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import BuildResult, State, build
from mypy.errors import CompileError
from mypy.modulefinder import ModuleNotFoundReason

from mypy_txn.layers import Role
from mypy_txn.recording import RecordingPlugin, records_of
from mypy_txn.records import Finding, Record
from mypy_txn.run.project import CannotCheck, Project
from mypy_txn.run.tree import problems_of

REFUSED: Final = ("[txn-config]", "[txn-internal]")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Unchecked:
    """A module, or a part of the configuration, that could not be checked, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What a run found.

    Attributes:
        project: as it was run.
        records: of every protected module that was checked, by module.
        unchecked: what was not checked; while there is any, no total is one.

    """

    project: Project
    records: dict[str, Record]
    unchecked: list[Unchecked]

    @property
    def findings(self) -> Iterator[Finding]:
        """The violations of all modules, by file and place."""
        for record in sorted(self.records.values(), key=lambda record: record.path):
            yield from record.findings


def run(
    paths: Sequence[str] = (),
    config_file: str | None = None,
    progress: Progress = lambda module: None,
) -> Outcome:
    """Check a project.

    Args:
        paths: files and folders; none means what the configuration says.
        config_file: None means the one that mypy finds.
        progress: called with the name of each module that mypy has checked.

    Raises:
        CannotCheck: if nothing can be checked.

    """
    unchecked: list[Unchecked] = []
    left_out: set[str] = set()
    while True:
        project = Project(paths, config_file, left_out)
        if not project.sources:
            raise CannotCheck("there is nothing to check: " + _list(unchecked))
        try:
            result = _build(project, progress)
        except CompileError as error:
            module = error.module_with_blocker
            if module is None or module in left_out or _is_refusal(error):
                raise CannotCheck("\n".join(error.messages)) from None
            left_out.add(module)
            unchecked.append(Unchecked(module, error.messages[0]))
            continue
        protected = {
            module: state
            for module, state in result.graph.items()
            if project.config.layers.standing(module).role is Role.PROTECTED
            and module not in left_out
        }
        records = records_of(project.options).all_of(protected)
        unchecked += _without_record(protected, records)
        unchecked += _unresolved(result, protected)
        unchecked += [Unchecked(*problem) for problem in problems_of(project)]
        return Outcome(project, records, unchecked)


def _list(unchecked: Sequence[Unchecked]) -> str:
    return "; ".join(one.why for one in unchecked)


def _is_refusal(error: CompileError) -> bool:
    return any(message.endswith(REFUSED) for message in error.messages)


def _build(project: Project, progress: Progress) -> BuildResult:
    out, err = io.StringIO(), io.StringIO()
    with _heard(progress), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            result = build(project.sources, project.options, stdout=out, stderr=err)
        except SystemExit:
            raise CannotCheck("mypy crashed:\n" + err.getvalue() + out.getvalue()) from None
    result.manager.metastore.close()
    return result


@contextlib.contextmanager
def _heard(progress: Progress) -> Iterator[None]:
    RecordingPlugin.listeners.append(progress)
    try:
        yield
    finally:
        RecordingPlugin.listeners.remove(progress)


def _without_record(protected: dict[str, State], records: dict[str, Record]) -> list[Unchecked]:
    return [
        Unchecked(module, f"{state.xpath}: mypy did not check it")
        for module, state in protected.items()
        if module not in records
    ]


def _unresolved(result: BuildResult, protected: dict[str, State]) -> Iterator[Unchecked]:
    """Imports of protected modules that mypy cannot find, and was not told to do without."""
    finder = result.manager.find_module_cache
    for module, state in protected.items():
        for imported in state.suppressed:
            options = result.manager.options.clone_for_module(imported)
            reason = finder.find_module(imported)
            if reason is ModuleNotFoundReason.NOT_FOUND and not options.ignore_missing_imports:
                why = f"{state.xpath}: no module {imported!r} is found; what it has is Any here"
                yield Unchecked(module, why)
