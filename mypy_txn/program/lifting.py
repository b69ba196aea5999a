"""Which blocks of the protected layers begin a transaction that their owner holds already.

Such a block does nothing that the owner would not do; SQLAlchemy (2.0 and 2.1) even refuses to
begin a second transaction on a session. So its ``with`` can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mypy_txn.program.capabilities import Program
from mypy_txn.summaries import ANYTHING, NEW, Block, During, Flow, function_of, is_passed

CONSTRUCTORS: Final = (".__init__", ".__new__", ".__post_init__")


class Lifting:
    """Says of blocks whether an owner holds their transaction, whoever calls."""

    def __init__(self, program: Program, is_owner: Callable[[str], bool]) -> None:
        """Take a program.

        Args:
            program: the summaries of all modules.
            is_owner: whether a function, by its full name, is in an owner layer.

        """
        self._program = program
        self._is_owner = is_owner

    def why_not(self, block: Block) -> str:
        """Why the ``with`` of a block must stay; "" if it need not.

        Then every way to it comes from an owner that holds a transaction on the same session.
        """
        if block.bound:
            return block.bound
        if (outer := function_of(block.slot)) not in (None, block.function):
            return f"{block.function} may run when {outer} is at its end"
        if block.function.endswith("__") and not block.function.endswith(CONSTRUCTORS):
            return f"{block.function} is run by more than calls"
        seen = set[str]()
        if why := self._unheld(block.slot, seen):
            return why
        flows = (flow for slot in seen for flow in self._program.flows_into.get(slot, ()))
        return "" if any(map(self._holds, flows)) else f"only what it calls calls {block.function}"

    def _unheld(self, slot: str, seen: set[str]) -> str:
        """Why it is not certain that a transaction is open on what is in ``slot``; "" if it is."""
        if slot in seen:
            return ""
        seen.add(slot)
        function = function_of(slot)
        if function is None:
            return f"it is kept in {slot}, whose transaction may be another when it is used"
        flows = self._program.flows_into.get(slot, [])
        is_parameter = is_passed(slot)
        if is_parameter and (why := self._called_otherwise(function, flows)):
            return why
        if not flows:
            unknown = f"it is not known where {slot} comes from"
            return f"nothing calls {function}" if is_parameter else unknown
        return next(filter(None, (self._why_unheld(flow, seen) for flow in flows)), "")

    def _called_otherwise(self, function: str, flows: Iterable[Flow]) -> str:
        """Which call of ``function`` is none of those that ``flows`` are known of; "" if none."""
        known = {(flow.function, flow.line) for flow in flows}
        for call in self._program.sites.get(function, ()):
            if (call.caller, call.line) not in known:
                what = f"calls {function} with something else, or hands it on"
                return f"{call.caller} {what}, in line {call.line}"
        if anything := next(iter(self._program.sites.get(ANYTHING, ())), None):
            return f"{anything.caller} calls what has no type with one, in line {anything.line}"
        name = function.rpartition(".")[2]
        if unknown := next(iter(self._program.sites.get(f".{name}", ())), None):
            return f"{unknown.caller} calls some {name}() of unknown type, in line {unknown.line}"
        callers = self._program.callers
        overridden = {function, *callers.get(function, ())}
        for call in self._program.sites.get(f"*.{name}", ()):
            if call.caller not in overridden and callers.get(call.caller):
                return f"{callers[call.caller][0]} may call it as {call.caller}, of a Protocol"
        return ""

    def _why_unheld(self, flow: Flow, seen: set[str]) -> str:
        function = function_of(flow.source)
        if flow.source == NEW or flow.source.endswith("()"):
            return f"{flow.target} gets a new one, in line {flow.line}"
        if flow.during is During.LATER:
            return f"{function or flow.source} hands it on for later, in line {flow.line}"
        return "" if self._holds(flow) else self._unheld(flow.source, seen)

    def _holds(self, flow: Flow) -> bool:
        """Whether an owner gives a function what it holds a transaction on.

        A variable may be used when the block is over.
        """
        is_given = is_passed(flow.target)
        return flow.during is During.HELD and is_given and self._is_owner(flow.function)
