"""From a module's dotted path to its domain: ``app.policies.L6_drivers.rules`` -> ``policies``."""

from __future__ import annotations

from dataclasses import dataclass, field

from mypy_txn.layers import Layers, layer_named_by

ABOVE_LAYER = "above-layer"


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
        position = self.position or self._layer_position(module, segments) - 1
        return segments[position - 1] if 0 < position <= len(segments) else None

    def _layer_position(self, module: str, segments: list[str]) -> int:
        """Which segment names the layer, counted from 1; 0 if none does."""
        if self.layers.patterns is None:
            found = [at for at, one in enumerate(segments, 1) if layer_named_by(one)]
            return found[-1] if found else 0
        layer = self.layers.standing(module).layer
        patterns = self.layers.patterns[layer] if layer else ()
        return max((pattern.reach(module) or 0 for pattern in patterns), default=0)
