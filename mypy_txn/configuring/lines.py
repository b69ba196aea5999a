"""A text as lines."""

from __future__ import annotations

import re


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` with their ends; ``str.splitlines`` would break at form feeds too."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
