"""The ways in which mypy checks one tree again and again, each with what it keeps between runs.

Where a mode needs no process of its own, mypy runs in this one: a run costs what its checking
costs. The daemons are processes, the requests to them are not.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from mypy import api

from checking import Result, Tree, within

Edit = Mapping[str, str | None]
Libraries = Callable[..., Path]  # from mypy's flags to a cache of the libraries and nothing else

# Of modules that are not protected, mypy's daemon drops what it says of ignore comments (2.4.1).
# A name is defined twice where a module was analysed twice.
OURS = re.compile(
    r" \[(txn-[a-z]+|no-redef)\]$|^app/L[56]_.* \[(unused-ignore|ignore-without-code)\]$"
)
CONFIGURATION = "mypy.ini"
INSTALLATION = "METADATA"
# A daemon that nothing asks for that long has been left behind.
DAEMON_TIMEOUT = "--timeout=600"
# Where the daemon of mypy 2.4.1 crashes if a module that it has from a cache gets a syntax error.
CRASH = "in refresh_suppressed_submodules\nAssertionError"
FOLLOWING_NOTHING = ("--follow-imports=error",)


def verdict(result: Result) -> list[str]:
    """Our errors and refusals, and what is said of ignore comments in protected modules, sorted."""
    lines = (result.out + result.err).splitlines()
    return sorted(line for line in lines if OURS.search(line) and ": note: " not in line)


@dataclass
class Mode:
    """One way to check ``tree`` after every edit.

    Attributes:
        name: of its own in a test; its caches and status file are called so.
        place: a folder outside of the tree for what the mode keeps.
        flags: further ones for mypy.
        writes_cache: how mypy writes the cache that this mode begins with; None if it has none.

    """

    writes_cache: ClassVar[tuple[str, ...] | None] = None
    tree: Tree
    name: str
    place: Path
    flags: tuple[str, ...] = ()

    @property
    def cache(self) -> str:
        return f"--cache-dir={self.place / self.name}"

    def check(self, edit: Edit) -> Result:
        """What mypy says now that ``edit`` has been made."""
        raise NotImplementedError

    def close(self) -> None:
        """End what the mode has started."""

    def mypy(self, *args: str) -> Result:
        with within(self.tree.root):
            return Result(*api.run(["app", *self.flags, *args]))

    def dmypy(self, *args: str) -> Result:
        with within(self.tree.root):
            return Result(*api.run_dmypy([self.status_file, *args]))

    @property
    def status_file(self) -> str:
        return f"--status-file={self.place / self.name}.json"


class Cold(Mode):
    """No cache at all."""

    def check(self, edit: Edit) -> Result:
        return self.mypy("--cache-dir=/dev/null")


@dataclass
class Fresh(Cold):
    """A cache of the libraries and of nothing else."""

    libraries: Path = Path()

    def check(self, edit: Edit) -> Result:
        cache = self.place / self.name
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(self.libraries, cache)
        return self.mypy(self.cache)


class Warm(Mode):
    """The cache of the run before; at first that of a run on the libraries alone."""

    writes_cache = ()

    def check(self, edit: Edit) -> Result:
        return self.mypy(self.cache)


class Workers(Warm):
    """Checking spread over processes, which needs a cache."""

    def check(self, edit: Edit) -> Result:
        return self.mypy(self.cache, "-n2")


@dataclass
class Daemon(Mode):
    """A daemon that is asked after every edit."""

    started: bool = field(default=False, init=False)
    refused: bool = field(default=False, init=False)

    def close(self) -> None:
        if self.dmypy("stop").status != 0:
            self.dmypy("kill")

    def must_start(self, edit: Edit) -> bool:
        """Whether there is no daemon, or one that has read what ``edit`` has changed once."""
        return not self.started or any(
            name.endswith((CONFIGURATION, INSTALLATION)) for name in edit
        )

    def start(self, *flags: str) -> None:
        """Start the daemon, or end it and start another."""
        command = [self.status_file, "restart", DAEMON_TIMEOUT, "--", *self.flags, *flags]
        result = self.tree.run("dmypy", *command)
        assert result.status == 0, result
        self.started = True

    def ask(self) -> Result:
        """Have everything checked; only after that can there be a ``dmypy recheck``."""
        result = self.dmypy("check", "app")
        self.refused = result.status == 2
        return result


class DaemonRun(Daemon):
    """``dmypy run``, which restarts the daemon by itself where it has to."""

    def check(self, edit: Edit) -> Result:
        command = [self.status_file, "run", DAEMON_TIMEOUT, "--", "app", *self.flags]
        result = self.tree.run("dmypy", *command)
        assert self.must_start(edit) or "Daemon" not in result.out, (
            f"the daemon was restarted: {result}"
        )
        self.started = True
        return result


class DaemonCheck(Daemon):
    """``dmypy check``, with a daemon restarted by hand where its settings change."""

    def check(self, edit: Edit) -> Result:
        if self.must_start(edit):
            self.start()
        return self.ask()


@dataclass
class DaemonRecheck(Daemon):
    """``dmypy recheck``, which looks at the files of the request before.

    Of files that are new to it the daemon learns from ``dmypy check``.
    """

    known: set[str] = field(default_factory=set, init=False)

    def check(self, edit: Edit) -> Result:
        written = {name for name, text in edit.items() if text is not None}
        new = not written <= self.known
        self.known = (self.known | written) - (edit.keys() - written)
        if self.must_start(edit):
            self.start()
        elif not (new or self.refused):
            return self.dmypy("recheck")
        return self.ask()


class DaemonUpdates(Daemon):
    """``dmypy recheck --update ... --remove ...``: an editor says what has changed.

    The daemon takes that only where it does not follow imports by itself (mypy 2.4.1 asserts it).
    """

    def check(self, edit: Edit) -> Result:
        must_start = self.must_start(edit)
        if must_start:
            self.flags = (*FOLLOWING_NOTHING, *self.flags)
            self.start()
        if must_start or self.refused:
            return self.ask()
        updates = [name for name, text in edit.items() if text is not None]
        removals = [name for name, text in edit.items() if text is None]
        return self.dmypy("recheck", "--update", *updates, "--remove", *removals)


class DaemonOfEditable(Daemon):
    """``dmypy check`` with an absolute path, of a tree that ``sys.path`` has."""

    def check(self, edit: Edit) -> Result:
        if self.must_start(edit):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("PYTHONPATH", str(self.tree.root), prepend=os.pathsep)
                self.start()
        return self.dmypy("check", str(self.tree.root / "app"))


@dataclass
class DaemonFromCache(Daemon):
    """A daemon that starts from the cache of the first run and is asked after every edit."""

    writes_cache = ("--cache-fine-grained",)

    def check(self, edit: Edit) -> Result:
        if not self.started:
            self.mypy(self.cache, *self.writes_cache)
        if self.must_start(edit):
            self.start("--use-fine-grained-cache", self.cache)
        result = self.ask()
        if CRASH in result.err:
            self.started = False
        return result


class DaemonsFromCache(DaemonFromCache):
    """After every edit another daemon that starts from the cache of the first run."""

    def check(self, edit: Edit) -> Result:
        return super().check({CONFIGURATION: ""})


KINDS: dict[str, tuple[type[Mode], tuple[str, ...]]] = {
    "warm": (Warm, ()),
    "warm, files": (Warm, ("--no-sqlite-cache",)),
    "warm, partial types": (Warm, ("--no-local-partial-types",)),
    "workers": (Workers, ()),
    "run": (DaemonRun, ()),
    "check": (DaemonCheck, ()),
    "recheck": (DaemonRecheck, ()),
    "updates": (DaemonUpdates, ()),
    "editable": (DaemonOfEditable, ()),
    "from a cache": (DaemonFromCache, ()),
    "from a cache each time": (DaemonsFromCache, ("--no-sqlite-cache",)),
}


@contextmanager
def modes(
    tree: Tree, place: Path, names: Iterable[str], libraries: Libraries
) -> Iterator[dict[str, Mode]]:
    """The modes called so, for ``tree``; what they have started ends with the block."""
    with ExitStack() as stack:
        stack.callback(gc.collect)  # the plugin asks gc for referrers; let there be few
        stack.callback(gc.unfreeze)
        made: dict[str, Mode] = {}
        for name in names:
            kind, flags = KINDS[name]
            mode = made[name] = kind(tree, name.replace(", ", "-").replace(" ", "-"), place, flags)
            if mode.writes_cache is not None:
                shutil.copytree(libraries(*mode.writes_cache, *flags), place / mode.name)
            stack.callback(mode.close)
        yield made


def disagreements(
    tree: Tree, cold: Cold, others: Mapping[str, Mode], steps: Iterable[Edit]
) -> list[str]:
    """Make each edit in turn, and say which modes do not print what a cold run prints."""
    found = []
    for number, edit in enumerate(steps):
        tree.write(edit)
        expected = verdict(cold.check(edit))
        for name, mode in others.items():
            result = mode.check(edit)
            if verdict(result) != expected:
                found.append(
                    f"step {number} ({', '.join(edit)}), {name}:\n"
                    + "".join(f"- {line}\n" for line in expected)
                    + "".join(f"+ {line}\n" for line in verdict(result))
                    + f"{result}"
                )
    return found
