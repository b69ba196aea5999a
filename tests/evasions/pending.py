"""What the rules do not get right yet: programs of these pieces are not asserted.

Each entry is a set of pieces of one program, and says what is wrong where they meet. None is here
to stay: what is mended leaves this list.
"""

from __future__ import annotations

from collections.abc import Iterable

from .compose import Program
from .forms import FORMS, ITSELF
from .spellings import SPELLINGS


def _each_with_each(first: Iterable[str], second: Iterable[str]) -> list[frozenset[str]]:
    second = list(second)
    return [frozenset((one, other)) for one in first for other in second]


PENDING = [
    # Reported again, though the alias is this module's and reported where it is defined.
    *_each_with_each(
        ("named tuple", "unpacked named tuple", "functional named tuple", "cast"),
        (spelling.name for spelling in SPELLINGS if not spelling.due),
    ),
    # mypy checks such a function once for each type, on copies that the rule does not know.
    *_each_with_each(
        ("type variable of values",),
        ("methodcaller, named", *(form.name for form in ITSELF), "begin, entered later"),
    ),
    # These want less than a handle, and mypy infers no more of some expressions.
    frozenset(("closing in place",)),
    frozenset(("with itself on an ExitStack, in place",)),
    *_each_with_each(
        ("foreign async generator",), [form.name for form in FORMS if "getattr" in form.name]
    ),
]

# What mypy itself rejects.
REJECTED = _each_with_each(("type variable of values",), ("default of a parameter", "class body"))


def is_pending(program: Program) -> bool:
    """Whether the program has what is listed here."""
    return any(program.pieces >= pieces for pieces in PENDING + REJECTED)
