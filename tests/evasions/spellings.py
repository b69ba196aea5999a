"""The ways to spell a type: imports and aliases, plain or hidden, and what is reported of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """How a program writes the handle's type.

    Attributes:
        name: what a reader of a failing program sees.
        text: the type as it is written; ``$N`` is the class with its type arguments.
        imports: what it imports; ``$M`` is the module of the class, ``$N`` without arguments ``$C``.
        top: what it defines.
        due: whether each use of it is reported; a definition of this module's is, instead.
        narrow: a statement after which ``$v`` is a handle and nothing else.

    """

    name: str
    text: str = "$N"
    imports: str = ""
    top: str = ""
    due: bool = True
    narrow: str = ""


PLAIN = Spelling("plain")
SPELLINGS = [
    PLAIN,
    Spelling("import as", "Harmless$A", "from $M import $C as Harmless"),
    Spelling("alias", "Db", top="Db = $N  #! annotation", due=False),
    Spelling(
        "Optional", "Optional[$N]", "from typing import Optional", narrow="assert $v is not None"
    ),
]
