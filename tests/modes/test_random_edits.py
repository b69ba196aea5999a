"""Edits that nobody thought of: after each of them a mode says what a run from nothing says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from evasions.seeding import SEED, SETTINGS, failing
from hypothesis import Phase, given, seed, settings

from checking import Tree

from .drawn import sequences
from .modes import Fresh, Libraries, disagreements, modes
from .sequences import Sequence

EXAMPLES = {"warm": 20, "workers": 4, "run": 8, "check": 12, "recheck": 8, "updates": 8}
SHRINKING = settings(SETTINGS, phases=[Phase.generate, Phase.shrink])


@pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")  # mypy raises it
@pytest.mark.parametrize("mode", EXAMPLES)
def test_any_edits(libraries: Libraries, tmp_path: Path, mode: str) -> None:
    @seed(SEED)
    @settings(SHRINKING, max_examples=EXAMPLES[mode])
    @given(sequences())
    def agree(sequence: Sequence) -> None:
        found = differences(sequence, mode, libraries, tmp_path)
        assert not found, failing(found)

    agree()


def differences(sequence: Sequence, mode: str, libraries: Libraries, place: Path) -> list[str]:
    """What ``disagreements`` says about one mode, in folders that nothing else uses."""
    with TemporaryDirectory(dir=place) as folder:
        caches = Path(folder) / "caches"
        tree = Tree(Path(folder) / "project", caches)
        fresh = Fresh(tree, "fresh", caches, libraries=libraries())
        with modes(tree, caches, [mode], libraries) as others:
            return disagreements(tree, fresh, others, [sequence.start, *sequence.edits])
