"""Which signatures can take a Protocol instead of a handle, so that the types still fit together.

What is handed on must be accepted where it gets: a signature can be narrowed only if each one that
its value gets into is narrowed too, or takes a Protocol already.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from mypy_txn.access import protocol_for, protocol_of
from mypy_txn.capabilities import Program
from mypy_txn.signatures import Declared, Signature, reason
from mypy_txn.summaries import Held, Needs


@dataclass(frozen=True)
class Narrowing:
    """What a migration does with the signatures that are not restricted.

    Attributes:
        protocols: the signatures that get a Protocol, and the full name of it.
        left: those that stay as they are, and why.

    """

    protocols: list[tuple[Signature, str]]
    left: list[tuple[Signature, str]]


def narrow(found: Iterable[Signature], program: Program, paths: Mapping[str, str]) -> Narrowing:
    """Choose the weakest Protocol for each of the signatures that takes one.

    Args:
        found: the signatures of the protected layers, private ones too.
        program: the summaries of all modules.
        paths: of the modules, for the reasons.

    """
    full = [one for one in found if one.declared in (Declared.FULL, Declared.UNKNOWN)]
    reasons = {one.held.slot: why for one in full if (why := _why_not(one, program, paths))}
    needed = {s.held.slot: s.capability.needs for s in full if s.held.slot not in reasons}
    held = {one.slot: one for summary in program.summaries.values() for one in summary.held}
    targets = _targets(program, held)
    while not _settle(needed, targets, held, reasons):
        pass
    protocols = [
        (one, protocol_for(one.held.family or _only_family(one, program), needed[one.held.slot]))
        for one in full
        if one.held.slot in needed
    ]
    return Narrowing(
        protocols, [(one, reasons[one.held.slot]) for one in full if one.held.slot in reasons]
    )


def _why_not(signature: Signature, program: Program, paths: Mapping[str, str]) -> str:
    capability = signature.capability
    if signature.held.kind != "parameter" and not signature.held.annotated:
        return "it has no annotation; its type is that of what is assigned"
    if not capability.is_certain:
        return f"what it needs is not known: {reason(capability, paths)}"
    if capability.needs is Needs.CONTROL:
        return f"it needs control: {reason(capability, paths)}"
    if not signature.protocol:
        return signature.held.instead or "it is not known which Protocol it is"
    return ""


def _only_family(signature: Signature, program: Program) -> str:
    return next(iter(program.families(signature.held.slot)))


def _settle(
    needed: dict[str, Needs],
    targets: Callable[[str], frozenset[str]],
    held: Mapping[str, Held],
    reasons: dict[str, str],
) -> bool:
    """Let each signature fit what it flows into; whether nothing was to be done."""
    before = dict(needed)
    for slot in before:
        for target in targets(slot):
            granted = protocol_of(held[target].type)
            if target in needed:
                needed[slot] = max(needed[slot], needed[target])
            elif granted is not None:
                needed[slot] = max(needed[slot], granted[1])
            elif held[target].type:
                reasons[slot] = f"{target} takes it, and keeps the full type"
                del needed[slot]
                break
    return needed == before


def _targets(program: Program, held: Container[str]) -> Callable[[str], frozenset[str]]:
    """From a slot to the held ones that its value gets into, through locals."""

    @cache
    def reached(slot: str) -> frozenset[str]:
        seen, pending = {slot}, [slot]
        while pending:
            for target in program.targets.get(pending.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    if target not in held:
                        pending.append(target)
        return frozenset(one for one in seen if one in held and one != slot)

    return reached
