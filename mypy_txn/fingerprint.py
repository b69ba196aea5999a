"""What a module's result depends on besides its text and the configuration: our own code."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from typing import Final

JUDGING: Final = frozenset(("audit", "catalog"))
"""The folders whose modules find violations, with all below them."""


@cache
def own_fingerprint() -> str:
    """A digest of what finds violations: mypy itself only hashes a plugin's entry module.

    The Protocols are not in it: to mypy they are modules like any other. Nor is the command line,
    which every run of mypy would read for nothing.
    """
    digest, top = hashlib.sha256(), os.path.dirname(__file__)
    for folder, inner, files in os.walk(top):
        inner[:] = sorted(set(inner) & JUDGING if folder == top else set(inner) - {"__pycache__"})
        for name in sorted(name for name in files if name.endswith(".py")):
            with open(os.path.join(folder, name), "rb", buffering=0) as source:
                digest.update(source.read())
    return digest.hexdigest()
