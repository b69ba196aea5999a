"""Which signatures can take a Protocol instead of a handle, so that the types still fit together.

What is handed on must be accepted where it gets: a signature can be narrowed only if each one that
its value gets into is narrowed too, or takes a Protocol already.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mypy_txn.access import READ_PROTOCOLS, protocol_for, protocol_of
from mypy_txn.catalog import catalog
from mypy_txn.catalog.model import OFFERED
from mypy_txn.program.capabilities import Capability, Program
from mypy_txn.program.signatures import Declared, Signature, family, reason
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


def narrow(
    found: Iterable[Signature],
    program: Program,
    paths: Mapping[str, str],
    refused: Mapping[str, str] = MappingProxyType({}),
    inferred: bool = True,
) -> Narrowing:
    """Choose a Protocol for each of the signatures that can take one.

    Args:
        found: the signatures of the protected layers, private ones too.
        program: the summaries of all modules.
        paths: of the modules, for the reasons.
        refused: slots that have to stay as they are, each with the reason.
        inferred: whether each gets the weakest Protocol that is certain to be enough; else all
            get the one that reads and writes.

    """
    full = [
        one
        for one in found
        if one.declared in (Declared.FULL, Declared.UNKNOWN) and not _is_inferred(one.held)
    ]
    reasons = {
        one.held.slot: why
        for one in full
        if (why := refused.get(one.held.slot) or _why_not(one, program, paths, inferred))
    }
    needed = {
        one.held.slot: one.capability.needs if inferred else Needs.WRITE
        for one in full
        if one.held.slot not in reasons
    }
    slots = (one for summary in program.summaries.values() for one in summary.held)
    held = {one.slot: one for one in slots if not _is_inferred(one)}
    targets = _targets(program, held)
    while not _settle(needed, targets, held, reasons):
        pass
    protocols = [
        (one, protocol_for(family(program, one.held), needed[one.held.slot]))
        for one in full
        if one.held.slot in needed
    ]
    return Narrowing(
        protocols, [(one, reasons[one.held.slot]) for one in full if one.held.slot in reasons]
    )


def _is_inferred(held: Held) -> bool:
    """Whether its type is that of what is assigned, so that it is narrowed with that."""
    return not held.annotated and held.kind in ("attribute", "variable")


def _why_not(
    signature: Signature, program: Program, paths: Mapping[str, str], inferred: bool
) -> str:
    capability, held = signature.capability, signature.held
    if held.kind == "return" and not held.annotated:
        return "it has no annotation"
    if capability.needs is Needs.CONTROL:
        return _beyond(capability, paths)
    if not capability.is_certain and (inferred or not held.type):
        return f"what it needs is not known: {reason(capability, paths)}"
    if family(program, held) not in READ_PROTOCOLS:
        return held.instead or _undecided(program, held)
    return ""


def _undecided(program: Program, held: Held) -> str:
    """Why no Protocol can be named."""
    found = sorted(program.families(held.slot)) if not held.type else []
    if found[1:]:
        kinds = ", ".join(one.removeprefix("mypy_txn.") for one in found)
        return f"handles of several kinds get into it: {kinds}"
    if held.type or found:
        return "no single Protocol can stand in its place"
    return "no type says what gets into it"


def _beyond(capability: Capability, paths: Mapping[str, str]) -> str:
    """What is done that no Protocol allows, with what mypy_txn has for it."""
    what = capability.because.what if capability.because else ""
    is_control = what in catalog().control_names
    needed = "control" if is_control else "what no Protocol has"
    why = f"it needs {needed}: {reason(capability, paths)}"
    function = OFFERED.get(what.rpartition(".")[2])
    return f"{why}; {function}" if function else why


def _settle(
    needed: dict[str, Needs],
    targets: Callable[[str], list[str]],
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


def _targets(program: Program, held: Container[str]) -> Callable[[str], list[str]]:
    """From a slot to the held ones that its value gets into, through locals."""

    @cache
    def reached(slot: str) -> list[str]:
        seen, pending = {slot}, [slot]
        while pending:
            for target in program.targets.get(pending.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    if target not in held:
                        pending.append(target)
        return sorted(one for one in seen if one in held and one != slot)

    return reached
