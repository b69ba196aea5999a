"""The type checkers as commands: what each says about each line of a folder of programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mypy_txn.adapter.sqlalchemy_line import CONSTANT, is_sqlalchemy_20

BIN = Path(sys.executable).parent
LINE = "2.0" if is_sqlalchemy_20(None) else "2.1"

TEXT = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+):(\d+:)? (?P<severity>\w+)(\[[^]]*\])?:? (?P<rest>.*)"
)
REVEALED = re.compile(r'Revealed type is "(?P<type>.*)"$|Type of ".*" is "(?P<of>.*)"$', re.DOTALL)


@dataclass
class Findings:
    """For one file: the lines with an error, and the type revealed on a line."""

    errors: set[int] = field(default_factory=set)
    revealed: dict[int, str] = field(default_factory=dict)


Verdict = dict[str, Findings]


@dataclass(frozen=True)
class Checker:
    """A type checker in one setting."""

    name: str
    package: str
    prepare: Callable[[Path], list[str]]
    parse: Callable[[str], Verdict]

    @property
    def version(self) -> str | None:
        """The installed version, or None."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def run(self, folder: Path) -> Verdict:
        """Check all programs in ``folder`` with one process."""
        program, *args = self.prepare(folder)
        environment = {name: value for name, value in os.environ.items() if name != "MYPYPATH"}
        done = subprocess.run(
            [BIN / program, *args],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        verdict = self.parse(done.stdout)
        if not verdict:
            raise RuntimeError(f"{self.name} said nothing:\n{done.stdout}\n{done.stderr}")
        return verdict


def _note(verdict: Verdict, file: str, line: int, is_error: bool, message: str) -> None:
    findings = verdict.setdefault(Path(file).stem, Findings())
    if is_error:
        findings.errors.add(line)
    elif found := REVEALED.search(message):
        findings.revealed[line] = found["type"] or found["of"]


def _mypy(ini: str) -> Callable[[Path], list[str]]:
    def prepare(folder: Path) -> list[str]:
        cache = folder / "cache"
        on_20 = f"always_true = {CONSTANT}\n" if LINE == "2.0" and "plugins" not in ini else ""
        (folder / "mypy.ini").write_text(f"[mypy]\n{ini}{on_20}", encoding="utf-8")
        return ["mypy", "-O", "json", "--cache-dir", str(cache), "--no-error-summary", "."]

    return prepare


def _parse_mypy(out: str) -> Verdict:
    verdict: Verdict = {}
    for line in out.splitlines():
        if line.startswith("{"):
            each = json.loads(line)
            is_error = each["severity"] == "error"
            _note(verdict, each["file"], each["line"], is_error, each["message"])
    return verdict


def _pyright(command: str) -> Callable[[Path], list[str]]:
    def prepare(folder: Path) -> list[str]:
        config = {
            "include": ["."],
            "typeCheckingMode": "strict",
            "reportDeprecated": "none",
            "reportPrivateUsage": "none",
            "reportUnusedExpression": "none",
            "reportUnusedImport": "none",
            "defineConstant": {CONSTANT: True} if LINE == "2.0" else {},
        }
        (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
        return [command, "--outputjson", "--pythonpath", sys.executable, "-p", str(folder)]

    return prepare


def _parse_pyright(out: str) -> Verdict:
    verdict: Verdict = {}
    for each in json.loads(out)["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        is_error = each["severity"] == "error"
        _note(verdict, each["file"], line, is_error, each["message"])
    return verdict


def _ty(folder: Path) -> list[str]:
    (folder / "ty.toml").write_text("", encoding="utf-8")
    return [
        "ty",
        "check",
        "--python",
        sys.executable,
        "--output-format",
        "concise",
        "--no-progress",
    ]


def _parse_ty(out: str) -> Verdict:
    verdict: Verdict = {}
    for each in map(TEXT.match, out.splitlines()):
        if each:
            shown = each["rest"].removeprefix("Revealed type: ").strip("`")
            message = f'Revealed type is "{shown}"' if shown != each["rest"] else ""
            _note(verdict, each["file"], int(each["line"]), each["severity"] == "error", message)
    return verdict


def _pyrefly(folder: Path) -> list[str]:
    (folder / "pyrefly.toml").write_text(
        'project-includes = ["*.py"]\npreset = "default"\n', encoding="utf-8"
    )
    python = ["--python-interpreter-path", sys.executable]
    return ["pyrefly", "check", *python, "--output-format", "json", "--min-severity", "info"]


def _parse_pyrefly(out: str) -> Verdict:
    verdict: Verdict = {}
    for each in json.loads(out)["errors"]:
        shown = each["description"].removeprefix("revealed type: ")
        message = f'Revealed type is "{shown}"' if each["name"] == "reveal-type" else ""
        _note(verdict, each["path"], each["line"], each["severity"] == "error", message)
    return verdict


def _zuban(folder: Path) -> list[str]:
    on_20 = f"always_true = {CONSTANT}\n" if LINE == "2.0" else ""
    (folder / "mypy.ini").write_text(f"[mypy]\nstrict = True\n{on_20}", encoding="utf-8")
    return ["zuban", "mypy", "--python-executable", sys.executable, "."]


def _parse_zuban(out: str) -> Verdict:
    verdict: Verdict = {}
    for each in map(TEXT.match, out.splitlines()):
        if each:
            is_error = each["severity"] == "error"
            _note(verdict, each["file"], int(each["line"]), is_error, each["rest"])
    return verdict


CHECKERS = {
    checker.name: checker
    for checker in (
        Checker("mypy", "mypy", _mypy("strict = True\n"), _parse_mypy),
        Checker("mypy-plugin", "mypy", _mypy("plugins = mypy_txn.plugin\n"), _parse_mypy),
        Checker("pyright", "pyright", _pyright("pyright"), _parse_pyright),
        Checker("basedpyright", "basedpyright", _pyright("basedpyright"), _parse_pyright),
        Checker("ty", "ty", _ty, _parse_ty),
        Checker("pyrefly", "pyrefly", _pyrefly, _parse_pyrefly),
        Checker("zuban", "zuban", _zuban, _parse_zuban),
    )
}
