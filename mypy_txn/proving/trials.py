"""What mypy makes of other texts, compared with what it makes of those that there are."""

from __future__ import annotations

import difflib
import gc
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from mypy_txn.codes import CODES
from mypy_txn.config import from_root
from mypy_txn.run import CannotCheck, Outcome
from mypy_txn.run.errors import MypyError

OURS: Final = frozenset(one.code for one in CODES)
NO_TYPE: Final = MappingProxyType[tuple[str, str], Iterable[range]]({})
Read = Callable[[str], bytes]
Attempt = Callable[[Mapping[str, bytes]], Outcome]


class Trial(NamedTuple):
    """A run with other texts, and what mypy reports that it did not without them."""

    after: Outcome
    new: Sequence[MypyError]


class Trials:
    """Runs mypy with other texts in some files.

    Attributes:
        before: the run without them.
        read: what a file had in it then, by its path from the root of the project.

    """

    def __init__(
        self,
        before: Outcome,
        read: Read,
        attempt: Attempt,
    ) -> None:
        """Take what to compare with.

        Args:
            before: the run without other texts.
            read: what a file has in it, by its path from the root of the project.
            attempt: runs mypy with other texts in some files; it may raise ``CannotCheck``.

        """
        self.before = before
        self.read = read
        self._attempt = attempt

    def upon(self, texts: Mapping[str, bytes], after: Outcome) -> Trials:
        """Trials that begin with ``texts``, for which ``after`` is the run."""
        return Trials(
            after,
            lambda path: texts[path] if path in texts else self.read(path),
            lambda more: self._attempt({**texts, **more}),
        )

    def run(
        self, texts: Mapping[str, bytes], typed: Mapping[tuple[str, str], Iterable[range]] = NO_TYPE
    ) -> Trial:
        """Run with ``texts``; what keeps that from ending counts as an error of mypy.

        Args:
            texts: by file.
            typed: by file and module, the lines of functions that have a type with ``texts`` only.

        """
        if not texts:
            return Trial(self.before, [])
        gc.collect()  # mypy (2.4.1) all but switches that off, and a run leaves its trees in cycles
        try:
            after = self._attempt(texts)
        except CannotCheck as error:
            return Trial(self.before, [MypyError("", 0, "error", str(error), "")])
        return Trial(after, list(self._new(after, texts, self._first_seen(typed))))

    def _first_seen(self, typed: Mapping[tuple[str, str], Iterable[range]]) -> set[tuple[str, int]]:
        """The lines of ``typed`` that only a run of ours looks into without a type."""
        looks_into = self.before.project.looks_into_untyped
        return {
            (path, line)
            for (path, module), ranges in typed.items()
            if ranges and not looks_into(module, self.read(path))
            for lines in ranges
            for line in lines
        }

    def _new(
        self, after: Outcome, texts: Mapping[str, bytes], first_seen: Container[tuple[str, int]]
    ) -> Iterator[MypyError]:
        lines = {path: _old_lines(self.read(path), new) for path, new in texts.items()}
        yield from _new_errors(self.before, after, lines, first_seen)
        known = set(self.before.unchecked)
        for one in after.unchecked:
            if one not in known:
                yield MypyError(one.what, 0, "error", one.why, "")


def _new_errors(
    before: Outcome,
    after: Outcome,
    lines: Mapping[str, Mapping[int, int]],
    first_seen: Container[tuple[str, int]],
) -> Iterator[MypyError]:
    """What mypy reports of ``after`` and did not of ``before``, in files and lines of ``before``.

    An error is an old one if one with its code stood in its line, whose text may have changed with
    the names of types, or if it has the text of one that no longer stands where it did.

    Args:
        before: a run.
        after: one with other texts.
        lines: of each file that has another text, which line there was in the place of a line.
        first_seen: files and lines of ``before`` where nobody else was told of an error.

    """
    root = before.project.root
    known = [one for one in _in(before, root) if (one.path, one.line) not in first_seen]
    now = [
        error._replace(line=lines.get(error.path, {}).get(error.line, error.line))
        for error in _in(after, root)
    ]
    before_at, now_at = set(map(_place, known)), set(map(_place, now))
    moved = Counter(map(_text, (one for one in known if _place(one) not in now_at)))
    for error in now:
        if _place(error) in before_at:
            continue
        if moved[_text(error)]:
            moved[_text(error)] -= 1
        else:
            yield error


def _place(error: MypyError) -> tuple[str, int, str]:
    return error.path, error.line, error.code


def _text(error: MypyError) -> tuple[str, str, str]:
    return error.path, error.code, error.message


def _in(outcome: Outcome, root: Path) -> Iterator[MypyError]:
    """The errors that are not violations: of these a Protocol may have others than a handle."""
    for error in outcome.errors:
        if error.code not in OURS:
            yield error._replace(path=from_root(error.path, root))


def _old_lines(old: bytes, new: bytes) -> dict[int, int]:
    """From the lines of ``new`` to those of ``old`` that they are, or whose place they take."""
    found = {}
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for step in range(min(end - start, new_end - new_start)):
            found[new_start + step + 1] = start + step + 1
    return found
