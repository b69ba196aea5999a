"""Whether the layers of a configuration are those of the tree."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from mypy.find_sources import InvalidSourceList, create_source_list
from mypy.modulefinder import BuildSource
from mypy.options import Options

from mypy_txn.config import LAYERS_SECTION, SECTION, section_in
from mypy_txn.layers import Role
from mypy_txn.run.project import CannotCheck, Project

NONE_PROTECTED = "no module that is checked is in a protected layer"


def problems_of(project: Project, reached: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """What of the configuration covers nothing: the thing, and what is the matter with it.

    Args:
        project: its configuration, and its tree.
        reached: protected modules that need not be of the tree, but were checked with it.

    Raises:
        CannotCheck: if two layers claim a module.

    """
    layers = project.config.layers
    config_file = project.options.config_file
    ours, of_layers = section_in(config_file, SECTION), section_in(config_file, LAYERS_SECTION)
    if not protects_any(project, reached):
        yield ours, NONE_PROTECTED
    names = {project.placed(module) for module in modules_of(project).union(reached)}
    for layer, patterns in (layers.patterns or {}).items():
        for pattern in patterns:
            if not any(pattern.reach(name) for name in names):
                yield f"{of_layers} {layer}", f"{pattern.text!r} matches no module"
    for pattern in layers.protected_scope:
        if not any(pattern.reach(name) for name in names):
            yield f"{ours} scope", f"{pattern.text!r} matches no module"


def protects_any(project: Project, reached: Iterable[str] = ()) -> bool:
    """Whether a module is protected; takes and raises what ``problems_of`` does."""
    modules = modules_of(project).union(reached)
    return any(project.standing(module).role is Role.PROTECTED for module in modules)


def modules_of(project: Project) -> set[str]:
    """The modules of the packages that are checked or configured, whatever was asked for."""
    return {source.module for source in sources_of(project)}


@cache
def sources_of(project: Project) -> Sequence[BuildSource]:
    """The same with their files; a module that was asked for stands twice."""
    sources = [*project.sources, *project.configured]
    return (*sources_in(sorted(tops_of(sources)), project.options), *sources)


def sources_in(paths: Sequence[str], options: Options) -> list[BuildSource]:
    """What mypy would check of these files and folders; nothing where it would complain.

    Raises:
        CannotCheck: if a folder cannot be read.

    """
    try:
        return create_source_list(list(paths), options)
    except InvalidSourceList:
        return []
    except OSError as error:
        raise CannotCheck(f"mypy cannot read the project: {error}") from None


def tops_of(sources: Iterable[BuildSource]) -> set[str]:
    """The folders of the packages of ``sources``, and the files of those that are in none."""
    tops = set()
    for source in sources:
        path = os.path.join(source.base_dir or os.curdir, source.module.partition(".")[0])
        tops.add(path if os.path.isdir(path) else source.path or "")
    return tops - {""}
