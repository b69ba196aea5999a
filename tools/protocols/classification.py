"""Which member of the real sessions and connections belongs to which Protocol, and why not.

One place for both lines of SQLAlchemy. A public member that is not named here stops the generator,
so a new release of SQLAlchemy cannot add one in silence. Facts: SQLAlchemy 2.0.58 and 2.1.9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, in their order."""
    return tuple(text.split())


@dataclass(frozen=True)
class Classification:
    """The members of one kind of object.

    Attributes:
        read: members of the read Protocol, in the order in which they are written there.
        write: members that the write Protocol adds.
        out: members of neither, by the reason.

    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    out: Mapping[str, tuple[str, ...]]

    @property
    def known(self) -> set[str]:
        """Every member that has been judged."""
        return {*self.read, *self.write, *(name for names in self.out.values() for name in names)}


SESSION = Classification(
    read=words(
        "execute scalar scalars stream stream_scalars get get_one refresh expire is_modified"
        " is_active new dirty deleted __contains__ __iter__"
    ),
    write=words("execute scalar scalars stream stream_scalars")
    + words("add add_all delete delete_all merge merge_all flush expunge expire_all"),
    out={
        "starts or ends a transaction, or a savepoint": words(
            "begin begin_nested commit rollback prepare"
        ),
        "ends the session, and with it the transaction": words(
            "close aclose close_all reset invalidate __enter__ __exit__ __aenter__ __aexit__"
        ),
        "throws away what others have pending in the session": words("expunge_all"),
        "hands out an engine, a connection, a session or a transaction": words(
            "bind binds connection connection_callable get_bind get_async_bind get_transaction"
            " get_nested_transaction object_session sync_session sync_session_class run_sync"
            " dispatch"
        ),
        "its value is the session itself; mypy_txn.no_autoflush() yields nothing": words(
            "no_autoflush"
        ),
        "leads to a session: Query.session, InstanceState.session": words("query identity_map"),
        "may hold anything, a handle too": words("info"),
        "changes how the session treats transactions, engines or loading": words(
            "autobegin autoflush bind_mapper bind_table enable_baked_queries"
            " enable_relationship_loading execution_options expire_on_commit"
            " join_transaction_mode twophase"
        ),
        "finds the session among all that are open": words("hash_key"),
        "scoped sessions lack it; mypy_txn.in_transaction() works for all": words(
            "in_transaction in_nested_transaction"
        ),
        "AsyncSession lacks it, and SQLAlchemy calls it legacy": words(
            "bulk_insert_mappings bulk_save_objects bulk_update_mappings"
        ),
        "a function of the class, not of a session": words("identity_key"),
    },
)

SQLMODEL_SESSION = replace(SESSION, read=("exec", *SESSION.read), write=("exec", *SESSION.write))

CONNECTION = Classification(
    read=words("execute scalar scalars stream stream_scalars"),
    write=words("execute scalar scalars stream stream_scalars"),
    out={
        "starts or ends a transaction, or a savepoint": words(
            "begin begin_nested begin_twophase commit rollback commit_prepared rollback_prepared"
            " recover_twophase"
        ),
        "ends or opens the connection": words(
            "close aclose detach invalidate start __enter__ __exit__ __aenter__ __aexit__ __await__"
        ),
        "hands out an engine, a connection or a transaction": words(
            "connection engine get_transaction get_nested_transaction get_raw_connection run_sync"
            " sync_connection sync_engine dispatch"
        ),
        "makes an engine or ends a transaction for who asks it; mypy_txn.dialect_name() tells "
        "the name": words("dialect"),
        "sends a string to the driver as it is": words("exec_driver_sql"),
        "changes how the connection treats transactions": words("execution_options"),
        "may hold anything, a handle too": words("info"),
        "speaks of the transaction or the connection, which are the owner's; "
        "mypy_txn.in_transaction() tells whether there is one": words(
            "in_transaction in_nested_transaction closed invalidated default_isolation_level"
            " get_isolation_level get_execution_options"
        ),
        "internal": words("schema_for_object should_close_with_result"),
    },
)

ONLY_21 = words("delete_all merge_all")
"""Members that sessions have since SQLAlchemy 2.1."""

DROPPED_PARAMETERS = {
    "bind_arguments": "takes an engine or a connection",
    "_parent_execute_state": "internal",
    "_add_event": "internal",
}

DOCSTRINGS = {
    "exec": "Run a statement and return its rows, or the objects that it selects.",
    "execute": "Run a statement and return its rows as a result.",
    "scalar": "Run a statement and return the first column of its first row, or None.",
    "scalars": "Run a statement and return the first column of its rows.",
    "stream": "Run a statement and return its rows as they arrive.",
    "stream_scalars": "Run a statement and return the first column of its rows as they arrive.",
    "get": "The object with this primary key, or None.",
    "get_one": "The object with this primary key; ``NoResultFound`` if there is none.",
    "refresh": "Read the object's attributes from the database again.",
    "expire": "Forget the object's attributes: the next access reads them again.",
    "is_modified": "Whether the object has changes that are not flushed.",
    "is_active": "Whether the session can be used: no flush in it has failed.",
    "new": "The objects that a flush will insert.",
    "dirty": "The objects that a flush may update.",
    "deleted": "The objects that a flush will delete.",
    "__contains__": "Whether the object is in the session.",
    "__iter__": "The objects in the session.",
    "add": "Let a flush insert the object.",
    "add_all": "Let a flush insert the objects.",
    "delete": "Let a flush delete the object.",
    "delete_all": "Let a flush delete the objects.",
    "merge_all": "Copy the objects' states onto the session's own objects and return those.",
    "merge": "Copy the object's state onto the session's own object and return that.",
    "flush": "Write what is pending, within the owner's transaction.",
    "expunge": "Take the object out of the session, pending changes and all.",
    "expire_all": "Forget the attributes of all objects in the session.",
}
