"""Words that all who speak to people share."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Final

NO_LAYER: Final = "(no layer)"


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """``1 file``, ``2 files``; ``nouns`` where the plural has more than an ``s``."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"


def incomplete(unchecked: int) -> str:
    """What to say where so many parts could not be checked."""
    return f"{counted(unchecked, 'part')} could not be checked, so there may be more"


def arguments(paths: Iterable[str], config_file: str | None) -> str:
    """What to give a command that is to look at the same, with a space before each."""
    given = [*(["--config-file", config_file] if config_file else []), *paths]
    return "".join(f" {shlex.quote(one)}" for one in given)
