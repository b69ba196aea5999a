"""A PEP 249 driver's cursor without what leads back to its connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable


@runtime_checkable
class WriteCursor(Protocol):
    """An open cursor: it executes and fetches, and cannot reach its connection."""

    @property
    def description(self) -> Any: ...

    @property
    def rowcount(self) -> int: ...

    # psycopg takes a LiteralString or a composed query, the other drivers any str: no type but Any
    # is met by all of them.
    def execute(self, operation: Any, parameters: Any = ..., /) -> Any: ...

    def executemany(self, operation: Any, seq_of_parameters: Any, /) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchmany(self, size: int = ...) -> Sequence[Any]: ...

    def fetchall(self) -> Sequence[Any]: ...

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """Every object has one, but mypy 2.4.1 wants a Protocol to say so."""
            return id(self)  # with a body, so that who extends the Protocol needs none
