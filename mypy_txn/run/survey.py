"""What of a tree is in which layer, and what plain mypy would not show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mypy.modulefinder import BuildSource
from mypy.options import Options

from mypy_txn import codes
from mypy_txn.layers import Layers, Role, Standing
from mypy_txn.run.project import Project
from mypy_txn.run.tree import modules_of, sources_in

OWNERS: Final = frozenset({
    "api", "application", "commands", "controllers", "endpoints", "handlers", "orchestration",
    "orchestrators", "routers", "usecases", "use_cases", "views",
})  # fmt: skip
CODES: Final = frozenset(code.code for code in codes.CODES)
PROTECTED: Final = frozenset({
    "adapters", "crud", "dao", "daos", "domain", "drivers", "engines", "gateways", "persistence",
    "queries", "repos", "repositories", "services", "stores",
})  # fmt: skip


class Hidden(NamedTuple):
    """Why plain mypy shows nothing of some protected modules, and which."""

    why: str
    modules: list[str]


@dataclass(frozen=True)
class Survey:
    """The modules of a tree.

    Attributes:
        standings: layer and role of each, by the name or path that places it.
        parts: for each part of the tree, in how many modules it has each layer, or none.

    """

    standings: dict[str, Standing]
    parts: dict[str, Counter[str | None]]

    def count(self, layer: str | None) -> int:
        """How many modules are in ``layer``; None for in no layer."""
        return sum(counts[layer] for counts in self.parts.values())


def survey(project: Project) -> Survey:
    """Look at the tree of ``project``.

    Raises:
        CannotCheck: if two layers claim a module.

    """
    modules = sorted(modules_of(project))
    standings = {project.placed(module): project.standing(module) for module in modules}
    return Survey(standings, _parts(standings, project.config.layers))


def _parts(standings: dict[str, Standing], layers: Layers) -> dict[str, Counter[str | None]]:
    parts: dict[str, Counter[str | None]] = {}
    for module, standing in standings.items():
        if standing.layer is not None:
            part = part_of(module, layers)
            parts.setdefault(part, Counter())[standing.layer] += 1
    layered = set(parts)
    for module, standing in standings.items():
        if standing.layer is None:
            above = (part for part in _prefixes(module) if part in layered)
            part = next(above, module.partition(".")[0])
            parts.setdefault(part, Counter())[None] += 1
    return dict(sorted(parts.items()))


def part_of(module: str, layers: Layers) -> str:
    """What is above the layer of a layered module: ``app.accounts`` of ``app.accounts.L6_x.y``."""
    return ".".join(module.split(".")[: layers.position(module) - 1])


def _prefixes(module: str) -> Iterator[str]:
    while module:
        yield module
        module = module.rpartition(".")[0]


def hidden(project: Project, options: Options, paths: Sequence[str]) -> list[Hidden]:
    """What plain mypy does not show of the protected modules.

    Args:
        project: as ``mypy-txn`` looks at it.
        options: as the configuration sets them.
        paths: what is checked.

    """
    asked_for = {source.module for source in project.sources}
    left_out = sorted(
        source.module
        for source in excluded(project, paths)
        if project.standing(source.module).role is Role.PROTECTED
    )
    reasons = {"exclude": left_out} if left_out else {}
    for module in sorted(modules_of(project)):
        if project.standing(module).role is Role.PROTECTED:
            for why in why_hidden(options, module, module in asked_for, CODES):
                reasons.setdefault(why, []).append(module)
    return [Hidden(*item) for item in reasons.items()]


def excluded(project: Project, paths: Sequence[str]) -> list[BuildSource]:
    """The modules that would be checked if the configuration did not exclude them."""
    if not (project.options.exclude or project.options.exclude_gitignore):
        return []
    options = project.options.apply_changes({"exclude": [], "exclude_gitignore": False})
    known = modules_of(project)
    found = sources_in(paths or options.files or (), options)
    return [source for source in found if source.module not in known]


def why_hidden(
    options: Options, module: str, asked_for: bool, codes: Collection[str]
) -> Iterator[str]:
    """The settings that keep mypy from showing errors of these codes in ``module``."""
    own = options.clone_for_module(module)
    if own.ignore_errors:
        yield f"ignore_errors = True in {_where(options, module, 'ignore_errors', True)}"
    disabled = {*options.disable_error_code, *own.disable_error_code} - {*own.enable_error_code}
    for code in sorted(disabled.intersection(codes)):
        yield f"disable_error_code = {code}"
    if not asked_for and own.follow_imports in ("skip", "silent"):
        value = own.follow_imports
        where = _where(options, module, "follow_imports", value)
        yield f"follow_imports = {value} in {where}"


def _where(options: Options, module: str, key: str, value: object) -> str:
    is_toml = (options.config_file or "").endswith(".toml")
    form = "[[tool.mypy.overrides]] of {}" if is_toml else "[mypy-{}]"
    sections = [
        form.format(glob)
        for glob, changes in options.per_module_options.items()
        if changes.get(key) == value and options.compile_glob(glob).match(module)
    ]
    return ", ".join(sections) or ("[tool.mypy]" if is_toml else "[mypy]")


def candidates(modules: Collection[str]) -> Counter[str]:
    """Names of packages that sound like layers, and how many modules they have."""
    packages = {name for module in modules for name in module.split(".")[:-1]}
    known = packages & (OWNERS | PROTECTED)
    return Counter(name for module in modules for name in known.intersection(module.split(".")))
