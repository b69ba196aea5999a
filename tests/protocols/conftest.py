"""One run of each checker, whoever asks first."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .judging import Judgement, judge
from .programs import programs, write
from .typecheckers import CHECKERS, Findings, Verdict

Judge = Callable[[str], Judgement]


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of pytest-xdist see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def judgement_of(shared_folder: Path) -> Judge:
    """What a checker makes of all programs; skips the test where it is not installed."""
    known: dict[str, Judgement] = {}

    def judgement_of(name: str) -> Judgement:
        if CHECKERS[name].version is None:
            pytest.skip(f"{name} is not installed")
        if name not in known:
            verdict = _verdict(name, shared_folder / f"programs-{name}")
            known[name] = judge(name, verdict, list(programs()))
        return known[name]

    return judgement_of


def _verdict(name: str, folder: Path) -> Verdict:
    """Run the checker, or wait for the worker that does."""
    result = folder.with_suffix(".json")
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 300
        while not result.exists():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{name} in {folder}") from None
            time.sleep(0.1)
        stored = json.loads(result.read_text(encoding="utf-8"))
        if error := stored.get("error"):
            raise RuntimeError(error) from None
        return {
            file: Findings(set(errors), {int(line): shown for line, shown in revealed.items()})
            for file, (errors, revealed) in stored["files"].items()
        }
    try:
        write(folder)
        verdict = CHECKERS[name].run(folder)
    except Exception as error:
        _store(result, {"error": repr(error)})
        raise
    _store(
        result,
        {"files": {name: (sorted(each.errors), each.revealed) for name, each in verdict.items()}},
    )
    return verdict


def _store(path: Path, value: object) -> None:
    """All at once, for those who wait for the file to appear."""
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(value), encoding="utf-8")
    unfinished.rename(path)
