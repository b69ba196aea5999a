"""Draw ``docs/output.svg``, the README's picture, from what mypy really prints on the example.

Usage: python tools/output_picture.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
FILES = {
    "app/policies/L6_drivers/policy_engine_driver.py": 6,
    "app/controls/L6_drivers/circuit_breaker.py": 4,
    "app/policies/L5_engines/rules_engine.py": 4,
}
"""The files to show, and how many lines of each."""


def main() -> None:
    """Run mypy on the example and record an excerpt of its coloured output."""
    done = subprocess.run(
        [Path(sys.executable).parent / "mypy", "app"],
        cwd=ROOT / "examples/backend/before",
        env=os.environ | {"MYPY_FORCE_COLOR": "1", "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=False,
    )
    # The terminal's sequence for "plain again" is one that rich does not know.
    lines = done.stdout.replace("\x1b(B\x1b[m", "\x1b[0m").splitlines()
    console = Console(record=True, width=150, file=StringIO(), force_terminal=True)
    console.print(Text("$ mypy app", style="bold"))
    for path, count in FILES.items():
        for line in [line for line in lines if line.startswith(path)][:count]:
            console.print(Text.from_ansi(line))
        console.print("…")
    console.print(Text.from_ansi(lines[-1]))
    console.save_svg(str(ROOT / "docs/output.svg"), title="examples/backend/before")


if __name__ == "__main__":
    main()
