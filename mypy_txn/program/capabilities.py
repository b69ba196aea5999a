"""What each slot of a program needs of its handle, from the summaries of all its modules.

A slot needs what is done with its value, and what the slots need into which the value flows.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from mypy_txn.summaries import Call, Flow, Lost, Needs, Summary, Use

_F = TypeVar("_F", Use, Lost)


@dataclass(frozen=True, slots=True)
class Capability:
    """What a slot needs.

    Attributes:
        needs: the strongest of what is known.
        because: the nearest use that needs so much; None for nothing.
        unknown: where the value is lost, so that more may be needed; None if it is followed.

    """

    needs: Needs = Needs.NOTHING
    because: Use | None = None
    unknown: Lost | None = None

    @property
    def is_certain(self) -> bool:
        """Whether no more than ``needs`` can be needed."""
        return self.unknown is None or self.needs is Needs.CONTROL


@dataclass(frozen=True)
class Program:
    """The summaries of all modules, by module, as one."""

    summaries: Mapping[str, Summary]
    _found: dict[str, Capability] = field(default_factory=dict, repr=False, compare=False)

    def capability(self, slot: str) -> Capability:
        """What ``slot`` needs."""
        if slot not in self._found:
            because = {needs: nearest.get(slot) for needs, nearest in self._nearest.items()}
            strongest = max((one for one in because if because[one]), default=Needs.NOTHING)
            self._found[slot] = Capability(strongest, because.get(strongest), self._lost.get(slot))
        return self._found[slot]

    def families(self, slot: str) -> frozenset[str]:
        """What flows into ``slot``, as far as types say."""
        return self._families.get(slot, frozenset())

    @cached_property
    def flows_into(self) -> Mapping[str, list[Flow]]:
        """By slot, the flows that get there."""
        found = defaultdict[str, list[Flow]](list)
        for flow in self._flows:
            found[flow.target].append(flow)
        return found

    @cached_property
    def callers(self) -> Mapping[str, list[str]]:
        """From each function to those that call it, the nearest in the file first.

        A class's name stands for making an instance; a function in a function for being called
        there.
        """
        return {
            callee: list(dict.fromkeys(call.caller for call in sites))
            for callee, sites in self.sites.items()
        }

    @cached_property
    def sites(self) -> Mapping[str, list[Call]]:
        """From each function to its calls; from ``.write`` to those of whatever is called so."""
        sites = defaultdict[str, list[Call]](list)
        for summary in self.summaries.values():
            for call in summary.calls:
                sites[call.callee].append(call)
        return sites

    @cached_property
    def _flows(self) -> list[Flow]:
        return [flow for summary in self.summaries.values() for flow in summary.flows]

    @cached_property
    def _nearest(self) -> Mapping[Needs, Mapping[str, Use]]:
        """For each need, the nearest use of each slot that has it."""
        uses = defaultdict[Needs, list[Use]](list)
        for summary in self.summaries.values():
            for use in summary.uses:
                uses[use.needs].append(use)
        levels = (Needs.READ, Needs.WRITE, Needs.CONTROL)
        return {needs: self._upstream(uses[needs]) for needs in levels}

    @cached_property
    def _lost(self) -> Mapping[str, Lost]:
        return self._upstream(lost for one in self.summaries.values() for lost in one.lost)

    def _upstream(self, facts: Iterable[_F]) -> dict[str, _F]:
        """The nearest of ``facts`` for each slot whose value gets there."""
        found = dict[str, _F]()
        for fact in facts:
            found.setdefault(fact.slot, fact)
        pending = deque(found)
        while pending:
            slot = pending.popleft()
            for source in map(_source, self.flows_into.get(slot, ())):
                if source not in found:
                    found[source] = found[slot]
                    pending.append(source)
        return found

    @cached_property
    def targets(self) -> Mapping[str, list[str]]:
        """From each slot to those into which its value flows."""
        targets = defaultdict[str, list[str]](list)
        for flow in self._flows:
            targets[flow.source].append(flow.target)
        return targets

    def upstream(self, slot: str) -> frozenset[str]:
        """The slots whose value gets into ``slot``, itself among them."""
        found, pending = {slot}, [slot]
        while pending:
            for source in map(_source, self.flows_into.get(pending.pop(), ())):
                if source not in found:
                    found.add(source)
                    pending.append(source)
        return frozenset(found)

    @cached_property
    def _families(self) -> Mapping[str, frozenset[str]]:
        found = defaultdict[str, set[str]](set)
        for flow in self._flows:
            if flow.family:
                found[flow.target].add(flow.family)
        pending = deque(found)
        while pending:
            slot = pending.popleft()
            for target in self.targets.get(slot, ()):
                if not found[slot] <= found[target]:
                    found[target] |= found[slot]
                    pending.append(target)
        return {slot: frozenset(families) for slot, families in found.items()}


def _source(flow: Flow) -> str:
    return flow.source
