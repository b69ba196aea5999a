"""What all tests share: importable helpers, and the backend that the typecheck cases import."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TESTS = Path(__file__).parent

sys.path.insert(0, str(TESTS))
os.environ["MYPYPATH"] = str(TESTS / "rules" / "support")
# pytest-mypy-plugins looks for mypy on PATH, where an environment that is not activated is missing.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
