"""Proof that a project's own mypy reports transaction control: violations planted in a sandbox."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from mypy.fscache import FileSystemCache
from mypy.modulefinder import BuildSource, matches_exclude
from mypy.options import BuildType, Options

from mypy_txn.configuring import find_configuration
from mypy_txn.layers import Role, Standing
from mypy_txn.run.planted import CODES, planted
from mypy_txn.run.project import PLUGIN, CannotCheck, Project, is_ours
from mypy_txn.run.sandbox import Gate, Line, Sandbox
from mypy_txn.run.survey import excluded, why_hidden
from mypy_txn.run.tree import NONE_PROTECTED, modules_of, problems_of, protects_any

_STEM: Final = "txn_selftest"


class Spot(NamedTuple):
    """Where violations can be planted.

    Attributes:
        standing: layer and role there.
        package: the modules that are planted are in it; None where the violations are added to a
            module, because no other module can have its layer.
        path: of the folder of the package, or of the module.
        module: one that is there.

    """

    standing: Standing
    package: str | None
    path: Path
    module: str


@dataclass(frozen=True)
class Planted:
    """One violation, and what mypy said of it.

    Attributes:
        spot: where it was planted.
        code: its code.
        reported: whether mypy reported it on its line; in an owner, whether it reported any.
        why: where it was not, the reasons that can be told.

    """

    spot: Spot
    code: str
    reported: bool
    why: str

    @property
    def is_right(self) -> bool:
        """Whether mypy did what it should."""
        return self.reported is (self.spot.standing.role is Role.PROTECTED)


@dataclass(frozen=True)
class Proof:
    """What a selftest found.

    Attributes:
        planted: every violation.
        problems: what of the layers covers nothing, and why.

    """

    planted: list[Planted]
    problems: list[tuple[str, str]]

    @property
    def is_closed(self) -> bool:
        """Whether mypy reports every violation, and none in owners."""
        return not self.problems and all(one.is_right for one in self.planted)


def selftest(
    paths: Sequence[str] = (), config_file: str | None = None, gate: Gate = Gate.MYPY
) -> Proof:
    """Plant violations in a sandbox of a project, and run mypy there as the project configured it.

    Args:
        paths: files and folders; none means what the configuration says.
        config_file: None means the one that mypy finds.
        gate: what is run.

    Raises:
        CannotCheck: if mypy does not run to its end, or nothing is protected.

    """
    project = Project(paths, config_file)
    problems = list(problems_of(project))
    spots = list(_spots(project, excluded(project, paths)))
    if not protects_any(project):
        raise CannotCheck(NONE_PROTECTED)
    reasons = _Reasons(project, paths, find_configuration(config_file).options)
    with tempfile.TemporaryDirectory(prefix="mypy-txn-") as folder:
        sandbox = Sandbox(project, paths, [spot.path for spot in spots], Path(folder))
        places = [(spot, code, place) for spot in spots for code, place in _plant(sandbox, spot)]
        try:
            said = sandbox.run(gate)
        except CannotCheck as error:
            raise CannotCheck("\n".join([*reasons.of_all, str(error)])) from None
    outcome = []
    for spot, code, place in places:
        codes = said.get(place, set())
        if spot.standing.role is Role.PROTECTED:
            reported = code in codes
        else:
            reported = any(each.startswith("txn") for each in codes)
        outcome.append(Planted(spot, code, reported, reasons.of(spot, code)))
    return Proof(outcome, problems)


def _spots(project: Project, also: Sequence[BuildSource]) -> Iterator[Spot]:
    """One for each folder that has modules of an owner or a protected layer."""
    seen = set()
    files = {source.module: source.path for source in (*also, *project.sources) if source.path}
    for module in sorted({*modules_of(project), *files}):
        standing = project.standing(module)
        if standing.role is Role.UNRESTRICTED:
            continue
        path = Path(os.path.abspath(files.get(module) or _file_of(module, project)))
        is_package = path.stem == "__init__"
        package = module if is_package else module.rpartition(".")[0]
        spot = Spot(standing, package, path.parent, module)
        if project.standing(_planted_module(package, CODES[0])) != standing:
            if is_package or path.suffix == ".pyi":
                continue
            spot = Spot(standing, None, path, module)
        if spot.path not in seen:
            seen.add(spot.path)
            yield spot


def _file_of(module: str, project: Project) -> str:
    """The file of a module that mypy is not asked to check, beside those that it is."""
    names = module.replace(".", os.sep)
    for base in {source.base_dir or os.curdir for source in project.sources}:
        for end in (".py", ".pyi", "/__init__.py", "/__init__.pyi"):
            if os.path.exists(path := os.path.join(base, names + end)):
                return path
    raise CannotCheck(f"{module}: its file is not found")


def _planted_module(package: str, code: str) -> str:
    return f"{package}.{_stem(code)}".lstrip(".")


def _stem(code: str) -> str:
    return f"{_STEM}_{code.removeprefix('txn-')}"


def _plant(sandbox: Sandbox, spot: Spot) -> Iterator[tuple[str, Line]]:
    """Write a violation of each code; yields where."""
    for code in CODES:
        path = spot.path if spot.package is None else spot.path / f"{_stem(code)}.py"
        before = "" if spot.package is not None else sandbox.read(path)
        text, line = planted(code, before)
        yield code, Line(sandbox.write(path, text), line)


class _Reasons:
    """Why mypy reports nothing somewhere."""

    def __init__(self, project: Project, paths: Sequence[str], options: Options) -> None:
        self._project = project
        self._options = options
        self._targets = [os.path.abspath(path) for path in paths or options.files or ()]
        self._packages = options.packages or []
        self._files = FileSystemCache()

    @property
    def of_all(self) -> list[str]:
        """Why nothing is reported anywhere."""
        if any(map(is_ours, self._options.plugins)):
            return []
        return [f"{self._options.config_file or 'no configuration'} has no plugins = {PLUGIN}"]

    def of(self, spot: Spot, code: str) -> str:
        """What can be told of ``code`` at ``spot``; empty if nothing can."""
        if self.of_all:
            return self.of_all[0]
        if spot.standing.role is not Role.PROTECTED:
            return ""
        reasons = []
        module, path = spot.module, spot.path
        if spot.package is not None:
            module, path = _planted_module(spot.package, code), spot.path / f"{_stem(code)}.py"
        asked_for = self._is_asked_for(module, path)
        if self._is_excluded(path):
            reasons.append("exclude leaves it out")
        elif not asked_for:
            reasons.append("mypy is not asked to check it, neither by files nor by an argument")
        reasons += why_hidden(self._options, module, asked_for, (code, "txn"))
        return ", ".join(reasons)

    def _is_asked_for(self, module: str, path: Path) -> bool:
        if self._project.options.build_type is BuildType.MODULE:
            return any(f"{module}.".startswith(f"{package}.") for package in self._packages)
        return any(path.is_relative_to(target) for target in self._targets)

    def _is_excluded(self, path: Path) -> bool:
        exclude = self._options.exclude
        inside = (each for each in (path, *path.parents) if each.is_relative_to(Path.cwd()))
        return any(matches_exclude(str(each), exclude, self._files, False) for each in inside)
