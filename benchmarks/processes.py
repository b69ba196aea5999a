"""Processes and what they cost: mypy as a child, the daemon as a neighbour."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mypy.dmypy.client import get_status, request
from mypy.dmypy_util import DEFAULT_STATUS_FILE

CPU_OF_PROCESS: Final = 2  # CPUCLOCK_SCHED, as clock_getcpuclockid(3) puts it together


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of CPU (user and system), seconds passed, peak memory in MiB."""

    cpu: float
    wall: float
    peak: float


class Failed(Exception):
    """A run of mypy that did not say what it should have."""


def as_installed() -> dict[str, str]:
    """The environment, in which modules are compiled once: what is installed always is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_mypy(root: Path, config: str, cache: Path, targets: Sequence[str], found: int) -> Cost:
    """Run mypy in ``root`` and weigh the whole process.

    Args:
        root: where the backend is.
        config: the configuration file.
        cache: mypy's cache folder.
        targets: what to check.
        found: how many errors there are.

    Raises:
        Failed: if mypy ends otherwise, or finds another number of errors.

    """
    options = ["--config-file", config, "--cache-dir", str(cache), "--no-error-summary"]
    argv = [sys.executable, "-m", "mypy", *options, *targets]
    started = time.perf_counter()
    with (cache.parent / "output.txt").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            argv, cwd=root, stdout=output, stderr=subprocess.STDOUT, env=as_installed()
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    expect(text, process.returncode, found)
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def expect(text: str, status: int, found: int) -> None:
    """Raise ``Failed`` unless mypy ended as it does when it has found so many errors."""
    if status != bool(found) or text.count(": error: ") != found:
        raise Failed(f"expected {found} errors, got exit status {status}:\n{text}")


class Daemon:
    """A mypy daemon over a backend of its own; a context manager."""

    def __init__(self, root: Path, config: str, found: int) -> None:
        self._root = root
        self._config = config
        self._found = found
        self._status = str(root / DEFAULT_STATUS_FILE)
        self._pid = 0

    def __enter__(self) -> Daemon:
        self._client("start", "--", "--config-file", self._config)
        self._pid, _ = get_status(self._status)
        try:
            self._request("check", files=["app"], export_types=False)
        except BaseException:
            self._client("kill")
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client("stop")

    def recheck(self) -> Cost:
        """Let the daemon look for edits, of which there must be some, and check what they concern.

        Raises:
            Failed: if the daemon has seen no edit, or has found another number of errors.

        """
        cpu, started = self._cpu(), time.perf_counter()
        response = self._request("recheck", export_types=False)
        wall = time.perf_counter() - started
        if "typecheck_time" not in response["stats"]:
            raise Failed("the daemon has checked nothing")
        return Cost(self._cpu() - cpu, wall, self._peak())

    def _client(self, *args: str) -> None:
        argv = [sys.executable, "-m", "mypy.dmypy", "--status-file", self._status, *args]
        subprocess.run(argv, cwd=self._root, check=True, capture_output=True, env=as_installed())

    def _request(self, command: str, **arguments: Any) -> dict[str, Any]:
        response = request(self._status, command, **arguments)
        if "error" in response:
            raise Failed(str(response["error"]))
        expect(str(response["out"]), int(response["status"]), self._found)
        return response

    def _cpu(self) -> float:
        """Seconds of CPU of the daemon so far, by the kernel's clock for that process."""
        return time.clock_gettime(~self._pid << 3 | CPU_OF_PROCESS)

    def _peak(self) -> float:
        lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        return next(int(ln.split()[1]) / 1024 for ln in lines if ln.startswith("VmHWM:"))
