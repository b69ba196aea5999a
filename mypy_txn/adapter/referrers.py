"""What mypy 2.4 hands to no plugin, found by asking the garbage collector who refers to what."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import BuildManager, State
from mypy.nodes import MypyFile

if TYPE_CHECKING:
    from mypy.server.update import FineGrainedBuildManager

_T = TypeVar("_T")


class OwnerNotFound(Exception):
    """mypy's internals are not as we know them; the text names what was not found."""


def manager_of(built: Mapping[str, MypyFile]) -> BuildManager:
    """The manager that owns ``built``, the modules as mypy gave them to the plugin.

    Raises:
        OwnerNotFound: if there is none, as in the functions below.

    """
    return _owner(built, BuildManager)


def states_of(manager: BuildManager) -> list[State]:
    """The modules of a build, as it goes through them."""
    return _owners(manager, State)


def updates_of(manager: BuildManager) -> FineGrainedBuildManager:
    """What brings a build up to date in each increment of a daemon, made after the first build."""
    from mypy.server.update import FineGrainedBuildManager

    return _owner(manager, FineGrainedBuildManager)


def graph_with(file: MypyFile) -> dict[str, State]:
    """Mypy's build graph, which has the state of ``file``."""
    for state in _owners(file, State):
        for graph in _owners(state, dict):
            if graph.get(file.fullname) is state:
                return graph
    raise OwnerNotFound(
        f"mypy keeps {file.fullname} where it is not found; is this a mypy we know?"
    )


def _owner(of: object, kind: type[_T]) -> _T:
    owners = _owners(of, kind)
    if not owners:
        raise OwnerNotFound(f"mypy's {kind.__name__} is not found; is this a mypy we know?")
    return owners[0]


def _owners(of: object, kind: type[_T]) -> list[_T]:
    is_frozen = gc.get_freeze_count() > 0
    if is_frozen:  # a worker freezes what it has loaded, which hides it (mypy 2.4.1)
        gc.unfreeze()
    try:
        return [owner for owner in gc.get_referrers(of) if isinstance(owner, kind)]
    finally:
        if is_frozen:
            gc.freeze()
