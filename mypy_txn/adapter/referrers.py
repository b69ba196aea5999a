"""What mypy 2.4 hands to no plugin, found by asking the garbage collector who refers to what."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import TYPE_CHECKING

import mypy.types  # noqa: F401  # before mypy.build, else a circular import
from mypy.build import BuildManager, State
from mypy.nodes import MypyFile

if TYPE_CHECKING:
    from mypy.server.update import FineGrainedBuildManager


def manager_of(built: Mapping[str, MypyFile]) -> BuildManager:
    """The manager that owns ``built``, the modules as mypy gave them to the plugin."""
    return next(owner for owner in gc.get_referrers(built) if isinstance(owner, BuildManager))


def states_of(manager: BuildManager) -> list[State]:
    """The modules of a build, as it goes through them."""
    return [state for state in gc.get_referrers(manager) if isinstance(state, State)]


def updates_of(manager: BuildManager) -> FineGrainedBuildManager:
    """What brings a build up to date in each increment of a daemon, made after the first build."""
    from mypy.server.update import FineGrainedBuildManager

    owners = gc.get_referrers(manager)
    return next(owner for owner in owners if isinstance(owner, FineGrainedBuildManager))
