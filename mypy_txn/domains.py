"""From a module's dotted path to its domain: ``app.policies.L6_drivers.rules`` -> ``policies``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mypy_txn.layers import Layers

DomainOf = Callable[[str], str | None]
"""From the name of a module to its domain; None if it has none."""


@dataclass(frozen=True)
class Domains:
    """The domains of a project.

    Attributes:
        layers: its layers.
        position: which segment of a module's name is the domain, counted from 1; None means the
            one above the layer's.

    """

    layers: Layers = field(default_factory=Layers)
    position: int | None = None

    def of(self, module: str) -> str | None:
        """The domain of ``module``; None if no segment stands where the domain would."""
        segments = module.split(".")
        position = self.position or self.layers.position(module) - 1
        return segments[position - 1] if 0 < position <= len(segments) else None
