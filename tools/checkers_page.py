"""Write ``docs/checkers.md`` from what the tests record of each type checker.

Usage: python tools/checkers_page.py [--check]

With ``--check`` nothing is written, and the status is 1 if the page is not what it would be.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXPECTED = ROOT / "tests" / "protocols" / "expected"
PAGE = ROOT / "docs" / "checkers.md"

LINES = ("2.1", "2.0")
CHECKERS = ("mypy", "pyright", "basedpyright", "ty", "pyrefly", "zuban")
CAPABILITIES = {
    "accepts": "accepts the real sessions, connections and cursors, and fakes",
    "rejects": "rejects what is something else",
    "lets through": "a Protocol lets through what it is for",
    "read-only": "a read Protocol rejects what writes, and raw SQL",
    "closed": "no Protocol has `commit`, `connection`, …",
    "precise": "an expression has the type it has through the real class",
}

INTRODUCTION = """\
# Type checkers

<!-- Written by tools/checkers_page.py from tests/protocols/expected/; do not edit. -->

The Protocols are ordinary typing: a type checker needs no plugin to reject `session.commit()`.
Each of those below is run in the tests over the same programs, on SQLAlchemy 2.1 and 2.0, and a
change in what it says is a failing test. A cell is the number of cases that come out as they
should, or how many of how many.
"""

CONSTANT = """\
## SQLAlchemy 2.0

The generics of SQLAlchemy 2.0 and 2.1 differ, and so there are two texts of the Protocols. With
nothing said, a type checker sees the one for 2.1. For 2.0 the constant `MYPY_TXN_SQLALCHEMY_20`
has to be true:

* **mypy**: with `plugins = mypy_txn.plugin` there is nothing to do, as the plugin looks at the
  installed SQLAlchemy. Without it, `always_true = MYPY_TXN_SQLALCHEMY_20` in the `[mypy]` section.
* **pyright**, **basedpyright**: `"defineConstant": {"MYPY_TXN_SQLALCHEMY_20": true}` in
  `pyrightconfig.json`, or `defineConstant = {MYPY_TXN_SQLALCHEMY_20 = true}` under
  `[tool.pyright]` (`[tool.basedpyright]`).
* **zuban**, which runs no plugins: `always_true = MYPY_TXN_SQLALCHEMY_20` in the `[mypy]` section.
* **ty** has no such setting: it always sees the text for 2.1.
* **pyrefly** has no such setting: it takes both branches, and what it shows is the union of both
  texts, on 2.1 as well.
"""


def main(argv: list[str]) -> int:
    """Write the page, or say whether it is up to date."""
    page = text()
    if argv == ["--check"]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        print(f"{PAGE.relative_to(ROOT)} is out of date: run python tools/checkers_page.py")
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def text() -> str:
    """The page."""
    records = {
        (name, line): json.loads((EXPECTED / f"{name}-{line}.json").read_text(encoding="utf-8"))
        for line in LINES
        for name in CHECKERS
    }
    parts = [INTRODUCTION]
    for line in LINES:
        parts += [f"## What works on SQLAlchemy {line}\n", _table(line, records)]
    parts += [CONSTANT, "## What does not work\n"]
    for (name, line), record in records.items():
        parts += _failures(name, line, record)
    return "\n".join(parts)


def _merged(record: dict[str, Any], capability: str) -> tuple[int, int, dict[str, str]]:
    """How many cases of a capability pass, of how many, and what fails, over all receivers."""
    passes = of = 0
    fails: dict[str, str] = {}
    for name, each in record["capabilities"].items():
        key, _, receiver = name.partition(": ")
        if key == capability:
            passes += each["passes"]
            of += each["of"]
            for case, why in each["fails"].items():
                fails[f"{receiver}: {case}" if receiver else case] = why
    return passes, of, fails


def _table(line: str, records: dict[tuple[str, str], dict[str, Any]]) -> str:
    named = (f"{name} {records[name, line]['version']}" for name in CHECKERS)
    rows = [f"| | {' | '.join(named)} |", f"| --- |{' --- |' * len(CHECKERS)}"]
    for capability, meaning in CAPABILITIES.items():
        cells = []
        for name in CHECKERS:
            passes, of, _ = _merged(records[name, line], capability)
            cells.append(str(of) if passes == of else f"{passes} of {of}")
        rows.append(f"| {meaning} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _failures(name: str, line: str, record: dict[str, Any]) -> list[str]:
    items = []
    for capability, meaning in CAPABILITIES.items():
        passes, of, fails = _merged(record, capability)
        if not fails:
            continue
        examples = list(fails) if len(fails) < 16 else list(fails)[:3]
        items.append(f"Not in {of - passes} of {of} cases: {meaning}.\n")
        items.append("\n".join(f"* `{case}`" for case in examples))
        if len(fails) > len(examples):
            items[-1] += "\n* …"
        items[-1] += "\n"
    return [f"### {name} on SQLAlchemy {line}\n", *items] if items else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
