"""A text as lines."""

from __future__ import annotations

import re
from difflib import SequenceMatcher


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` with their ends; ``str.splitlines`` would break at form feeds too."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def with_endings_of(old: str, new: str) -> str:
    """``new`` with the line endings of ``old``; a new line gets those that most lines have."""
    if "\r\n" not in old:
        return new
    lines, wanted = lines_of(old), lines_of(new)
    ending = "\r\n" if old.count("\r\n") * 2 >= old.count("\n") else "\n"
    plain = [line.replace("\r\n", "\n") for line in lines]
    result: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, plain, wanted, autojunk=False).get_opcodes():
        kept = tag == "equal"
        result += lines[i1:i2] if kept else [_ended(line, ending) for line in wanted[j1:j2]]
    return "".join(result)


def _ended(line: str, ending: str) -> str:
    return line.removesuffix("\n") + ending if line.endswith("\n") else line
