"""A batch of programs under one run of mypy: real, as twins, and in the layer that may."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checking import Tree

from .compose import Program, in_twin_world
from .given import given

# Each module ends in this: what is said of it shows that the module was checked, and audited.
WATCHED = """

import sqlite3 as watched


def watch(cursor: watched.Cursor) -> None:
    reveal_type(cursor.executescript)
"""
# What mypy says of the programs besides, which changes no type: that a lambda without parameters
# is an untyped function, and that a comprehension of calls is a list of nothing.
ACCEPTED = frozenset(("no-untyped-call", "func-returns-value"))
LINE = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+): (?P<kind>error|note): (?P<text>.*)$")
CODE = re.compile(r"  \[([a-z-]+)\]$")


@dataclass(frozen=True)
class World:
    """One way to present a program to mypy."""

    name: str
    layer: str | None
    twin: bool
    judged: bool

    def path(self, number: int, program: Program) -> str:
        return f"app/{self.name}/{self.layer or program.layer}/p{number}.py"

    def text(self, program: Program) -> str:
        return (program.twin if self.twin else program.text) + WATCHED

    def due(self, program: Program) -> set[tuple[int, str]]:
        """Line and code of all that mypy is to say, the watched line included."""
        last = len(self.text(program).splitlines())
        due = {(last, "note")}
        if self.judged:
            due.add((last, "txn-call"))
        return due if self.twin or not self.judged else due | program.due


WORLDS = [
    World("real", None, twin=False, judged=True),
    World("twin", None, twin=True, judged=True),
    World("owner", "L4_handlers", twin=False, judged=False),
]


def prepare(tree: Tree) -> None:
    """What all programs import."""
    shutil.copytree(Path(__file__).parent / "alike", tree.root / "alike")
    real = given()
    tree.write(real)
    tree.write({f"alike/{name}": in_twin_world(text) for name, text in real.items()})


def wrong(tree: Tree, programs: Sequence[Program]) -> list[str]:
    """A text for each program of which mypy does not say exactly what is due."""
    shutil.rmtree(tree.root / "app", ignore_errors=True)
    for world in WORLDS:
        tree.write({world.path(n, p): world.text(p) for n, p in enumerate(programs)})
    result = tree.check("app")
    said = said_of(result.out)
    assert said, result
    assert not result.err, result
    return [
        complaint
        for number, program in enumerate(programs)
        for world in WORLDS
        if (complaint := _complaint(world, program, said[world.path(number, program)]))
    ]


def said_of(output: str) -> Mapping[str, list[tuple[int, str, str]]]:
    """For each file what was said of it: line, code and text."""
    said = defaultdict[str, list[tuple[int, str, str]]](list)
    for found in map(LINE.match, output.splitlines()):
        if found and found["kind"] == "error":
            code = CODE.search(found["text"])
            said[found["path"]].append((int(found["line"]), code[1] if code else "error", found[0]))
        elif found and found["text"].startswith("Revealed type is"):
            said[found["path"]].append((int(found["line"]), "note", found[0]))
    return said


def _complaint(world: World, program: Program, said: list[tuple[int, str, str]]) -> str:
    """What is wrong; nothing if nothing is."""
    due = world.due(program)
    said = [each for each in said if each[1] not in ACCEPTED]
    found = {(line, code) for line, code, _ in said}
    if world.name == "real":
        found -= program.allowed - due
    if found == due:
        return ""
    parts = [
        f"--- {world.name}, {world.layer or program.layer}: {program.recipe}",
        *(f"due and not reported: line {line}, {code}" for line, code in sorted(due - found)),
        *(
            f"reported and not due: {text}"
            for line, code, text in said
            if (line, code) in found - due
        ),
        *(f"{n:3} {line}" for n, line in enumerate(_shown(world, program).splitlines(), 1)),
    ]
    return "\n".join(parts)


def _shown(world: World, program: Program) -> str:
    return world.text(program).removesuffix(WATCHED)
