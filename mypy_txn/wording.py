"""Words that all who speak to people share."""

from __future__ import annotations

from typing import Final

NO_LAYER: Final = "(no layer)"


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """``1 file``, ``2 files``; ``nouns`` where the plural has more than an ``s``."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"
