"""What a module's result depends on besides its text and the configuration: our own code."""

from __future__ import annotations

import hashlib
import os
from functools import cache


@cache
def own_fingerprint() -> str:
    """A digest of what finds violations: mypy itself only hashes a plugin's entry module.

    The Protocols are not in it: to mypy they are modules like any other.
    """
    digest = hashlib.sha256()
    for folder, inner, files in os.walk(os.path.dirname(__file__)):
        inner[:] = sorted(name for name in inner if name not in ("__pycache__", "protocols"))
        for name in sorted(name for name in files if name.endswith(".py")):
            with open(os.path.join(folder, name), "rb", buffering=0) as source:
                digest.update(source.read())
    return digest.hexdigest()
