"""Every type checker gives what is recorded of it.

``MYPY_TXN_REGENERATE=1 pytest tests/protocols/test_checkers.py``, in an environment of each
SQLAlchemy line, records it anew; ``python tools/checkers_page.py`` then writes the page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Judge
from .typecheckers import CHECKERS, LINE

EXPECTED = Path(__file__).parent / "expected"
PAGE = Path(__file__).parents[2] / "tools" / "checkers_page.py"
REGENERATE = "MYPY_TXN_REGENERATE"


@pytest.mark.parametrize("name", [name for name in CHECKERS if name != "mypy-plugin"])
def test_as_recorded(judgement_of: Judge, name: str) -> None:
    judgement = judgement_of(name)
    path = EXPECTED / f"{name}-{LINE}.json"
    found = {
        capability: {
            "passes": each.passes,
            "of": each.passes + len(each.fails),
            "fails": _merged(each.fails),
        }
        for capability, each in sorted(judgement.items())
    }
    if os.environ.get(REGENERATE):
        record = {
            "checker": name,
            "version": CHECKERS[name].version,
            "sqlalchemy": LINE,
            "capabilities": found,
        }
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        return
    record = json.loads(path.read_text(encoding="utf-8"))
    about = f"recorded with {name} {record['version']}, this is {CHECKERS[name].version}"
    assert found == record["capabilities"], f"{about}; {REGENERATE}=1 records it anew"


def test_the_page_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, PAGE, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _merged(fails: dict[str, str]) -> dict[str, str]:
    """Sorted, and what fails alike through both Protocols as one."""
    merged = dict(fails)
    for case, why in fails.items():
        expression, _, variable = case.rpartition(" | ")
        if variable == "write" and fails.get(f"{expression} | read") == why:
            del merged[case], merged[f"{expression} | read"]
            merged[f"{expression} | both"] = why
    return dict(sorted(merged.items()))
