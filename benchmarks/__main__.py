"""``python -m benchmarks``: measure, and write the page."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import generate
from benchmarks.measure import SCENARIOS, Series, daemon
from benchmarks.phases import Phases, measure_phases
from benchmarks.report import load, page, save

_M = TypeVar("_M", Series, Phases)


def main(argv: list[str]) -> int:
    """Measure what the arguments name; print the page, or write it."""
    args = _arguments().parse_args(argv)
    series: list[Series] = []
    phases: list[Phases] = []
    if args.results and args.results.exists():
        series, phases = load(json.loads(args.results.read_text(encoding="utf-8")))
    for modules in args.modules:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            backend = generate(Path(folder), modules)
            for name in args.only:
                print(f"{modules} modules: {name}", file=sys.stderr)
                if name == "phases":
                    phases.append(measure_phases(backend))
                elif name == "dmypy":
                    series.extend(daemon(backend, args.pairs))
                else:
                    series.append(SCENARIOS[name](backend, args.pairs))
        series, phases = latest(series), latest(phases)
        if args.results:
            args.results.write_text(json.dumps(save(series, phases)), encoding="utf-8")
    text = page(series, phases)
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


def latest(measured: list[_M]) -> list[_M]:
    """Of what was measured more than once, what came last."""
    found: dict[tuple[str, int], _M] = {}
    for one in measured:
        found[getattr(one, "what", ""), one.modules] = one
    return list(found.values())


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    kinds = [*SCENARIOS, "dmypy", "phases"]
    parser.add_argument("--modules", type=int, nargs="*", default=[100], metavar="N")
    parser.add_argument("--pairs", type=int, default=5, help="pairs of runs for each figure")
    parser.add_argument("--only", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--write", type=Path, help="the page to write; else it is printed")
    parser.add_argument(
        "--results", type=Path, help="a JSON file: what it has is shown too, what is measured added"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
