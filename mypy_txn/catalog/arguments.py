"""What members of handles take and return, so that a look-alike is told from them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from mypy_txn.catalog.model import NONE, members


class Arguments(NamedTuple):
    """What a member takes, whatever handle has it.

    Attributes:
        by_position: the classes of each argument that can be given so.
        by_name: the names of all that can be given so.
        returns_own: whether it returns nothing, or what the library made for it.

    """

    by_position: tuple[frozenset[str], ...] = ()
    by_name: frozenset[str] = NONE
    returns_own: bool = True


ARGUMENTS: Final[Mapping[str, Arguments]] = MappingProxyType(
    {
        "begin": Arguments(
            (
                members("builtins.bool builtins.int"),  # Session: nested; oracledb: format_id
                members("builtins.str builtins.bytes"),
                members("builtins.str builtins.bytes"),
            ),
            members("nested format_id transaction_id branch_id"),
        ),
        "begin_nested": Arguments(),
        "cancel": Arguments(),
        "close": Arguments(
            (members("builtins.bool builtins.int builtins.float"),),  # force, timeout
            members("force invalidate timeout"),
        ),
        "commit": Arguments(),
        "poll": Arguments(returns_own=False),  # psycopg2: a state
        "prepare": Arguments(
            (members("builtins.str"),),  # asyncpg: a query
            members("query operation name timeout record_class"),
            returns_own=False,  # asyncpg: a prepared statement
        ),
        "remove": Arguments(),
        "reset": Arguments(by_name=members("timeout")),  # asyncpg
        "rollback": Arguments(),
        "transaction": Arguments(
            (members("builtins.str"), members("builtins.bool")),  # psycopg: a savepoint's name
            members("savepoint_name force_rollback isolation readonly deferrable"),  # asyncpg
        ),
    }
)
"""Of the members that classes of a domain have too: ``adjustment.rollback(reason)``."""

REQUIRED: Final[Mapping[str, int]] = MappingProxyType(
    {
        "add": 1,
        "add_all": 1,
        "delete": 1,
        "exec": 1,
        "execute": 1,
        "executemany": 1,
        "expunge": 1,
        "fetch": 1,
        "get": 2,
        "merge": 1,
        "refresh": 1,
        "scalar": 1,
        "scalars": 1,
    }
)
"""How many arguments a member must be given: ``command.execute()`` is none of a handle's."""

MADE_OF: Final = members("asyncio contextlib")
"""The standard library's packages whose classes libraries return."""
