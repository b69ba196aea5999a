"""The kinds of handles, and what changes one kind into another."""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Block


@dataclass(frozen=True)
class Kind:
    """A class of handles, and how it is controlled.

    Attributes:
        name: also the name of its module in ``given``.
        module: where the class is imported from.
        cls: its name there.
        verbs: members without arguments that control a transaction.
        args: its type arguments.
        imports: what ``args`` and ``make`` need.
        awaits: whether the verbs return something to await.
        begin: a call that returns a context manager that controls a transaction.
        enters: how that context manager is entered.
        make: an expression that makes such a handle.
        subclassed: whether a class can be derived from it without further ado.

    """

    name: str
    module: str
    cls: str
    verbs: str
    args: str = ""
    imports: str = ""
    awaits: bool = False
    begin: str = ""
    enters: str = "with"
    make: str = ""
    subclassed: bool = True

    @property
    def traits(self) -> frozenset[str]:
        """What a block may need."""
        return frozenset(
            name
            for name, holds in {
                "awaits": self.awaits,
                "plain": not self.awaits,
                "begin": bool(self.begin),
                "with": bool(self.begin) and self.enters == "with",
                "async with": bool(self.begin) and self.enters == "async with",
                "make": bool(self.make),
                "subclass": self.subclassed,
            }.items()
            if holds
        )


KINDS = [
    Kind(
        "session",
        "sqlalchemy.orm",
        "Session",
        "commit rollback close begin begin_nested reset invalidate",
        begin="begin()",
        make="Session()",
    ),
    Kind(
        "async_session",
        "sqlalchemy.ext.asyncio",
        "AsyncSession",
        "commit rollback close aclose reset begin begin_nested",
        awaits=True,
        begin="begin()",
        enters="async with",
        make="AsyncSession()",
    ),
    Kind(
        "connection",
        "sqlalchemy.engine",
        "Connection",
        "commit rollback close begin begin_nested invalidate detach",
        begin="begin()",
    ),
]

BY_NAME = {kind.name: kind for kind in KINDS}

# Kind -> what yields another kind.
_ESCAPES = {
    "session": {"connection()": "connection"},
}

ESCAPES: dict[str, list[Block]] = {
    name: [
        Block(f"escape .{member}", value=f"$h.{member}", mark="acquire", becomes=target)
        for member, target in members.items()
    ]
    for name, members in _ESCAPES.items()
}
