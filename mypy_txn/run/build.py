"""One run of mypy that ends with what it could check, whatever it could not."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import BuildResult, State, build
from mypy.defaults import RECURSION_LIMIT
from mypy.errors import CompileError
from mypy.modulefinder import ModuleNotFoundReason

from mypy_txn.adapter.refusing import is_refusal
from mypy_txn.codes import INTERNAL
from mypy_txn.config import from_root
from mypy_txn.recording import RecordingPlugin, records_of
from mypy_txn.records import Finding, Record
from mypy_txn.run.comparison import Comparison, baseline_of, compare, covers
from mypy_txn.run.errors import MypyError, as_text, errors_in
from mypy_txn.run.project import CannotCheck, Project
from mypy_txn.run.shadows import Overlay, shadow
from mypy_txn.run.survey import excluded
from mypy_txn.run.tree import NONE_PROTECTED, modules_of, problems_of, tops_of

Listener = Callable[[str], None]
Progress = Callable[[Collection[str]], contextlib.AbstractContextManager[Listener]]


@dataclass(frozen=True)
class Unchecked:
    """A module, or a part of the configuration, that could not be checked, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


@dataclass(frozen=True)
class Outcome:
    """What a run found.

    Attributes:
        project: as it was run.
        records: of every protected module that was checked, by module.
        modules: the names of all modules that mypy knows, those of libraries included.
        unchecked: what was not checked; while there is any, no total is one.
        whole: whether every protected module of the tree was asked for.
        complete: whether every one was checked, and the baseline has no other.
        comparison: with the baseline; None where there is none.
        errors: all that mypy reports, also where the project hides it; ours are among them.
        excluded: protected modules that were asked for, and that the configuration excludes, with
            their paths.

    """

    project: Project
    records: dict[str, Record]
    modules: frozenset[str]
    unchecked: list[Unchecked]
    whole: bool
    complete: bool
    comparison: Comparison | None
    errors: Sequence[MypyError] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_baseline_true(self) -> bool:
        """Whether the baseline can stay as it is."""
        return self.comparison is None or self.comparison.is_true

    @property
    def findings(self) -> Iterator[Finding]:
        """The violations of all modules, by file and place."""
        for record in sorted(self.records.values(), key=lambda record: record.path):
            yield from record.findings


def run(
    paths: Sequence[str] = (),
    config_file: str | None = None,
    progress: Progress = lambda modules: contextlib.nullcontext(lambda module: None),
    baseline_may_be_missing: bool = False,
    overlay: Overlay | None = None,
) -> Outcome:
    """Check a project.

    Args:
        paths: files and folders; none means what the configuration says.
        config_file: None means the one that mypy finds.
        progress: called with the modules asked for; what it yields for the time of the run is
            called with the name of each module that mypy has checked.
        baseline_may_be_missing: whether that is not an error.
        overlay: texts that are read in place of those of some files.

    Raises:
        CannotCheck: if nothing can be checked.

    """
    project, result, unchecked = _build_what_can_be_parsed(paths, config_file, progress, overlay)
    project.locate({module: state.path for module, state in result.graph.items()})
    baseline = baseline_of(project, baseline_may_be_missing)
    protected = {
        module: state
        for module, state in result.graph.items()
        if project.protects(module) and not os.path.isdir(state.xpath)
    }
    records = records_of(project.options).all_of(protected)
    unchecked += _without_record(protected, records)
    unchecked += _failed(records)
    unchecked += _unresolved(result, protected)
    unchecked += [Unchecked(*problem) for problem in problems_of(project, protected)]
    there = {module for module in modules_of(project) if project.protects(module)}
    left_out = _excluded(project, paths, records)
    if there or left_out:
        unchecked += _none_protected(project, paths, records, left_out)
    whole = there <= records.keys() | {one.what for one in unchecked}
    complete = whole and not unchecked
    comparison = None
    if baseline is not None:
        covered = bool(project.configured) or covers(tops_of(project.sources), baseline)
        complete = complete and covered
        unseen = frozenset(left_out.values())
        records, comparison = compare(records, baseline, complete, project.config.stale, unseen)
        if unchecked:  # what a finding depends on may be there
            comparison = replace(comparison, fixed=[])
    modules, errors = frozenset(result.graph), list(errors_in(result.errors))
    return Outcome(
        project, records, modules, unchecked, whole, complete, comparison, errors, left_out
    )


