"""Where the audit spends its time: mypy in this process, with a clock in the plugin's functions.

``python -m benchmarks.phases FOLDER`` prints the times of a cold and a warm run as JSON.
"""

from __future__ import annotations

import cProfile
import gc
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from statistics import median
from typing import Any, Final

import mypy.types  # noqa: F401  # before mypy.checker, else a circular import
from mypy import build, main as mypy_main

from benchmarks.generate import WITH_PLUGIN, Backend
from benchmarks.processes import as_installed
from mypy_txn import audit as auditing, plugin
from mypy_txn.adapter import checkers, reporting
from mypy_txn.audit import module, rules

ENTRIES: Final = ("set_modules", "report_config_data", "get_additional_indirect_deps")
HOOKS: Final = ("function", "method", "attribute", "class_attribute")
ROUNDS: Final = 200_000
IMPORTS: Final = 9
IMPORTING: Final = """
import gc, time, mypy.main, mypy.build
gc.disable()  # as mypy all but does
started = time.process_time()
import mypy_txn.plugin
print(time.process_time() - started)
"""


@dataclass(frozen=True)
class Phases:
    """Seconds of CPU in one cold run.

    Attributes:
        modules: the size of the backend.
        protected: how many of its modules are protected.
        whole: the whole of mypy's build.
        seconds: the plugin's own time by phase; no time is counted twice.
        hooks: how often mypy asked for a hook, and the seconds that answering takes.
        functions: the audit's own functions with their shares of its time, as cProfile has them.
        warm_audits: how many modules were audited in a run where nothing had changed.
        warm_seconds: what the plugin took in it.
        importing: what importing the plugin takes, mypy being imported; every run does that.

    """

    modules: int
    protected: int
    whole: float
    seconds: Mapping[str, float]
    hooks: tuple[int, float]
    functions: Mapping[str, float]
    warm_audits: int
    warm_seconds: float
    importing: float


def measure_phases(backend: Backend) -> Phases:
    """Measure in a process of its own, with the libraries cached."""
    argv = [sys.executable, "-m", "benchmarks.phases", str(backend.root)]
    timed = json.loads(_output(argv))
    functions = json.loads(_output([*argv, "--profile"]))
    imported = [sys.executable, "-c", IMPORTING]
    importing = median(float(_output(imported)) for _ in range(IMPORTS))
    return Phases(
        backend.modules, backend.protected, functions=functions, importing=importing, **timed
    )


def _output(argv: list[str]) -> str:
    env = as_installed()
    return subprocess.run(argv, check=True, capture_output=True, text=True, env=env).stdout


class Clock:
    """CPU time by phase; what a phase starts within another is not counted for the outer one."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._inner: list[float] = []

    def timed(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, counted as ``phase``."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - started
                self.seconds[phase] += took - self._inner.pop()
                self.calls[phase] += 1
                if self._inner:
                    self._inner[-1] += took

        return call

    def install(self) -> None:
        """Put the clock into the plugin; what several rules share counts on its own."""
        ours = plugin.TxnPlugin
        for name in ENTRIES:
            entry = _uncollected(getattr(ours, name))
            setattr(ours, name, self.timed(f"plugin: {name}", entry))
        self._replace(checkers.Checkers, "take", "finding the checker")
        self._replace(reporting, "report", "reporting")
        self._replace(auditing, "audit", "sorting what was found")
        self._replace(module, "unchecked_types", "types of unchecked expressions")
        timed = [self.timed(f"rule: {_rule(rule)}", _listing(rule)) for rule in rules.RULES]
        setattr(auditing, "RULES", tuple(timed))  # noqa: B010  # no name that it exports
        for name, value in list(vars(module.TypedModule).items()):
            if isinstance(value, cached_property):
                value.func = self.timed(f"shared: {name.strip('_')}", value.func)
        once = module.TypedModule.once

        def find_once(self_: module.TypedModule, find: Callable[[Any], Any]) -> Any:
            if find in self_._found:
                return self_._found[find]
            name = f"shared: {find.__module__.rpartition('.')[2]}.{find.__name__}"
            return self.timed(name, once)(self_, find)

        setattr(module.TypedModule, "once", find_once)  # noqa: B010  # else mypy objects
        self._replace(module, "TypedModule", "the typed module")

    def _replace(self, owner: object, name: str, phase: str) -> None:
        setattr(owner, name, self.timed(phase, getattr(owner, name)))


def _rule(rule: Callable[..., object]) -> str:
    return rule.__module__.removeprefix("mypy_txn.audit.rules.").partition(".")[0]


def _listing(rule: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(rule)
    def check(typed: module.TypedModule) -> list[Any]:
        return list(rule(typed))

    return check


def _uncollected(entry: Callable[..., Any]) -> Callable[..., Any]:
    """``entry`` without the collector, whose time is mypy's: which function it hits is chance."""

    @wraps(entry)
    def call(*args: Any, **kwargs: Any) -> Any:
        collects = gc.isenabled()
        gc.disable()
        try:
            return entry(*args, **kwargs)
        finally:
            if collects:
                gc.enable()

    return call


