"""What a typed module does with handles, as a summary that other modules can be followed from."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import TypeInfo

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.decorating import decorations
from mypy_txn.audit.summary.flows import Follower
from mypy_txn.audit.summary.held import held_in
from mypy_txn.audit.summary.init_vars import handed_on
from mypy_txn.audit.summary.overriding import (
    beside,
    of_protocols,
    of_untyped_bases,
    overrides,
    same_attributes,
    without_body,
)
from mypy_txn.audit.summary.slots import FirstParty, Slots
from mypy_txn.audit.summary.statements import changes, follow_statement
from mypy_txn.audit.summary.taken import taken
from mypy_txn.summaries import Call, Flow, Lost, Named, Needs, Summary, Use

__all__ = ["summarize"]


def summarize(module: TypedModule, is_first_party: FirstParty) -> Summary:
    """What ``module`` does with handles.

    Args:
        module: after mypy has checked it.
        is_first_party: whether a module, by its name, is of the project.

    """
    slots = Slots(module, is_first_party)
    follower = Follower(module, slots)
    for stmt in module.everything:
        follow_statement(module, slots, follower, stmt)
    _add_changes(module, slots, follower)
    sinks, held = follower.sinks, tuple(held_in(module, slots))
    others = [
        *overrides(module, slots),
        *beside(module, slots),
        *of_untyped_bases(module, slots),
        *of_protocols(module, slots),
        *same_attributes(module, slots),
        *handed_on(module, slots),
        *decorations(module, slots, (*sinks.uses, *sinks.flows, *sinks.lost)),
        *without_body(module, slots),
    ]
    return Summary(
        held=held,
        uses=(*sinks.uses, *(one for one in others if isinstance(one, Use))),
        flows=(*sinks.flows, *(one for one in others if isinstance(one, Flow))),
        lost=(*sinks.lost, *(one for one in others if isinstance(one, Lost))),
        calls=(
            *sinks.calls,
            *(one for one in others if isinstance(one, Call)),
        ),
        blocks=tuple(follower.sinks.transactions.blocks()),
        classes=tuple(_classes(module)),
        taken=tuple(taken(module, is_first_party)),
    )


def _classes(module: TypedModule) -> Iterator[Named]:
    """The handle classes among the names of the module, imported or defined."""
    for name, symbol in module.tree.names.items():
        if isinstance(symbol.node, TypeInfo) and module.handles.handle(symbol.node):
            yield Named(f"{module.tree.fullname}.{name}", symbol.node.fullname)


def _add_changes(module: TypedModule, slots: Slots, follower: Follower) -> None:
    """A function that changes a mapped object writes through the sessions that it mentions."""
    first: dict[str, tuple[str, int]] = {}
    for stmt in module.everything:
        for what in changes(module, stmt):
            first.setdefault(slots.function_at(stmt.line), (what, stmt.line))
    for function, (what, line) in first.items():
        for slot in sorted(follower.sinks.sessions[function]):
            follower.sinks.uses[Use(slot, Needs.WRITE, what, function, line)] = None
