"""One tree, one verdict: cold, warm, with workers and in the daemon, after every edit."""

from __future__ import annotations

import venv
from pathlib import Path

import pytest

from checking import Tree

from .modes import KINDS, Cold, Fresh, Libraries, disagreements, modes, verdict
from .sequences import SEQUENCES
from .unrecorded import UNRECORDED

ALL = SEQUENCES | UNRECORDED


@pytest.mark.parametrize("name", ALL)
def test_same_verdict(tree: Tree, tmp_path: Path, libraries: Libraries, name: str) -> None:
    sequence = ALL[name]
    if sequence.environment:
        venv.create(tree.root / "env", symlinks=True)
    tree.write(sequence.start)
    reference: Cold = Fresh(tree, "fresh", tmp_path, libraries=libraries())
    if sequence.cold:
        reference = Cold(tree, "cold", tmp_path)
    left_out = {"workers": not sequence.thorough, "updates": sequence.imports}
    kinds = [kind for kind in KINDS if not left_out.get(kind)]
    assert verdict(reference.check(sequence.start)), "there is nothing that a mode could lose"
    with modes(tree, tmp_path, kinds, libraries) as others:
        found = disagreements(tree, reference, others, [sequence.start, *sequence.edits])
    assert not found, "\n\n".join(found)
