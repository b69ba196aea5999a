"""What a migration would write, and what it would leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mypy_txn.migration import Replacement, Rewritten, rewrite
from mypy_txn.program.capabilities import Program
from mypy_txn.program.narrowing import Narrowing, narrow
from mypy_txn.program.signatures import Signature


@dataclass(frozen=True)
class Plan:
    """New texts, in which the types of signatures fit together.

    Attributes:
        texts: by file, relative to the root of the project, of the files that change.
        narrowed: the signatures that get a Protocol.
        left: those that stay as they are, and why.
        typed: by file and module, the lines of functions that had no type before.

    """

    texts: Mapping[str, bytes]
    narrowed: Sequence[Signature]
    left: Sequence[tuple[Signature, str]]
    typed: Mapping[tuple[str, str], Sequence[range]]


class Planner:
    """Makes plans for a program, with more or fewer of its signatures.

    Attributes:
        program: the summaries of all modules.

    """

    def __init__(
        self,
        found: Sequence[Signature],
        program: Program,
        paths: Mapping[str, str],
        read: Callable[[str], bytes],
        inferred: bool,
    ) -> None:
        """Take what there is.

        Args:
            found: the signatures of the protected layers, private ones too.
            program: the summaries of all modules.
            paths: of the modules.
            read: what a file has in it, by its path as ``paths`` has it.
            inferred: as ``narrow`` takes it.

        """
        self._found = found
        self.program = program
        self._paths = paths
        self._read = read
        self._inferred = inferred
        named = [one for each in program.summaries.values() for one in each.classes]
        self._classes = {one.name: one.type for one in named}
        self._defined = defaultdict[str, dict[str, str]](dict)
        for full in (one.name for one in named if one.name == one.type):
            source, _, own = full.rpartition(".")
            self._defined[source][own] = full
        self._taken = defaultdict[str, set[str]](set)
        for name in (name for each in program.summaries.values() for name in each.taken):
            source, _, own = name.rpartition(".")
            self._taken[source].add(own)
        self._rewrite = cache(self._rewritten)

    def plan(self, refused: Mapping[str, str]) -> Plan:
        """Narrow what can be narrowed while some slots stay as they are.

        What cannot be rewritten keeps its type, and so does what hands its value to it.

        Args:
            refused: these slots, each with the reason.

        """
        refused = dict(refused)
        while True:
            narrowing = narrow(self._found, self.program, self._paths, refused, self._inferred)
            plan, failed = self._written(narrowing)
            if not failed:
                return plan
            refused |= failed

    def _written(self, narrowing: Narrowing) -> tuple[Plan, dict[str, str]]:
        """What that makes of the files, and the slots that could not be rewritten."""
        slots = defaultdict[tuple[str, str], dict[Replacement, str]](dict)
        for signature, protocol in narrowing.protocols:
            held = signature.held
            wish = Replacement(held.line, held.column, held.type, protocol)
            slots[signature.path, signature.module][wish] = held.slot
        texts, typed = dict[str, bytes](), dict[tuple[str, str], Sequence[range]]()
        failed = dict[str, str]()
        for (path, module), wishes in slots.items():
            rewritten = self._rewrite(path, module, frozenset(wishes))
            failed |= {wishes[wish]: why for wish, why in rewritten.left}
            texts[path], typed[path, module] = rewritten.source, rewritten.typed
        changed = {path: text for path, text in texts.items() if text != self._read(path)}
        narrowed = [signature for signature, _ in narrowing.protocols]
        return Plan(changed, narrowed, narrowing.left, typed), failed

    def _rewritten(self, path: str, module: str, wishes: Iterable[Replacement]) -> Rewritten:
        classes = {**self._classes, **self._defined[module]}
        wanted = sorted(wishes, key=_place)
        return rewrite(self._read(path), wanted, classes, self._taken[module])


def _place(replacement: Replacement) -> tuple[int, int, str]:
    return replacement.line, replacement.column, replacement.handle
