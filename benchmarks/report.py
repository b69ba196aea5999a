"""The page: what was measured, as tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.measure import Series
from benchmarks.phases import Phases
from benchmarks.processes import Cost

INTRODUCTION: Final = """\
# Performance

<!-- Written by `python -m benchmarks`; do not edit. -->

What the plugin adds to mypy, measured on generated backends (`benchmarks/generate.py`) in which a
third of the modules are protected. Each figure is a ratio, with the plugin over without: the median
of pairs of runs that alternate on the same machine, and in brackets the smallest and the largest
ratio. A cost is CPU time, user and system, of the whole process.

- *cold*: mypy has no cache at all, and also reads the standard library and SQLAlchemy;
- *cold, libraries cached*: it has checked the libraries before, and none of the backend;
- *warm*: it has checked everything before; an edit changes the body of a function in a protected
  module that nobody imports (*leaf*);
- *dmypy*: a daemon re-checks after such an edit, or after one that changes the signature of a
  function that half of all modules import (*hub*). Its CPU time is that of the daemon, without the
  client; its memory is the most that the daemon has had since it started.

Without the plugin mypy finds nothing in these backends; with it, the errors that were put there,
which is verified in every run.
"""
TARGETS: Final = {
    "cold": 1.02,
    "cold, libraries cached": 1.02,
    "warm, nothing changed": 1.02,
    "dmypy, leaf edited": 1.05,
    "dmypy, hub edited": 1.25,
}
WHATS: Final = {*TARGETS, "warm, a leaf edited"}
SIZES: Final = (100, 1_000, 5_000)
PEAK_TARGET: Final = 1.02
FEW: Final = 0.002  # of the plugin's time; phases below that are shown together
PACKAGES: Final = ("mypy", "SQLAlchemy", "sqlparse", "mypy-txn")


def page(series: Sequence[Series], phases: Sequence[Phases]) -> str:
    """The whole page, in Markdown."""
    parts = [INTRODUCTION, _machine()]
    done = {(one.what, one.modules) for one in series}
    sizes = {one.modules for one in series} | {one.modules for one in phases}
    missing = [f"backends of {size:,} modules" for size in SIZES if size not in sizes]
    missing += [
        f"*{what}* with {size:,}"
        for size in sorted(sizes)
        for what in sorted(WHATS)
        if (what, size) not in done
    ]
    if missing:
        parts.append(f"Not measured: {', '.join(missing)}.")
    if series:
        parts += ["## With and without", _ratios(series)]
    if phases:
        parts += ["## The audit's own time", _growth(phases), _by_phase(phases), _functions(phases)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def save(series: Sequence[Series], phases: Sequence[Phases]) -> dict[str, object]:
    """What ``load`` reads, for JSON."""
    return {"series": [asdict(s) for s in series], "phases": [asdict(p) for p in phases]}


def load(saved: dict[str, list[dict[str, Any]]]) -> tuple[list[Series], list[Phases]]:
    """What ``save`` saved."""
    series = [
        Series(
            s["what"],
            s["modules"],
            [Cost(**cost) for cost in s["with_plugin"]],
            [Cost(**cost) for cost in s["without"]],
        )
        for s in saved["series"]
    ]
    return series, [Phases(**p) for p in saved["phases"]]


def _ratios(series: Sequence[Series]) -> str:
    head = ["what", "modules", "CPU", "target", "peak memory", "target", "s of CPU", "pairs"]
    rows = []
    for one in series:
        ours, theirs = one.typical("cpu")
        target = TARGETS.get(one.what)
        row = [
            one.what,
            f"{one.modules:,}",
            _spread(one.ratios("cpu")),
            f"≤ {target}" if target else "none",
            _spread(one.ratios("peak")),
            f"≤ {PEAK_TARGET}" if target else "none",
            f"{ours:.3f} / {theirs:.3f}",
            str(len(one.without)),
        ]
        rows.append(row)
    return _table(head, rows)


def _growth(phases: Sequence[Phases]) -> str:
    head = [
        "modules",
        "protected",
        "mypy with the plugin",
        "of that the plugin",
        "share",
        "for each protected module",
        "hooks asked",
        "audited when warm",
        "the plugin when warm",
        "importing it",
    ]
    rows = []
    for one in phases:
        ours, (asked, answering) = _whole(one), one.hooks
        row = [
            f"{one.modules:,}",
            f"{one.protected:,}",
            f"{one.whole:.2f} s",
            f"{ours:.3f} s",
            f"{ours / one.whole:.1%}",
            f"{ours / one.protected * 1000:.2f} ms",
            f"{asked:,} ({answering / ours:.1%} of the plugin)",
            str(one.warm_audits),
            f"{one.warm_seconds * 1000:.1f} ms",
            f"{one.importing * 1000:.1f} ms",
        ]
        rows.append(row)
    text = (
        "One cold run with the libraries cached, in one process, with a clock in the plugin's\n"
        "functions. The whole does not have what starting Python and importing mypy and the\n"
        "plugin take; the last column is the plugin's part of that, paid once in every run."
    )
    return f"{text}\n\n{_table(head, rows)}"


def _by_phase(phases: Sequence[Phases]) -> str:
    last = phases[-1]
    ours = _whole(last)
    times = {**last.seconds, "plugin: answering for hooks (estimated)": last.hooks[1]}
    shown = sorted(times.items(), key=lambda item: -item[1])
    rows = [
        [name, f"{seconds / ours:.1%}", f"{seconds / last.whole:.2%}"]
        for name, seconds in shown
        if seconds >= FEW * ours
    ]
    text = (
        f"By phase, with {last.modules:,} modules. *shared* is what several rules ask for and is\n"
        "computed once; a phase's time does not have that of the phases that it starts."
    )
    return f"{text}\n\n{_table(['phase', 'of the plugin', 'of mypy'], rows)}"


def _functions(phases: Sequence[Phases]) -> str:
    last = phases[-1]
    rows = [[f"`{name}`", f"{share:.1%}"] for name, share in last.functions.items()]
    text = (
        "The functions with most time of their own in the audit, as cProfile has them; it makes\n"
        "short functions look longer than they are."
    )
    return f"{text}\n\n{_table(['function', 'of the audit'], rows)}"


def _whole(phases: Phases) -> float:
    return sum(phases.seconds.values()) + phases.hooks[1]


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.3f} [{min(ratios):.3f} to {max(ratios):.3f}]"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"Machine: {_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB of memory, "
        f"{platform.system()}. {python}, {packages}."
    )


def _processor() -> str:
    found = [value for key, value in _proc("cpuinfo") if key == "model name"]
    return found[0] if found else platform.machine()


def _memory() -> float:
    kibibytes = [value.split()[0] for key, value in _proc("meminfo") if key == "MemTotal"]
    return int(kibibytes[0]) / 2**20 if kibibytes else 0.0


def _proc(name: str) -> Iterator[tuple[str, str]]:
    for line in Path("/proc", name).read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        yield key.strip(), value.strip()
