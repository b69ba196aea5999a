"""What the transaction members of handles can be given, so that a look-alike is told from them."""

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

    """

    by_position: tuple[frozenset[str], ...] = ()
    by_name: frozenset[str] = NONE


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
        "close": Arguments(
            (members("builtins.bool builtins.int builtins.float"),),  # force, timeout
            members("force invalidate timeout"),
        ),
        "commit": Arguments(),
        "rollback": Arguments(),
        "transaction": Arguments(
            (members("builtins.str"), members("builtins.bool")),  # psycopg: a savepoint's name
            members("savepoint_name force_rollback isolation readonly deferrable"),  # asyncpg
        ),
    }
)
"""Of the members that classes of a domain have too: ``adjustment.rollback(reason)``."""
