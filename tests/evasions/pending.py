"""What the rules do not get right yet: programs of these pieces are not asserted.

Each entry is a set of pieces of one program, and says what is wrong where they meet. None is here
to stay: what is mended leaves this list.
"""

from __future__ import annotations

from .compose import Program

_LOCAL_ALIASES = (
    "alias",
    "alias of an alias",
    "TypeAlias",
    "alias of a foreign alias",
    "alias of Optional",
    "TypeAliasType",
)

PENDING: list[frozenset[str]] = [
    # Reported again, though the alias is this module's and reported where it is defined.
    *(
        frozenset((piece, alias))
        for piece in ("named tuple", "unpacked named tuple", "functional named tuple", "cast")
        for alias in _LOCAL_ALIASES
    ),
    # mypy checks such a function once for each type, on copies that the rule does not know.
    frozenset(("type variable of values",)),
    # getattr() wants an object, so mypy makes one of what is awaited.
    *(
        frozenset((step, form))
        for step in ("thread", "task")
        for form in ("getattr", "getattr, named", "getattr with a default")
        + ("getattr with a Final name", "getattr with a Literal name")
    ),
    # type(h) is reported as received, though it is only made of h.
    frozenset(("function of its type",)),
    # mypy checks such a function once for each type, on copies that the rule does not know.
    frozenset(("type variable of values",)),
    # getattr() wants an object, so mypy makes one of what is awaited.
    *(
        frozenset((step, form))
        for step in ("thread", "task")
        for form in ("getattr", "getattr, named", "getattr with a default")
        + ("getattr with a Final name", "getattr with a Literal name")
    ),
    # type(h) is reported as received, though it is only made of h.
    frozenset(("function of its type",)),
    # A lambda's parameter is Any, whatever its default.
    frozenset(("lambda in a default",)),
]

# What mypy itself rejects.
REJECTED = [
    frozenset(("type variable of values", step))
    for step in ("default of a parameter", "class body")
]


def is_pending(program: Program) -> bool:
    """Whether the program has what is listed here."""
    return any(program.pieces >= pieces for pieces in PENDING + REJECTED)
