"""The ways to spell a type: imports and aliases, plain or hidden, and what is reported of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """How a program writes the handle's type.

    Attributes:
        name: what a reader of a failing program sees.
        text: the type as it is written; ``$N`` is the class with its type arguments.
        imports: what it imports; ``$M`` is the module of the class, ``$A`` its arguments.
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
    Spelling("quoted", '"$N"'),
    Spelling("import as", "Harmless$A", "from $M import $C as Harmless"),
    Spelling("module attribute", "harmless.$C$A", "import $M as harmless"),
    Spelling(
        "TYPE_CHECKING",
        '"Hidden$A"',
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:\n    from $M import $C as Hidden",
    ),
    Spelling("alias", "Db", top="Db = $N  #! annotation", due=False),
    Spelling("alias of an alias", "Db", top="First = $N  #! annotation\n\nDb = First", due=False),
    Spelling(
        "TypeAlias",
        "Db",
        "from typing_extensions import TypeAlias",
        'Db: TypeAlias = "$N"  #! annotation',
        due=False,
    ),
    Spelling(
        "TypeAliasType",
        "Db",
        "from typing_extensions import TypeAliasType",
        'Db = TypeAliasType("Db", "$N")  #! annotation',
        due=False,
    ),
    Spelling("foreign alias", "Alias", "from given.$K import Alias"),
    Spelling("foreign alias renamed", "Db", "from given.$K import Alias as Db"),
    Spelling("foreign alias of a module", "aliases.Alias", "import given.$K as aliases"),
    Spelling(
        "alias of a foreign alias",
        "Db",
        "import given.$K as aliases",
        "Db = aliases.Alias  #! annotation",
        due=False,
    ),
    Spelling("Annotated", 'Annotated[$N, "db"]', "from typing import Annotated"),
    Spelling(
        "Optional", "Optional[$N]", "from typing import Optional", narrow="assert $v is not None"
    ),
    Spelling("or None", '"$N | None"', narrow="if $v is None:\n    raise ValueError"),
    Spelling(
        "Union",
        "Union[$N, int]",
        "from typing import Union",
        narrow="assert not isinstance($v, int)",
    ),
    Spelling(
        "alias of Optional",
        "Db",
        "from typing import Optional",
        "Db = Optional[$N]  #! annotation",
        due=False,
        narrow="if not $v:\n    raise ValueError",
    ),
]
