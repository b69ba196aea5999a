"""The hook of ``.pre-commit-hooks.yaml``, run by git and pre-commit in a repository made here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: mypy-txn
        args: [app]
"""
OPENED = "import sqlite3\n\n\ndef opened() -> {}:\n    raise NotImplementedError\n"
DRIVER = """\
from app.db import opened

held = opened()
"""
FINDING = (
    "app/L6_drivers/rows.py:3: error: L6 driver gets sqlite3.Connection from opened(); "
    "only L4 may hold one  [txn-acquire]"
)


BASELINE = """\
{"format": 1, "violations": [
{"path": "app/L6_drivers/rows.py", "symbol": "", "code": "txn-acquire", "text": "opened()"},
null]}
"""


@dataclass(frozen=True)
class Repository:
    """A git repository and the environment that its commands run in."""

    root: Path
    environment: dict[str, str]

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *command: str, path: str | None = None) -> tuple[int, str]:
        """The exit status of ``command`` and all that it printed."""
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **({"PATH": path} if path else {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        return done.returncode, done.stdout

    def must(self, *command: str) -> str:
        status, out = self.run(*command)
        assert status == 0, out
        return out.strip()

    def commit(self, message: str) -> tuple[int, str]:
        return self.run("git", "commit", "-q", "-m", message)


def make(root: Path, environment: dict[str, str]) -> Repository:
    root.mkdir()
    repository = Repository(root, environment)
    repository.must("git", "init", "-q")
    return repository


@pytest.fixture
def backend(tmp_path: Path) -> Repository:
    """A layered backend in git, with pre-commit installed and the hook configured."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "HOME": str(tmp_path),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "a@example.org" for who in ("AUTHOR", "COMMITTER")},
    }
    hooks = make(tmp_path / "hooks", environment)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks.root)
    hooks.must("git", "add", ".")
    hooks.must("git", "commit", "-q", "-m", "hooks")

    backend = make(tmp_path / "backend", environment)
    revision = hooks.must("git", "rev-parse", "HEAD")
    backend.write(".pre-commit-config.yaml", CONFIG.format(repo=hooks.root, rev=revision))
    backend.write(".gitignore", ".mypy_cache/\n")
    backend.write("mypy.ini", "[mypy]\nplugins = mypy_txn.plugin\nstrict = True\n")
    for package in ("app", "app/L6_drivers"):
        backend.write(f"{package}/__init__.py", "")
    backend.write("app/db.py", OPENED.format("sqlite3.Connection"))
    backend.write("app/readme.txt", "A backend.\n")
    backend.must("pre-commit", "install")
    backend.must("git", "add", ".")
    return backend


def test_commits_are_refused_and_let_through(backend: Repository) -> None:
    status, out = backend.commit("nothing wrong")
    assert status == 0, out
    assert "mypy with mypy_txn" in out

    backend.write("app/L6_drivers/rows.py", DRIVER)
    backend.must("git", "add", ".")
    backend.write("app/L6_drivers/rows.py", "# Mended, but not staged: what is committed counts.\n")
    status, out = backend.commit("control in a driver")
    assert status == 1
    assert FINDING in out

    backend.must("git", "add", ".")
    status, out = backend.commit("mended")
    assert status == 0, out


def test_the_whole_project_is_checked_whichever_file_changes(backend: Repository) -> None:
    backend.write("app/db.py", OPENED.format("int"))
    backend.write("app/L6_drivers/rows.py", DRIVER)
    backend.must("git", "add", ".")
    status, out = backend.commit("start")
    assert status == 0, out

    backend.write("app/db.py", OPENED.format("sqlite3.Connection"))
    backend.must("git", "add", ".")
    status, out = backend.commit("only a module that a driver imports")
    assert status == 1
    assert FINDING in out

    backend.must("git", "reset", "-q", "--hard")
    backend.write("app/readme.txt", "No Python here.\n")
    backend.must("git", "add", ".")
    status, out = backend.commit("no Python")
    assert status == 0, out
    assert "Skipped" in out

    backend.write("mypy.ini", "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nowners = L4\n")
    backend.must("git", "add", ".")
    status, out = backend.commit("a typo in the configuration")
    assert status == 1
    assert "[txn-config]" in out


def test_a_commit_of_the_baseline_alone_is_checked(backend: Repository) -> None:
    ini = "[mypy]\nplugins = mypy_txn.plugin\n[mypy_txn]\nbaseline = txn-baseline.json\n"
    backend.write("mypy.ini", ini)
    backend.write("app/L6_drivers/rows.py", DRIVER)
    backend.write("txn-baseline.json", BASELINE)
    backend.must("git", "add", ".")
    status, out = backend.commit("frozen")
    assert status == 0, out

    backend.write("txn-baseline.json", '{"format": 1, "violations": [\nnull]}\n')
    backend.must("git", "add", ".")
    status, out = backend.commit("the entry is lost")
    assert status == 1, out
    assert FINDING in out


def test_findings_alone_where_mypy_does_not_pass(backend: Repository) -> None:
    configured = backend.root / ".pre-commit-config.yaml"
    text = configured.read_text(encoding="utf-8")
    backend.write(configured.name, text.replace("mypy-txn\n", "mypy-txn-check\n"))
    backend.write("app/db.py", OPENED.format("sqlite3.Connection") + "wrong: int = 'text'\n")
    backend.must("git", "add", ".")
    status, out = backend.commit("another error")
    assert status == 0, out

    backend.write("app/L6_drivers/rows.py", DRIVER)
    backend.must("git", "add", ".")
    status, out = backend.commit("control in a driver")
    assert status == 1
    place, _, message = FINDING.partition(" error: ")
    assert f"{place}8: error: {message}" in out
    assert "[assignment]" not in out


def test_without_mypy_nothing_passes(backend: Repository) -> None:
    folders = backend.environment["PATH"].split(os.pathsep)
    bare = os.pathsep.join(folder for folder in folders if not Path(folder, "mypy").exists())
    status, out = backend.run(sys.executable, "-m", "pre_commit", "run", path=bare)
    assert status == 1, out
    assert "`mypy` not found" in out
