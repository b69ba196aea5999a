"""The signatures of the protected layers that take, return or hold a handle or a Protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mypy_txn.access import READ_PROTOCOLS, protocol_for, protocol_of
from mypy_txn.domains import DomainOf
from mypy_txn.program.capabilities import Capability, Program
from mypy_txn.records import Record
from mypy_txn.summaries import Held, Needs, containing_module


class Declared(StrEnum):
    """What a signature lets its holder do."""

    FULL = "full"
    WRITE = "read-write"
    READ = "read"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signature:
    """One parameter, result, attribute or variable, with what it is and what it needs to be.

    Attributes:
        domain: of its module; "" if it is in none.
        layer: of its module; None for an unlayered module that is protected.
        module: where it is.
        path: the file, as in a finding.
        name: what it is called in its module: ``Rows.write(session)``.
        held: where its type is written, and what that is.
        declared: what its type grants.
        capability: what is done with it.
        protocol: the full name of the weakest Protocol with which that can be done, once control
            is gone; "" if none can stand in its place, or if it is not certain which.

    """

    domain: str
    layer: str | None
    module: str
    path: str
    name: str
    held: Held
    declared: Declared
    capability: Capability
    protocol: str


def signatures(
    records: Iterable[Record], program: Program, domain_of: DomainOf, private: bool = False
) -> list[Signature]:
    """The signatures of ``records``, by domain, layer, module and line.

    Args:
        records: of the protected modules.
        program: the summaries of all modules of the project.
        domain_of: from the name of a module to its domain.
        private: also those that only their own module or class is meant to use.

    """
    found = (one for record in records for one in _of_record(record, program, domain_of, private))
    return sorted(
        found, key=lambda one: (one.domain, one.layer or "", one.module, one.held.line, one.name)
    )


def totals(found: Iterable[Signature]) -> dict[Declared, int]:
    """How many signatures there are of each kind."""
    counted = dict.fromkeys(Declared, 0)
    for one in found:
        counted[one.declared] += 1
    return counted


def _of_record(
    record: Record, program: Program, domain_of: DomainOf, private: bool
) -> Iterator[Signature]:
    domain = domain_of(record.module) or ""
    for held in record.summary.held:
        if held.public or private:
            yield Signature(
                domain,
                record.layer,
                record.module,
                record.path,
                held.slot.removeprefix(f"{record.module}."),
                held,
                _declared(held),
                program.capability(held.slot),
                _protocol(program, held),
            )


def _declared(held: Held) -> Declared:
    if not held.type:
        return Declared.UNKNOWN
    granted = protocol_of(held.type)
    if granted is None:
        return Declared.FULL
    return Declared.WRITE if granted[1] is Needs.WRITE else Declared.READ


def family(program: Program, held: Held) -> str:
    """What can stand in the place of ``held``; "" if nothing can, or if several could."""
    families = {held.family} if held.type else program.families(held.slot)
    return next(iter(families)) if len(families) == 1 else ""


def _protocol(program: Program, held: Held) -> str:
    """The weakest Protocol that ``held`` can be; "" if there is none, or no telling which."""
    capability, found = program.capability(held.slot), family(program, held)
    is_known = found in READ_PROTOCOLS and capability.is_certain
    return protocol_for(found, capability.needs) if is_known else ""


def shown_needs(capability: Capability) -> str:
    """``write``, or ``at least write`` where the value is lost somewhere."""
    needs = capability.needs.name.lower()
    if capability.is_certain:
        return needs
    return f"at least {needs}" if capability.needs else "not known"


def reason(capability: Capability, paths: Mapping[str, str]) -> str:
    """What decides, and where: ``commit in app/rows.py:12``; "" if nothing is done.

    Args:
        capability: of a signature.
        paths: of the modules.

    """
    lost, use = capability.unknown, capability.because
    if lost is not None and not capability.is_certain:
        return f"{lost.why} in {_place(lost.function, lost.line, paths)}"
    return f"{use.what} in {_place(use.function, use.line, paths)}" if use else ""


def _place(function: str, line: int, paths: Mapping[str, str]) -> str:
    module = containing_module(function, paths)
    return f"{paths[module] if module else function}:{line}"
