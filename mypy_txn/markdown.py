"""Texts in GitHub's Markdown, so that a reader sees what they say and nothing else."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>|#~&])")


def as_prose(text: str) -> str:
    """``text`` as it is: nothing in it is emphasis, a cell, HTML, or calls somebody."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("@", "@\N{ZERO WIDTH SPACE}")


def as_code(text: str) -> str:
    """``text`` as code; a backtick in it would end that."""
    return "`" + text.replace("`", "'").replace("\n", " ") + "`"


def as_code_cell(text: str) -> str:
    """The same in a table, where a bar would end the cell."""
    return as_code(text).replace("|", r"\|")
