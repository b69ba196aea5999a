"""Running the real mypy on a tree of files, in process or as the commands that people use."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from click.testing import CliRunner
from mypy import api
from mypy.main import process_options

from mypy_txn.cli.commands import mypy_txn

INI = "[mypy]\nplugins = mypy_txn.plugin\nstrict = True\n"
# mypy takes a file of the same name, size and second for unchanged (2.4.1); tests share a cache.
SECONDS = itertools.count(int(time.time()))
OUR_LINE = re.compile(r" \[(txn-[a-z]+|unused-ignore)\]$")


@dataclass(frozen=True)
class Result:
    """What one run printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def lines(self) -> list[str]:
        """The lines of standard output without the notes and the summary."""
        kept = (line for line in self.out.splitlines() if ": error: " in line)
        return list(kept)

    @property
    def ours(self) -> list[str]:
        """Our errors and those about ignore comments, sorted: the order of files is mypy's."""
        return sorted(line for line in self.lines if OUR_LINE.search(line))


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in ``folder``."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@dataclass(frozen=True)
class Tree:
    """A folder with source files and a configuration, and the ways to check it.

    Attributes:
        root: the folder.
        caches: where mypy's caches are that all tests of a process share.

    """

    root: Path
    caches: Path

    @cached_property
    def cache(self) -> Path:
        """The cache of those whose mypy had the same options at first; it stays the tree's.

        With others mypy (2.4.1) would take nothing from it, not even of the libraries.
        """
        said = io.StringIO()
        try:
            with within(self.root):
                _, options = process_options([], said, said, require_targets=False)
        except SystemExit:
            return self.caches / "refused"
        known = repr((options.select_options_affecting_cache(), options.plugins))
        return self.caches / hashlib.sha256(known.encode()).hexdigest()[:16]

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write, overwrite or (None) delete files; folders become packages."""
        second = next(SECONDS)
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
            os.utime(path, (second, second))
            for folder in path.relative_to(self.root).parents:
                if folder != Path("."):
                    (self.root / folder / "__init__.py").touch()

    def check(self, *args: str) -> Result:
        """Mypy in this process, with the cache that all tests share."""
        with within(self.root):
            return Result(*api.run(["--cache-dir", str(self.cache), *(args or ["app"])]))

    def txn(self, *args: str, ci: bool = False) -> Result:
        """``mypy-txn`` in this process, with the cache that all tests share."""
        env = {"MYPY_CACHE_DIR": str(self.cache), "CI": "true" if ci else None}
        with within(self.root):
            done = CliRunner().invoke(mypy_txn, args, env=env)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Result(done.stdout, done.stderr, done.exit_code)

    def run(self, program: str, *args: str) -> Result:
        """``mypy`` or ``dmypy`` as a command of its own."""
        command = Path(sys.executable).parent / program
        done = subprocess.run(
            [command, *args], cwd=self.root, capture_output=True, text=True, timeout=300
        )
        return Result(done.stdout, done.stderr, done.returncode)


def environment(root: Path, version: str | None) -> str:
    """A virtual environment that claims to have this version of SQLAlchemy; its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", root], check=True)
    if version is not None:
        (site,) = (root / "lib").glob("python*/site-packages")
        info = site / f"sqlalchemy-{version}.dist-info"
        info.mkdir()
        info.joinpath("METADATA").write_text(f"Name: SQLAlchemy\nVersion: {version}\n")
    return str(root / "bin" / "python")
