"""``txn-untyped``: what cannot be verified, because mypy does not know its type.

Reported is what is done to a value of unknown type that would control a transaction if it were a
handle, a parameter or an attribute that is named like a handle, used like one and has no type, and
what hides the types. Here names count, which is why this is a code of its own.
"""

from collections.abc import Iterator

from mypy_txn.audit.declared import suspects
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.rules.untyped.bound import bound
from mypy_txn.audit.rules.untyped.control import control
from mypy_txn.audit.rules.untyped.hidden import hidden
from mypy_txn.audit.rules.untyped.lost import given_to_the_unknown
from mypy_txn.audit.suspects import advice
from mypy_txn.audit.unfollowed import unfollowed_makers
from mypy_txn.audit.unresolved import unresolved_handles
from mypy_txn.violations import (
    Violation,
    handle_unverified,
    maker_not_followed,
    type_unresolved,
)


def check(module: TypedModule) -> Iterator[Violation]:
    """Everything in the module that cannot be verified."""
    yield from control(module)
    yield from bound(module)
    yield from given_to_the_unknown(module)
    yield from _declared(module)
    yield from _unresolved(module)
    yield from hidden(module)
    for call, package in unfollowed_makers(module).items():
        yield maker_not_followed(module.who, place_of(call), describe(call), package)


def _declared(module: TypedModule) -> Iterator[Violation]:
    """Parameters and attributes that are named and used like a handle."""
    reported = {(one.node.line, one.node.column) for one in unresolved_handles(module)}
    for suspect in suspects(module):
        written = suspect.written
        if written is not None and (written.line, written.column) in reported:
            continue
        name = suspect.variable.name
        hint = advice(module, suspect.at.line, name)
        yield handle_unverified(module.who, place_of(suspect.at), name, suspect.why, hint)


def _unresolved(module: TypedModule) -> Iterator[Violation]:
    for one in unresolved_handles(module):
        yield type_unresolved(module.who, place_of(one.node), one.name, one.is_imported)