def _count_hooks(asked: Counter[str]) -> None:
    for kind in HOOKS:
        name = f"get_{kind}_hook"
        answer = getattr(plugin.TxnPlugin, name)

        def hook(self: Any, fullname: str, name: str = name, answer: Any = answer) -> Any:
            asked[name] += 1
            return answer(self, fullname)

        setattr(plugin.TxnPlugin, name, hook)


def _build(root: Path, cache: str, *targets: str) -> tuple[float, Any]:
    arguments = ["--config-file", str(root / WITH_PLUGIN), "--cache-dir", cache, *targets]
    sources, options = mypy_main.process_options(arguments)
    started = time.process_time()
    result = build.build(sources, options)
    return time.process_time() - started, result.manager.plugin


def _seconds_of_a_hook() -> float:
    """What one question costs where the answer is None, as it is but once a module."""
    from mypy.options import Options

    asking = plugin.TxnPlugin(Options())
    started = time.process_time()
    for _ in range(ROUNDS):
        asking.get_method_hook("builtins.str.join")
    return (time.process_time() - started) / ROUNDS


def _timed(root: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as cache:
        _build(root, cache, "libraries.py")
        clock = Clock()
        clock.install()
        whole, _ = _build(root, cache, "app")
        cold, seconds = clock.calls["sorting what was found"], dict(clock.seconds)
        _build(root, cache, "app")
        warm = clock.calls["sorting what was found"] - cold
        warm_seconds = sum(clock.seconds.values()) - sum(seconds.values())
    with tempfile.TemporaryDirectory(prefix="benchmark-") as cache:
        _build(root, cache, "libraries.py")
        asked: Counter[str] = Counter()
        each = _seconds_of_a_hook()  # before they are counted, which takes longer
        _count_hooks(asked)
        _build(root, cache, "app")
    hooks = asked.total(), each * asked.total()
    return {
        "whole": whole,
        "seconds": seconds,
        "hooks": hooks,
        "warm_audits": warm,
        "warm_seconds": warm_seconds,
    }


def _profiled(root: Path) -> dict[str, float]:
    """The functions with most time of their own in ``get_additional_indirect_deps``."""
    profile = cProfile.Profile()  # its own clock, the cheapest
    entry = _uncollected(plugin.TxnPlugin.get_additional_indirect_deps)

    def profiled(self: Any, file: Any) -> Any:
        return profile.runcall(entry, self, file)

    with tempfile.TemporaryDirectory(prefix="benchmark-") as cache:
        _build(root, cache, "libraries.py")
        setattr(plugin.TxnPlugin, "get_additional_indirect_deps", profiled)  # noqa: B010
        _build(root, cache, "app")
    stats: Any = pstats.Stats(profile)
    times = {_function(key): value[2] for key, value in stats.stats.items()}
    most = sorted(times, key=lambda name: -times[name])[:15]
    return {name: times[name] / stats.total_tt for name in most}


def _function(key: tuple[str, int, str]) -> str:
    path, _, name = key
    folder, found, inside = path.rpartition("mypy_txn/")
    return f"{inside}: {name}" if found else name if folder in {"", "~"} else Path(path).stem


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    answer = _profiled(Path()) if "--profile" in sys.argv else _timed(Path())
    print(json.dumps(answer))
