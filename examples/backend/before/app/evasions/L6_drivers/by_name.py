"""Gets a member by its name, so that no type checker sees it."""

from __future__ import annotations

from operator import attrgetter, methodcaller

from app.models import Account
from mypy_txn import ReadWriteSession


def by_getattr(session: ReadWriteSession, method: str) -> None:
    """Ask for the member, by a name that is written here and by one that is not."""
    getattr(session, "commit")()  # noqa: B009
    getattr(session, method)()


def by_operator(session: ReadWriteSession) -> None:
    """Let the standard library ask for it."""
    methodcaller("commit")(session)
    attrgetter("rollback")(session)()


def by_dictionary(session: ReadWriteSession) -> None:
    """Look it up in the class."""
    vars(type(session))["commit"](session)


def by_hasattr(session: ReadWriteSession) -> None:
    """Commit if it happens to be a full session."""
    if hasattr(session, "commit"):
        session.commit()


def by_code(session: ReadWriteSession) -> None:
    """Hide the call in a text."""
    exec("session.commit()", {"session": session})


def rename(session: ReadWriteSession, account: Account, column: str) -> object:
    """Get what is harmless by its name: a session's ``flush``, and a column."""
    getattr(session, "flush")()  # noqa: B009
    return getattr(account, column)
