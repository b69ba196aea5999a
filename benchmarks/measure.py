"""Pairs of runs, with and without the plugin, in alternating order."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.generate import (
    LIBRARIES,
    VIOLATIONS_EVERY,
    WITH_PLUGIN,
    WITHOUT_PLUGIN,
    Backend,
    generate,
)
from benchmarks.processes import Cost, Daemon, run_mypy

ERRORS_EACH: Final = 5  # of a module that breaks the rules
BOTH: Final = (WITH_PLUGIN, WITHOUT_PLUGIN)
Run = Callable[[str], Cost]


@dataclass(frozen=True)
class Series:
    """What some pairs of runs took.

    Attributes:
        what: the scenario.
        modules: the size of the backend.
        with_plugin: the first of each pair.
        without: the second.

    """

    what: str
    modules: int
    with_plugin: list[Cost]
    without: list[Cost]

    def ratios(self, quantity: str) -> list[float]:
        """``cpu``, ``wall`` or ``peak`` with the plugin over that without, for each pair."""
        pairs = zip(self.with_plugin, self.without, strict=True)
        return [getattr(ours, quantity) / getattr(theirs, quantity) for ours, theirs in pairs]

    def typical(self, quantity: str) -> tuple[float, float]:
        """The medians with the plugin and without."""
        ours, theirs = (
            median(getattr(cost, quantity) for cost in costs)
            for costs in (self.with_plugin, self.without)
        )
        return ours, theirs


def in_pairs(
    what: str, backend: Backend, pairs: int, run: Run, before: Callable[[], None]
) -> Series:
    """Run mypy with both configurations ``pairs`` times, the other one first each time.

    Args:
        what: the scenario's name.
        backend: the backend.
        pairs: how many pairs.
        run: one run, given the configuration.
        before: what happens before each pair.

    """
    costs: dict[str, list[Cost]] = {config: [] for config in BOTH}
    for number in range(pairs):
        before()
        for config in BOTH if number % 2 else reversed(BOTH):
            costs[config].append(run(config))
    return Series(what, backend.modules, costs[WITH_PLUGIN], costs[WITHOUT_PLUGIN])


def truly_cold(backend: Backend, pairs: int) -> Series:
    """No cache at all: mypy also reads the standard library and SQLAlchemy."""
    with _folder() as folder:

        def run(config: str) -> Cost:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            return _check(backend, config, folder / "cache")

        return in_pairs("cold", backend, pairs, run, _nothing)


def cold(backend: Backend, pairs: int) -> Series:
    """Only the libraries are cached, as in CI with a cache of another branch."""
    with _folder() as folder:
        for config in BOTH:
            run_mypy(backend.root, config, folder / config, [LIBRARIES], 0)

        def run(config: str) -> Cost:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            shutil.copytree(folder / config, folder / "cache")
            return _check(backend, config, folder / "cache")

        return in_pairs("cold, libraries cached", backend, pairs, run, _nothing)


def warm(backend: Backend, pairs: int) -> Series:
    """Nothing has changed since the last run."""
    with _filled_caches(backend) as run:
        return in_pairs("warm, nothing changed", backend, pairs, run, _nothing)


def one_file(backend: Backend, pairs: int) -> Series:
    """The body of one function in a protected module has changed."""
    with _filled_caches(backend) as run:
        return in_pairs("warm, a leaf edited", backend, pairs, run, backend.edit_leaf)


def daemon(backend: Backend, pairs: int) -> Iterator[Series]:
    """Re-checks by two daemons, each over a copy of the backend, after edits of leaf and hub."""
    with ExitStack() as stack:
        copies: dict[str, Backend] = {}
        daemons: dict[str, Daemon] = {}
        for config in BOTH:
            copies[config] = generate(stack.enter_context(_folder()), backend.modules)
            found = _errors(backend, config)
            daemons[config] = stack.enter_context(Daemon(copies[config].root, config, found))
        for name, edit in (("leaf", Backend.edit_leaf), ("hub", Backend.edit_hub)):

            def edit_both(edit: Callable[[Backend], None] = edit) -> None:
                for copy in copies.values():
                    edit(copy)

            def recheck(config: str) -> Cost:
                return daemons[config].recheck()

            for _ in range(2):  # the first re-check also loads what later ones have
                edit_both()
                for config in BOTH:
                    recheck(config)
            yield in_pairs(f"dmypy, {name} edited", backend, pairs, recheck, edit_both)


SCENARIOS: Final[dict[str, Callable[[Backend, int], Series]]] = {
    "truly-cold": truly_cold,
    "cold": cold,
    "warm": warm,
    "one-file": one_file,
}


def _check(backend: Backend, config: str, cache: Path) -> Cost:
    return run_mypy(backend.root, config, cache, ["app"], _errors(backend, config))


def _errors(backend: Backend, config: str) -> int:
    """How many errors there are to find: none without the plugin."""
    breaking = len(range(0, backend.protected // 2, VIOLATIONS_EVERY))
    return breaking * ERRORS_EACH if config == WITH_PLUGIN else 0


@contextmanager
def _filled_caches(backend: Backend) -> Iterator[Run]:
    with _folder() as folder:

        def run(config: str) -> Cost:
            return _check(backend, config, folder / config)

        for config in BOTH:
            run(config)
            run(config)
        yield run


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        yield Path(name)


def _nothing() -> None:
    pass
