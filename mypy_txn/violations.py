"""The record of one finding, and every message beside its code: one typed function each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from mypy.errorcodes import ErrorCode

from mypy_txn.codes import ACQUIRE, ANNOTATION, CALL, INTERNAL, SQL, UNTYPED

_NOUNS: Final = {"L4": "L4 handler", "L5": "L5 engine", "L6": "L6 driver"}


class Place(NamedTuple):
    """Where a finding stands, as mypy counts: lines from 1, columns from 0."""

    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None


class Violation(NamedTuple):
    """One finding: its code, its place, what is wrong, and what to do instead."""

    code: ErrorCode
    place: Place
    message: str
    hint: str


class Parties(NamedTuple):
    """Who breaks the rule and who may do what it forbids, in the words of a message."""

    layer: str | None
    owners: Sequence[str]

    @property
    def subject(self) -> str:
        """``L6 driver``, ``layer storage``, or ``unlayered module``."""
        return "unlayered module" if self.layer is None else _noun(self.layer)

    @property
    def owner(self) -> str:
        """``L4``, or ``core or jobs``."""
        return " or ".join(self.owners)

    @property
    def owner_code(self) -> str:
        """``the L4 handler``, or ``layer core or layer jobs``: where to move code to."""
        return " or ".join(f"the {_NOUNS[o]}" if o in _NOUNS else f"layer {o}" for o in self.owners)


def _noun(layer: str) -> str:
    return _NOUNS.get(layer, f"layer {layer}")


def control_called(who: Parties, place: Place, target: str, instead: str) -> Violation:
    """``session.commit()``. ``target`` is ``Session.commit``."""
    return _control(who, place, f"calls {target}()", target, instead)


def control_taken(who: Parties, place: Place, target: str, instead: str) -> Violation:
    """``f = session.commit``: the member itself as a value."""
    return _control(who, place, f"takes {target} as a value", target, instead)


def handle_entered(who: Parties, place: Place, handle: str, instead: str) -> Violation:
    """``with conn:``, ``stack.enter_context(conn)``, ``closing(session)``."""
    return _control(who, place, f"enters {handle} as a context manager", handle, instead)


def _control(who: Parties, place: Place, does: str, target: str, instead: str) -> Violation:
    member = target.rpartition(".")[2]
    move = "begin it" if member.startswith("begin") else "do it"
    return Violation(
        CALL,
        place,
        f"{who.subject} {does}; only {who.owner} may begin or end a transaction",
        _moved(who, move, instead),
    )


def handle_annotated(
    who: Parties, place: Place, handle: str, via: str | None, instead: str
) -> Violation:
    """``session: AsyncSession``. ``via`` is the alias or type variable that hides the handle."""
    named = f"{handle} (through {via})" if via else handle
    return Violation(
        ANNOTATION,
        place,
        f"{who.subject} names {named} as a type; only {who.owner} may hold one",
        instead,
    )


def handle_made(who: Parties, place: Place, handle: str, maker: str, instead: str) -> Violation:
    """``Session(engine)``, ``AsyncSessionLocal()``."""
    by = "" if handle.endswith(maker) else f" with {maker}()"
    return _acquired(who, place, f"makes {handle}{by}", instead)


def handle_received(
    who: Parties, place: Place, handle: str, source: str, instead: str
) -> Violation:
    """``get_session()``, ``app.db.engine``, ``session.get_bind()``."""
    return _acquired(who, place, f"gets {handle} from {source}", instead)


def listener_registered(who: Parties, place: Place, event: str) -> Violation:
    """``event.listen(User, "after_insert", listener)``."""
    return _acquired(who, place, f"gets a handle from {event}", "", "register the listener")


def handle_class_taken(who: Parties, place: Place, handle: str, instead: str) -> Violation:
    """``isinstance(x, Session)``, ``partial(Session, engine)``: the class as a value."""
    return _acquired(who, place, f"takes the class {handle} as a value", instead)


def _acquired(
    who: Parties, place: Place, does: str, instead: str, move: str = "open it"
) -> Violation:
    message = f"{who.subject} {does}; only {who.owner} may hold one"
    return Violation(ACQUIRE, place, message, _moved(who, move, instead))


def _moved(who: Parties, move: str, instead: str) -> str:
    return f"{move} in {who.owner_code}" + (f" and {instead}" if instead else "")


def control_in_sql(who: Parties, place: Place, statement: str) -> Violation:
    """``text("COMMIT")``, ``cursor.execute("SAVEPOINT a")``. ``statement`` is its head."""
    return _in_sql(who, place, f"writes {statement} in SQL")


def switch_set(who: Parties, place: Place, switch: str) -> Violation:
    """``conn.autocommit = True``. ``switch`` is ``psycopg2.connection.autocommit``."""
    return _in_sql(who, place, f"sets {switch}")


def _in_sql(who: Parties, place: Place, does: str) -> Violation:
    return Violation(
        SQL,
        place,
        f"{who.subject} {does}; only {who.owner} may begin or end a transaction",
        f"do it in {who.owner_code}",
    )


def control_unverified(who: Parties, place: Place, does: str, why: str, hint: str) -> Violation:
    """``session.commit()`` on ``Any``. ``does`` is ``calls session.commit()``."""
    return _unverified(who, place, does, why, hint)


def handle_unverified(who: Parties, place: Place, name: str, why: str, hint: str) -> Violation:
    """``session: Any``, or a parameter ``session`` without annotation, used like a handle."""
    return _unverified(who, place, f"uses {name} like a handle", why, hint)


def type_unresolved(who: Parties, place: Place, name: str, is_imported: bool) -> Violation:
    """``session: "AsyncSession"`` in a module that has no such name, or not from what mypy sees."""
    why = "mypy does not follow its import" if is_imported else "no such name is defined here"
    hint = f"have mypy follow the import of {name}" if is_imported else f"import {name}"
    hint += ", and the next finding will say what to take instead"
    return _unverified(who, place, f"names {name} as a type", why, hint)


def import_not_followed(who: Parties, place: Place, name: str) -> Violation:
    """``from sqlalchemy import text`` where mypy has no module ``sqlalchemy``."""
    hint = f"have mypy find {name} in its environment, and not skip it"
    return _unverified(who, place, f"imports {name}", "mypy does not follow the import", hint)


def maker_not_followed(who: Parties, place: Place, maker: str, package: str) -> Violation:
    """``psycopg2.connect(dsn)`` where mypy has no types for psycopg2."""
    why = f"mypy does not follow the import of {package}"
    hint = f"open it in {who.owner_code}, and have mypy find types for {package}"
    return _unverified(who, place, f"gets a connection from {maker}", why, hint)


def code_not_read(who: Parties, place: Place) -> Violation:
    """``rows.pyi`` beside ``rows.py``."""
    does, why = "has a stub in the place of its code", "mypy reads the stub only"
    return _unverified(who, place, does, why, "write the types into the code, and remove the stub")


def code_cut_off(who: Parties, place: Place) -> Violation:
    """``assert not TYPE_CHECKING`` above the rest of a module."""
    does, why = "asserts what mypy takes for false", "mypy reads nothing below it"
    return _unverified(who, place, does, why, "raise under an if instead")


def given_away(who: Parties, place: Place, given: str, to: str, why: str, hint: str) -> Violation:
    """``finish(session)`` where the parameter of ``finish`` has no type."""
    return _unverified(who, place, f"passes {given} to {to}", why, hint)


def _unverified(who: Parties, place: Place, does: str, why: str, hint: str) -> Violation:
    return Violation(UNTYPED, place, f"{who.subject} {does}, which cannot be verified: {why}", hint)


def run_refused(complaint: str, code: ErrorCode) -> Violation:
    """Nothing can be checked as it is configured, which shows in a daemon that is running."""
    return Violation(code, Place(1, 0), complaint, "a run of mypy ends here, and checks nothing")


def audit_failed(module: str, error: BaseException, line: int) -> Violation:
    """The plugin raised on this module: nothing in it counts as checked."""
    return Violation(
        INTERNAL,
        Place(line, 0),
        f"mypy_txn failed on module {module}, which is not checked:"
        f" {type(error).__name__}: {error}",
        "please report this as a bug of mypy_txn, with the module if you can",
    )
