"""Commands in a Python of their own, in which nothing of a checked tree hides what is installed.

With ``-m``, or without ``-P``, a ``queue.py`` of the tree would be the ``queue`` of whatever runs.
With ``-B`` a plugin of the project's own leaves nothing in the user's folders.
"""

from __future__ import annotations

import sys
from typing import Final

_PYTHON: Final = (sys.executable, "-P", "-B", "-c")
MYPY: Final = (*_PYTHON, "from mypy.__main__ import console_entry; console_entry()")
MYPY_TXN: Final = (*_PYTHON, "from mypy_txn.cli import main; main()")
