"""Rewriting one module: source and wanted Protocols in, source and what could not be done out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import libcst as cst

from mypy_txn.migration.additions import additions
from mypy_txn.migration.naming import Names
from mypy_txn.migration.needs import Need, joined, place
from mypy_txn.migration.places import Types, at, has_types, starts, why_fixed_at
from mypy_txn.migration.reading import read
from mypy_txn.migration.references import Reference
from mypy_txn.migration.syntax import Parameter, Span
from mypy_txn.migration.text import Edit, LeftError, Text, UnreadableError
from mypy_txn.migration.unused import without_unused

_ANY: Final = "typing.Any"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A Protocol instead of a handle, in one type or for one parameter without a type.

    Attributes:
        line: from 1.
        column: from 0, as mypy counts: of the type, of the parameter's name, or, in a line that is
            ASCII, of anything in the type.
        handle: the full name of the class, as in ``sqlalchemy.orm.session.Session``; "" for a
            parameter that has no type, or ``typing.Any``.
        protocol: the full name of the Protocol, as in ``mypy_txn.ReadWriteSession``.

    """

    line: int
    column: int
    handle: str
    protocol: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A module after its replacements.

    Attributes:
        source: its new bytes.
        done: what was replaced.
        left: what was not, each with the reason.
        typed: the lines that the bodies had of the functions that had no type.

    """

    source: bytes
    done: list[Replacement]
    left: list[tuple[Replacement, str]]
    typed: Sequence[range] = ()


def rewrite(
    source: bytes,
    replacements: Iterable[Replacement],
    classes: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
) -> Rewritten:
    """Write Protocols where ``source`` names handles, import them, and drop unused imports.

    Every mention of the handle in the type at that place is replaced, quoted or not. Nothing but
    these mentions and import statements changes, and nothing at all when it is done again.

    Args:
        source: a module's bytes, in whatever encoding and with whatever line breaks.
        replacements: what is wanted.
        classes: the full names of the classes for which others stand: ``app.db.Session`` for what
            ``from app.db import Session`` imports, ``Session`` for what the module defines. A name
            that is not among them stands for a class of its own package, or is left.
        taken: the names that other modules take out of this one, ``*`` for all: they stay.

    """
    wanted = list(replacements)
    try:
        rewriting = _Rewriting(source, classes or {}, taken)
        for replacement in wanted:
            rewriting.add(replacement)
        new = rewriting.result()
    except UnreadableError as error:
        return Rewritten(source, [], [(one, str(error)) for one in wanted])
    return Rewritten(new, rewriting.done, rewriting.left, rewriting.typed)


class _Rewriting:
    """The edits that replacements need."""

    def __init__(self, source: bytes, classes: Mapping[str, str], taken: Collection[str]) -> None:
        self._source = source
        self._text = Text(source)
        self._syntax = read(self._text)
        self._names = Names(self._syntax, classes)
        self._taken = taken
        self._edits: dict[Span, tuple[str, Need]] = {}
        self._replaced: set[tuple[str, str]] = set()
        self.done: list[Replacement] = []
        self.left: list[tuple[Replacement, str]] = []
        self.typed: list[range] = []

    def add(self, replacement: Replacement) -> None:
        """Do a replacement, or leave it."""
        try:
            self._add(replacement)
        except LeftError as error:
            self.left.append((replacement, str(error)))
        else:
            self.done.append(replacement)

    def result(self) -> bytes:
        """The module after all that was done."""
        if not self._edits:
            return self._source
        edits = [Edit(*span, text) for span, (text, _) in self._edits.items()]
        needs = joined(self._syntax, [need for _, need in self._edits.values()])
        new = self._text.edited([*edits, *additions(self._syntax, self._text, needs)])
        return without_unused(new, self._replaced, self._taken)

    def _add(self, replacement: Replacement) -> None:
        offset = self._offset(replacement.line, replacement.column)
        found = None if offset is None else at(self._syntax, offset)
        if offset is None or found is None:
            raise LeftError("there is neither a type nor a parameter at this place")
        if fixed := why_fixed_at(self._syntax, offset):
            raise LeftError(fixed)
        if isinstance(found, Parameter):
            self._annotate(found, replacement.protocol)
        else:
            self._replace(found, replacement)

    def _offset(self, line: int, column: int) -> int | None:
        """The place that mypy gave; what it calls a column depends on its parser."""
        text = self._text
        if text.is_plain(line):
            return text.offset(line, column)
        here = (one for one in starts(self._syntax) if text.line(one[0]) == line)
        found = {meant for start, meant in here if column in text.columns(start)}
        if len(found) > 1:
            raise LeftError("mypy's column fits several places in this line")
        return next(iter(found), None)

    def _local(self, protocol: str) -> str:
        local = self._names.local(protocol)
        if local is None:
            name = protocol.rpartition(".")[2]
            raise LeftError(f"{name} means something else in this module")
        return local

    def _annotate(self, parameter: Parameter, protocol: str) -> None:
        """Give a type to a parameter that has none."""
        if isinstance(parameter.function, cst.Lambda):
            raise LeftError("a parameter of a lambda has no place for a type")
        local = self._local(protocol)
        need = Need(protocol, local, self._syntax.root, None)
        default = parameter.node.default
        is_none = isinstance(default, cst.Name) and default.value == "None"
        annotation = f": {local} | None" if is_none else f": {local}"
        end = parameter.name.end
        span = Span(end, self._syntax.spans[default].start) if default else Span(end, end)
        if not has_types(self._syntax, parameter.function):
            body = self._syntax.spans[parameter.function.body]
            self.typed.append(range(self._text.line(body.start), self._text.line(body.end) + 1))
        if default and not self._text.slice(span).strip(" =\t"):
            self._edit(span, f"{annotation} = ", need)
        else:
            self._edit(Span(end, end), annotation, need)

    def _replace(self, found: Types, replacement: Replacement) -> None:
        """Name the Protocol where the types name the handle."""
        written = [ref for text in found.texts for ref in text.references(self._names.full)]
        handle = replacement.handle or _ANY
        references = [ref for ref in written if self._names.means(ref.name, handle)]
        if not references:
            raise LeftError(self._why_not(written, replacement))
        local = self._local(replacement.protocol)
        for reference in references:
            sources = self._names.sources(reference.name, handle)
            self._replaced |= {(one.local, one.full) for one in sources}
            evaluated = found.evaluated and not reference.quoted
            block, beside = place(self._syntax, reference.span.start, sources, evaluated)
            need = Need(replacement.protocol, local, block, beside)
            self._edit(reference.span, local, need)

    def _edit(self, span: Span, text: str, need: Need) -> None:
        """Plan an edit, unless one around it is planned; one inside it is given up."""
        for other, (planned, _) in list(self._edits.items()):
            if other == span and planned != text:
                raise LeftError(f"it becomes {planned.strip(': =')} already")
            if other.start <= span.start and span.end <= other.end:
                return
            if span.start <= other.start and other.end <= span.end:
                del self._edits[other]
        self._edits[span] = text, need

    def _why_not(self, written: list[Reference], replacement: Replacement) -> str:
        """Why the types of a place have no mention of the handle."""
        full = [self._names.full(reference.name) for reference in written]
        if replacement.protocol in full:
            return f"it is {replacement.protocol} already"
        if not replacement.handle:
            return "the parameter has a type already"
        own = replacement.handle.rpartition(".")[2]
        names = ", ".join(dict.fromkeys(name for name in full if "." in name))
        alias = f"; an alias of it is to be changed where it is defined: {names}" if names else ""
        return f"{own} is not named here by its own name{alias}"
