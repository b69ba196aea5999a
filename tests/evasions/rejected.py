"""Pieces that do not go together, because mypy or Python itself rejects the program."""

from __future__ import annotations

from .compose import Program

REJECTED = [
    frozenset(("type variable of values", "default of a parameter")),
    frozenset(("type variable of values", "class body")),
]


def is_rejected(program: Program) -> bool:
    """Whether the program has pieces that do not go together."""
    return any(program.pieces >= pieces for pieces in REJECTED) or not _compiles(program.text)


def _compiles(text: str) -> bool:
    """Whether Python takes it: a walrus in what a comprehension goes through, mypy lets pass."""
    try:
        compile(text, "program.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
