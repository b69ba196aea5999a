"""Which Protocol can stand in a handle's place, and which of its members read and which write.

A *family* is named by its write Protocol, like ``mypy_txn.ReadWriteSession``. The members are those
that the Protocols have, so that there is one place that says what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Final

from mypy_txn.catalog.model import NONE, PROTOCOLS, members
from mypy_txn.summaries import Needs

READ_PROTOCOLS: Final = {
    "mypy_txn.ReadWriteSession": "mypy_txn.ReadOnlySession",
    "mypy_txn.AsyncReadWriteSession": "mypy_txn.AsyncReadOnlySession",
    "mypy_txn.WriteConnection": "mypy_txn.ReadConnection",
    "mypy_txn.AsyncWriteConnection": "mypy_txn.AsyncReadConnection",
    "mypy_txn.sqlmodel.ReadWriteSession": "mypy_txn.sqlmodel.ReadOnlySession",
    "mypy_txn.sqlmodel.AsyncReadWriteSession": "mypy_txn.sqlmodel.AsyncReadOnlySession",
    "mypy_txn.WriteCursor": "",
}
EXECUTING: Final = members("execute scalar scalars stream stream_scalars exec")
_SPECIAL: Final = members("__contains__ __iter__")
_ONLY_FOR_CHECKERS: Final = members("delete_all merge_all")
"""What only SQLAlchemy 2.1 has; the Protocols have it where no code runs."""


def family_of(protocol: str, has: Callable[[str], bool]) -> str:
    """The family of a handle class; "" if none of our Protocols can stand in its place.

    Args:
        protocol: the full name of the one that the catalogue says to take.
        has: whether the class has a member; an engine has not what a connection has.

    """
    if protocol not in READ_PROTOCOLS:
        return ""
    asked = members_of(READ_PROTOCOLS[protocol] or protocol)
    return protocol if all(map(has, asked)) else ""


def protocol_of(fullname: str) -> tuple[str, Needs] | None:
    """The family of one of our Protocols and what it grants, from the name that mypy gives it.

    None of any other class, whatever it is called.
    """
    module, _, name = fullname.rpartition(".")
    if not fullname.startswith(PROTOCOLS):
        return None
    package = "mypy_txn.sqlmodel" if "._sqlmodel" in module else "mypy_txn"
    public = f"{package}.{name}"
    for write, read in READ_PROTOCOLS.items():
        if public in (write, read):
            return write, Needs.WRITE if public == write else Needs.READ
    return None


def protocol_for(family: str, needs: Needs) -> str:
    """The weakest Protocol of ``family`` with which ``needs`` is met, control aside."""
    return family if needs >= Needs.WRITE else READ_PROTOCOLS[family] or family


def needs_of_member(family: str, name: str) -> Needs | None:
    """What ``name`` needs of a handle of ``family``; None if only a full handle has it.

    Args:
        family: "" where nothing is known of the handle: what any of them has counts.
        name: a member, other than those that execute a statement.

    """
    families = [family] if family else list(READ_PROTOCOLS)
    if any(name in members_of(READ_PROTOCOLS[one]) for one in families):
        return Needs.READ
    return Needs.WRITE if any(name in members_of(one) for one in families) else None


@cache
def members_of(protocol: str) -> frozenset[str]:
    """The members of one of our Protocols; none of ""."""
    module, _, name = protocol.rpartition(".")
    if not module:
        return NONE
    mro = getattr(import_module(module), name).__mro__
    ours = [vars(one) for one in mro if one.__module__.startswith("mypy_txn.")]
    names = {member for one in ours for member in one}
    later = _ONLY_FOR_CHECKERS if "merge" in names else NONE
    return later.union(one for one in names if not one.startswith("_") or one in _SPECIAL)