def _build_what_can_be_parsed(
    paths: Sequence[str],
    config_file: str | None,
    progress: Progress,
    overlay: Overlay | None,
) -> tuple[Project, BuildResult, list[Unchecked]]:
    """Build again and again, each time without the module that stopped mypy."""
    unchecked: dict[str, Unchecked] = {}
    while True:
        project = Project(paths, config_file, unchecked, overlay.cache if overlay else None)
        if not project.options.config_file:
            raise CannotCheck("mypy is not configured here, so it loads no plugin: mypy-txn init")
        if not project.sources:
            reasons = "; ".join(one.why for one in unchecked.values())
            raise CannotCheck(f"there is nothing to check: {reasons}")
        shadow(project, overlay)
        try:
            return project, _build(project, progress), list(unchecked.values())
        except CompileError as error:
            module = error.module_with_blocker
            said = list(map(as_text, error.messages))
            refused = [text for text in said if is_refusal(text)]
            if refused or module is None or module in unchecked:
                raise CannotCheck("\n".join(refused or said)) from None
            own = tuple(f"{one.path}:" for one in project.sources if one.module == module)
            why = next((text for text in said if text.startswith(own)), said[0])
            unchecked[module] = Unchecked(module, why)


def _build(project: Project, progress: Progress) -> BuildResult:
    out, err = io.StringIO(), io.StringIO()
    refused: CompileError | None = None
    asked_for = {source.module for source in project.sources}
    # What mypy (2.4.1) sets in its own processes, where a sum of a thousand texts is no error.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION_LIMIT))
    with (
        progress(asked_for) as listener,
        _heard(listener),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            result = build(project.sources, project.options, stdout=out, stderr=err)
        except CompileError as error:
            refused = error.with_traceback(None)
        except SystemExit:
            raise CannotCheck("mypy crashed:\n" + err.getvalue() + out.getvalue()) from None
    if refused:
        gc.collect()  # where a plugin refuses, mypy (2.4.1) leaves its cache open
        raise refused
    result.manager.metastore.close()
    return result


@contextlib.contextmanager
def _heard(listener: Listener) -> Iterator[None]:
    RecordingPlugin.listeners.append(listener)
    try:
        yield
    finally:
        RecordingPlugin.listeners.remove(listener)


def _without_record(protected: dict[str, State], records: dict[str, Record]) -> list[Unchecked]:
    return [
        Unchecked(module, f"{state.xpath}: mypy did not check it")
        for module, state in protected.items()
        if module not in records
    ]


def _failed(records: dict[str, Record]) -> Iterator[Unchecked]:
    """Modules whose audit ended in an error of ours."""
    for record in records.values():
        for finding in record.findings:
            if finding.code == INTERNAL.code:
                yield Unchecked(record.module, f"{record.path}: {finding.message}")


def _none_protected(
    project: Project, paths: Sequence[str], records: Collection[str], left_out: Collection[str]
) -> Iterator[Unchecked]:
    """That no protected module was checked, unless single files were asked for."""
    if records or (paths and all(path.endswith((".py", ".pyi")) for path in paths)):
        return
    what = " ".join(paths) or f"what {project.options.config_file} names"
    why = f"its {len(left_out)} protected modules are excluded" if left_out else NONE_PROTECTED
    yield Unchecked(what, why)


def _excluded(
    project: Project, paths: Sequence[str], records: dict[str, Record]
) -> Mapping[str, str]:
    return {
        source.module: from_root(source.path or "", project.root)
        for source in excluded(project, paths)
        if source.module not in records and project.protects(source.module)
    }


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
