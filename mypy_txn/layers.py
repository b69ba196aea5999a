"""From a module's dotted path to its layer, and from the layer to what it may do."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple


class Role(enum.Enum):
    """What a module may do with transactions."""

    OWNER = "owner"
    PROTECTED = "protected"
    UNRESTRICTED = "unrestricted"


class LayerError(Exception):
    """A pattern that cannot be one, or a module that two layers claim equally."""


def layer_named_by(segment: str) -> str | None:
    """``L5`` for a segment of a module's path that is ``L5`` or ``L5_<anything>``."""
    name = segment.partition("_")[0]
    return name if name.startswith("L") and name[1:].isdecimal() else None


class Pattern:
    """A module pattern: ``app.core``, ``*.L5_*``; it covers what it names and all below.

    ``*`` inside a segment matches within that segment; a segment that is ``*`` matches any
    number of segments, none included.

    Raises:
        LayerError: on construction, if the text is not such a pattern.

    """

    def __init__(self, text: str) -> None:
        self.text = text
        if not all(part.replace("*", "x").isidentifier() for part in text.split(".")):
            raise LayerError(
                f"{text!r} is not a module pattern; "
                "write dotted names in which * stands for any text, like app.core or *.L5_*"
            )
        self._segments = text.split(".")
        while self._segments and self._segments[-1] == "*":
            self._segments.pop()  # what is below is covered anyway
        if not any(segment.strip("*") for segment in self._segments):
            raise LayerError(f"{text!r} matches every module; name at least one segment")
        self._literal = max(self._segments[-1].split("*"), key=len)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def reach(self, module: str) -> int | None:
        """How many segments of ``module`` the longest match covers; None if it does not match."""
        if self._literal not in module:
            return None
        found = self._regex.match(module)
        return found.group().count(".") + 1 if found else None

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = []
        for segment in self._segments:
            if segment == "*":
                parts.append(r"(?:[^.]+\.)*")
            else:
                parts.append(re.escape(segment).replace(r"\*", "[^.]*") + r"\.")
        return re.compile("".join(parts).removesuffix(r"\.") + r"(?=\.|$)")


class Standing(NamedTuple):
    """A module's layer (None: in no layer) and role."""

    layer: str | None
    role: Role


NOWHERE: Final = Standing(None, Role.UNRESTRICTED)


class Layers(NamedTuple):
    """The layers of a project.

    ``patterns`` None means the default: a segment ``L<n>`` or ``L<n>_<anything>`` names the
    layer, the deepest such segment wins.
    """

    owners: tuple[str, ...] = ("L4",)
    protected: tuple[str, ...] = ("L5", "L6")
    patterns: Mapping[str, tuple[Pattern, ...]] | None = None
    protected_scope: tuple[Pattern, ...] = ()

    def standing(self, module: str) -> Standing:
        """The layer and role of ``module``.

        Raises:
            LayerError: if the patterns of two layers reach equally deep into its path.

        """
        layer = self._layer(module)
        if layer is None and not self.protected_scope:
            return NOWHERE
        return Standing(layer, self._role(layer, module))

    def position(self, module: str) -> int:
        """Which segment of ``module`` names its layer, counted from 1; 0 if it is in none."""
        if self.patterns is None:
            named = [at for at, one in enumerate(module.split("."), 1) if layer_named_by(one)]
            return named[-1] if named else 0
        layer = self._layer(module)
        own = self.patterns[layer] if layer else ()
        return max((pattern.reach(module) or 0 for pattern in own), default=0)

    @property
    def layered(self) -> re.Pattern[str]:
        """Matches the name of every module that is in a layer or protected without one."""
        if self.patterns is None:
            texts = [r"(?:[^.]+\.)*L\d+(?:_[^.]*)?(?=\.|$)"]
        else:
            texts = [one._regex.pattern for own in self.patterns.values() for one in own]
        return re.compile("|".join([*texts, *(one._regex.pattern for one in self.protected_scope)]))

    def _layer(self, module: str) -> str | None:
        if self.patterns is None:
            if "L" not in module:
                return None
            return next(filter(None, map(layer_named_by, reversed(module.split(".")))), None)
        deepest, claims = 0, dict[str, Pattern]()
        for layer, patterns in self.patterns.items():
            for pattern in patterns:
                reach = pattern.reach(module) or 0
                if reach > deepest:
                    deepest, claims = reach, {}
                if reach and reach == deepest:
                    claims[layer] = pattern
        if len(claims) > 1:
            listed = " and ".join(f"{layer} ({p.text})" for layer, p in claims.items())
            raise LayerError(
                f"module {module!r} is claimed equally by {listed}; make one pattern longer"
            )
        return next(iter(claims), None)

    def _role(self, layer: str | None, module: str) -> Role:
        if layer in self.owners:
            return Role.OWNER
        if layer in self.protected:
            return Role.PROTECTED
        if layer is None and any(pattern.reach(module) for pattern in self.protected_scope):
            return Role.PROTECTED
        return Role.UNRESTRICTED
