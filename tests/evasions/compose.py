"""Blocks into programs, and programs into their harmless twins."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from string import Template

from hypothesis.vendor.pretty import RepresentationPrinter

from .blocks import Block
from .kinds import BY_NAME, Kind
from .spellings import PLAIN, Spelling
from .steps import LOCAL

LIBRARIES = "sqlalchemy|sqlmodel|sqlite3|psycopg2|psycopg|asyncpg|aiosqlite|given"
IMPORT = re.compile(rf"^( *)(from|import) (?={LIBRARIES}\b)", re.MULTILINE)
AWAITS = re.compile(r"(?<!\{)\bawait\b|\basync (with|for)\b")
BODY = re.compile(r"^( *)\$body$", re.MULTILINE)
MARK = re.compile(r"  #! ([a-z ]+)$")
MAY_BE = re.compile(r"  #\? ([a-z ]+)$")


@dataclass(frozen=True, repr=False)
class Program:
    """A module's text and the findings that are due on its lines."""

    recipe: str
    layer: str
    text: str
    pieces: frozenset[str] = field(default=frozenset(), compare=False)
    runs: bool = field(default=True, compare=False)
    kind: str = field(default="", compare=False)
    call: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return f"<{self.recipe}>"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """For hypothesis, which would spell all fields out."""
        printer.text(repr(self))

    @cached_property
    def due(self) -> frozenset[tuple[int, str]]:
        """Line and code of each finding."""
        return self._marked(MARK)

    @cached_property
    def allowed(self) -> frozenset[tuple[int, str]]:
        """Line and code of what may be found besides."""
        return self._marked(MAY_BE)

    def _marked(self, mark: re.Pattern[str]) -> frozenset[tuple[int, str]]:
        return frozenset(
            (number, f"txn-{word}")
            for number, line in enumerate(self.text.splitlines(), 1)
            if (found := mark.search(line))
            for word in found[1].split()
        )

    @property
    def twin(self) -> str:
        """The same program over unrelated classes: everything comes from ``alike``."""
        return in_twin_world(self.text)


def in_twin_world(text: str) -> str:
    """``text`` with its imports of libraries turned to their lookalikes."""
    return IMPORT.sub(r"\1\2 alike.", text)


def compose(
    kind: Kind, spelling: Spelling, verb: str, layer: str, blocks: Sequence[Block]
) -> Program:
    """The program in which each of ``blocks`` is the body of the one before."""
    composer = _Composer(kind, spelling, verb)
    for block in blocks:
        composer.add(block)
    path = " > ".join(block.name for block in blocks)
    recipe = f"{kind.name}.{verb}, {spelling.name}: {path}"
    return Program(
        recipe,
        layer,
        composer.text(recipe),
        frozenset((kind.name, spelling.name, *(block.name for block in blocks))),
        all(block.runs for block in blocks),
        kind.name,
        blocks[0].call,
    )


class _Composer:
    """Hands the value from block to block, and puts the texts together."""

    def __init__(self, kind: Kind, spelling: Spelling, verb: str) -> None:
        self.kind, self.spelling, self.verb = kind, spelling, verb
        self.value, self.mark = "", ""
        self.bodies: list[str] = []
        self.imports = ["from __future__ import annotations", self._fill(spelling.imports)]
        self.tops = [self._fill(spelling.top)]
        self._import_kind()

    def add(self, block: Block) -> None:
        variable = self.value.isidentifier() and self.value != "self" and not self.mark
        if "$v" in block.text + block.value and not variable:
            self.add(LOCAL)
        self.imports.append(self._fill(block.imports))
        self.tops.append(self._fill(block.top))
        body = self._fill("\n".join(map(self._marked, block.text.splitlines())))
        kept = self.mark if "$h" in block.value else ""
        self.value, self.mark = self._fill(block.value), f"{kept} {block.mark}".strip()
        self.bodies.append(body)
        if block.becomes:
            self.kind, self.spelling = BY_NAME[block.becomes], PLAIN
            self.verb = self.kind.verbs.split()[0]
            self._import_kind()
        elif block.writes_type and self.spelling.narrow:
            self.add(Block("narrowed", f"{self.spelling.narrow}\nh$n = $v\n$body", value="h$n"))

    def text(self, recipe: str) -> str:
        """The module."""
        body = "pass"
        for outer in reversed(self.bodies):
            body = _nested(outer, body)
        imports = sorted({line for text in self.imports for line in text.splitlines()})
        parts = [f'"""{recipe}."""', "\n".join(imports), *self.tops, body]
        return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"

    def _import_kind(self) -> None:
        kind = self.kind
        self.imports += [f"from {kind.module} import {kind.cls}", kind.imports]

    def _marked(self, line: str) -> str:
        if not self.mark or "$h" not in line:
            return line
        return f"{line} {self.mark}" if MARK.search(line) else f"{line}  #! {self.mark}"

    def _fill(self, text: str) -> str:
        """``text`` with everything in it but ``$body``, ``$def`` and ``$await``."""
        kind = self.kind
        values = {
            "h": self.value,
            "v": self.value,
            "N": kind.cls + kind.args,
            "C": kind.cls,
            "A": kind.args,
            "M": kind.module,
            "K": kind.name,
            "verb": self.verb,
            "wait": "await " if kind.awaits else "",
            "async_": "async " if kind.awaits else "",
            "begin": kind.begin,
            "make": kind.make,
            "with": kind.enters,
            "itself": kind.itself,
            "n": str(len(self.bodies)),
        }
        values["T"] = Template(self.spelling.text).substitute(values)
        values["v"] = values["h"]
        filled = Template(text).safe_substitute(values)
        return "\n".join(map(self._resolved, filled.splitlines()))

    def _resolved(self, line: str) -> str:
        """``line`` with ``#! type`` turned into the code that is due, if one is."""
        mark = MARK.search(line)
        if mark is None:
            return line
        due = "annotation" if self.spelling.due else ""
        words = " ".join(due if word == "type" else word for word in mark[1].split()).strip()
        return line[: mark.start()] + (f"  #! {words}" if words else "")


def _nested(outer: str, body: str) -> str:
    outer = BODY.sub(lambda found: textwrap.indent(body, found[1]), outer)
    awaits = AWAITS.search(outer) is not None
    keywords = {"def": "async def" if awaits else "def", "await": "await " if awaits else ""}
    return Template(outer).safe_substitute(keywords).strip("\n")
