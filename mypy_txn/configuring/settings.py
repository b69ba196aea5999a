"""What is to be said in a configuration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One key of a section.

    Attributes:
        section: its name in an INI file; in TOML it is below ``tool``.
        key: its name.
        values: one, or several for a list.
        adds: whether the values are added to those that are there.

    """

    section: str
    key: str
    values: tuple[str, ...]
    adds: bool = False

    def among(self, old: tuple[str, ...]) -> tuple[str, ...]:
        """The values that the key has afterwards, if it had ``old``."""
        if not self.adds:
            return self.values
        return (*old, *(value for value in self.values if value not in old))
