"""The ``with`` blocks that a migration takes away, as far as mypy has nothing against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mypy_txn.migration.unwrapping import unwrap
from mypy_txn.program.lifting import Lifting
from mypy_txn.proving.trials import Trials
from mypy_txn.records import Record
from mypy_txn.run import Outcome
from mypy_txn.run.whole import Whole
from mypy_txn.summaries import Block


class Place(NamedTuple):
    """Where a block stands."""

    path: str
    line: int


@dataclass(frozen=True)
class Lifted:
    """What became of the blocks of the protected layers.

    Attributes:
        texts: by file, of the files that change.
        done: where they were that are taken away.
        left: where the others are, and why they stay.
        after: the run with the texts.

    """

    texts: Mapping[str, bytes]
    done: Sequence[Place]
    left: Mapping[Place, str]
    after: Outcome


def lift(seen: Whole, records: Iterable[Record], trials: Trials) -> Lifted:
    """Take away the blocks whose transaction an owner holds, whoever calls.

    Args:
        seen: the program.
        records: of the protected modules.
        trials: runs mypy on the texts.

    """
    lifting = Lifting(seen.program, seen.is_owner)
    why = {place: lifting.why_not(block) for place, block in _blocks(records)}
    while True:
        wanted = [place for place in why if not why[place]]
        texts, failed = _unwrapped(wanted, trials)
        after, new = trials.run(texts)
        why |= failed
        if not new:
            done = [place for place in why if not why[place]]
            return Lifted(texts, done, {place: why[place] for place in why if why[place]}, after)
        wrong = {error.path for error in new}
        suspects = [place for place in wanted if place.path in wrong] or wanted
        why |= dict.fromkeys(suspects, f"without it mypy reports {new[0]}")


def _blocks(records: Iterable[Record]) -> Iterator[tuple[Place, Block]]:
    for record in records:
        for block in record.summary.blocks:
            yield Place(record.path, block.line), block


def _unwrapped(
    places: Iterable[Place], trials: Trials
) -> tuple[dict[str, bytes], dict[Place, str]]:
    """The texts without the blocks, and those that cannot be taken away."""
    by_path = defaultdict[str, list[int]](list)
    for path, line in places:
        by_path[path].append(line)
    texts, failed = dict[str, bytes](), dict[Place, str]()
    for path, lines in by_path.items():
        unwrapped = unwrap(trials.read(path), lines)
        failed |= {Place(path, line): why for line, why in unwrapped.left.items()}
        if len(unwrapped.left) < len(lines):
            texts[path] = unwrapped.source
    return texts, failed
