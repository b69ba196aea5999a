"""What programs are built of: blocks of text, one inside another, through which a handle is passed.

In the text of a block

=============  ==================================================================================
``$h``         the expression that yields the handle; at most once, so that it is evaluated once
``$v``         the same, where it must be a variable; the composer makes one if need be
``$body``      the rest of the program, on a line of its own
``$T``         the handle's type as this program spells it
``$N``         the same type, spelled plainly
``$C``         its class, for ``isinstance`` and ``Session.commit(session)``
``$K``         the module of ``given`` that offers handles of this kind
``$verb``      a member that takes no arguments and controls a transaction
``$wait``      ``await``, where what the verb returns has to be awaited
``$async_``    ``async``, likewise
``$begin``     a call that returns a context manager, and with which the block of it ends
``$make``      an expression that makes such a handle
``$itself``    ``with`` or ``async with``, as the handle itself wants it
``$with``      ``with`` or ``async with``, as that context manager wants it
``$def``       ``def``, or ``async def`` where the rest of the program awaits something
``$await``     ``await``, where it does
``$n``         a number of the block's own, for names
=============  ==================================================================================

A comment at the end of a line says what is due on it: ``#! call`` is txn-call; ``#! type`` is
txn-annotation, where the program's spelling of the type is one that is reported at each use. What
is due nowhere must not be reported either, but where ``#? call`` says that it may.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """One piece of a program.

    Attributes:
        name: what a reader of a failing program sees.
        text: its statements.
        value: the expression with which the rest of the program gets at the handle.
        mark: what is due on the line where ``value`` ends up.
        top: what it defines at module level.
        imports: what it imports.
        needs: what must hold of the kind of handle, with commas between: see `kinds.Kind.traits`.
        becomes: the kind of the handle that ``value`` yields, where it is another.
        spells: whether the handle's type is the program's own spelling from here on.
        runs: whether the program can be run as it is: see `oracle`.
        call: how to run it, if it is the outermost; ``h`` is a handle.

    """

    name: str
    text: str = "$body"
    value: str = "$h"
    mark: str = ""
    top: str = ""
    imports: str = ""
    needs: str = ""
    becomes: str = ""
    runs: bool = True
    call: str = "program()"

    @property
    def needed(self) -> list[str]:
        """The traits in ``needs``."""
        return self.needs.split(", ") if self.needs else []

    @property
    def writes_type(self) -> bool:
        """Whether what comes out of it has the type as it is spelled, wider than the handle's."""
        return "$T" in self.text + self.top
