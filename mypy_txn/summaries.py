"""What a module does with the handles that it takes, in words that other modules can follow.

A *slot* is what holds a value, and its name is the same in every module:
``app.rows.write(session)`` is a parameter, ``app.rows.open()`` what a function returns,
``app.rows.Rows.session`` an attribute, ``app.rows.engine`` a variable and ``app.rows.write:tx`` a
local one. A container, a factory or a context of handles is a slot like the handles in it. A
summary says where values flow between slots, which may be in other modules, and what is done with
them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, NamedTuple

NEW: Final = ""
"""Stands for a slot where a value is in none: it is made, or comes from a library, on the spot."""


ANYTHING: Final = "*"
"""Stands for a function of which nothing is known."""


class Needs(IntEnum):
    """What a use needs of a handle; the larger includes the smaller."""

    NOTHING = 0
    READ = 1
    WRITE = 2
    CONTROL = 3


class During(IntEnum):
    """When something is done to a value."""

    LATER = 0
    """Perhaps not where it is written: in a callback, in a task."""
    NOW = 1
    """There, while no transaction on it is open in that function."""
    HELD = 2
    """There, in a block of that function that holds a transaction on it."""


class Held(NamedTuple):
    """A slot that is part of a signature or of a class, and may hold a handle.

    Attributes:
        slot: its name.
        kind: ``parameter``, ``return``, ``attribute`` or ``variable``.
        type: the full name of the handle class, or Protocol, in its type that grants most, and of
            those the first; "" if no type says.
        family: what can stand in its place, as ``access.family_of`` names it; "" for nothing, or
            where the type has handles of several families.
        instead: what the catalogue says to take in its place; "" if it is no handle, or if there
            are several answers.
        line: from 1, like the end; of its annotation, or of its name where it has none.
        column: from 0, in bytes of UTF-8, like the end.
        end_line: of the last character.
        end_column: behind the last character.
        annotated: whether that is the place of an annotation.
        public: whether code elsewhere is meant to name it: nothing in it begins with ``_``.

    """

    slot: str
    kind: str
    type: str
    family: str
    instead: str
    line: int
    column: int
    end_line: int
    end_column: int
    annotated: bool
    public: bool


class Use(NamedTuple):
    """What is done with the value of a slot, in which function and line."""

    slot: str
    needs: Needs
    what: str
    function: str
    line: int


class Flow(NamedTuple):
    """The value of one slot gets into another.

    Attributes:
        source: where it is, or ``NEW``.
        target: where it gets.
        family: what the value is, as in ``Held``; a handle class if nothing can stand in its
            place, and "" if no type says.
        line: where that happens.
        during: when.
        function: in which function; "" where no code does it.

    """

    source: str
    target: str
    family: str
    line: int
    during: During = During.LATER
    function: str = ""


class Lost(NamedTuple):
    """The value of a slot gets where it cannot be followed."""

    slot: str
    why: str
    function: str
    line: int


class Call(NamedTuple):
    """A function calls another, or hands it on to be called.

    A callee whose owner is not known is ``.write``, and one of which nothing is ``ANYTHING``. A
    Protocol's method calls ``*.write``, whatever is called so, since that may be behind it.
    """

    caller: str
    callee: str
    line: int


class Block(NamedTuple):
    """``with session.begin():``.

    Attributes:
        slot: of what the transaction is on.
        function: the function that it stands in.
        line: of the ``with``.
        bound: why there must be the ``with``, whoever holds a transaction; "" if there need not.

    """

    slot: str
    function: str
    line: int
    bound: str


class Named(NamedTuple):
    """A name of a module, as imports spell it in full, and the handle class that it is."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One module's handles.

    ``taken`` has the names that it takes out of other modules, in full, with a ``*`` for all of
    one; ``failed`` says why there is no summary, where there should be one.
    """

    held: tuple[Held, ...] = ()
    uses: tuple[Use, ...] = ()
    flows: tuple[Flow, ...] = ()
    lost: tuple[Lost, ...] = ()
    calls: tuple[Call, ...] = ()
    blocks: tuple[Block, ...] = ()
    classes: tuple[Named, ...] = ()
    taken: tuple[str, ...] = ()
    failed: str = ""

    def as_json(self) -> dict[str, Any]:
        """Lists that ``summary_of`` understands."""
        return {name: getattr(self, name) for name in self.__slots__}


def function_of(slot: str) -> str | None:
    """The function whose parameter, result or variable ``slot`` is; None of any other."""
    for mark in ("(", ":"):
        function, found, _ = slot.partition(mark)
        if found:
            return function
    return None


def containing_module(name: str, modules: Container[str]) -> str | None:
    """The one of ``modules`` in which a function or class is, from its full name."""
    while name not in modules:
        name, dot, _ = name.rpartition(".")
        if not dot:
            return None
    return name


def is_passed(slot: str) -> bool:
    """Whether ``slot`` is a parameter or a result: another one in each call."""
    return slot.endswith(")")


def summary_of(data: dict[str, Iterable[Iterable[Any]]]) -> Summary:
    """The summary from what ``as_json`` made.

    Raises:
        KeyError, TypeError, ValueError: if it is something else.

    """
    return Summary(
        held=tuple(Held(*one) for one in data["held"]),
        uses=tuple(Use(slot, Needs(needs), *rest) for slot, needs, *rest in data["uses"]),
        flows=tuple(
            Flow(source, target, family, line, During(during), function)
            for source, target, family, line, during, function in data["flows"]
        ),
        lost=tuple(Lost(*one) for one in data["lost"]),
        calls=tuple(Call(*one) for one in data["calls"]),
        blocks=tuple(Block(*one) for one in data["blocks"]),
        classes=tuple(Named(*one) for one in data["classes"]),
        taken=tuple(map(str, data["taken"])),
        failed=str(data["failed"]),
    )
