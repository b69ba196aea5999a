"""Which slots an error of mypy points at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mypy_txn.program.signatures import Signature
from mypy_txn.run.errors import MypyError

_QUOTED: Final = re.compile(r'"([^"]*)"')


class Suspects:
    """The slots of a plan, by where they are and by what their functions are called."""

    def __init__(self, narrowed: Iterable[Signature]) -> None:
        """Take the signatures that get a Protocol."""
        self._lines = defaultdict[str, list[tuple[int, str]]](list)
        self._named = defaultdict[str, set[str]](set)
        self._beside = defaultdict[tuple[str, str], set[str]](set)
        for one in narrowed:
            function = one.name.partition("(")[0]
            self._lines[one.path].append((one.held.line, function))
            self._beside[one.path, function].add(one.held.slot)
            self._named[function.rpartition(".")[2]].add(one.held.slot)
        for lines in self._lines.values():
            lines.sort()

    def of(self, errors: Iterable[MypyError]) -> set[str]:
        """The slots of the function in which an error seems to be, and of those that it names."""
        found = set[str]()
        for error in errors:
            lines = self._lines[error.path]
            if above := lines[: bisect_right(lines, error.line, key=lambda one: one[0])]:
                found |= self._beside[error.path, above[-1][1]]
            for name in _QUOTED.findall(error.message):
                found |= self._named.get(name.rpartition(".")[2], set())
        return found
