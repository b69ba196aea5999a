"""What a module's result depends on besides its text: the configuration, and our own code."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from typing import Final

from mypy_txn import version
from mypy_txn.config import Config

JUDGING: Final = frozenset(("adapter", "audit", "catalog"))
"""The folders whose modules find violations, with all below them."""


@cache
def own_fingerprint() -> str:
    """A digest of our code, for mypy itself only hashes a plugin's entry module.

    Installed, it is of all of it. Elsewhere the Protocols are not in it, which are modules like
    any other to mypy, nor the command line, which every run of mypy would read for nothing.
    """
    top = os.path.dirname(os.path.dirname(__file__))
    return hashlib.sha256(b"".join(_recorded(top) or _read(top))).hexdigest()


def digest_of_settings(config: Config) -> str:
    """A digest of what the verdict about every protected module depends on."""
    return digest((config.layers.owners, config.handles, config.handle_names, own_fingerprint()))


def digest(data: object) -> str:
    """A short text that is another one where ``data`` is other data, in every process."""
    return hashlib.sha256(repr(data).encode()).hexdigest()


def _recorded(top: str) -> list[bytes]:
    """What the installer has noted of each of our files, its hash included, if there was one.

    To read the files would be half of what a run in which nothing has changed pays for us.
    """
    try:
        with open(f"{top}-{version.__version__}.dist-info/RECORD", "rb", buffering=0) as record:
            noted = record.read().splitlines()
    except OSError:
        return []
    own = os.path.basename(top).encode() + b"/"
    return sorted(line for line in noted if line.startswith(own) and b",sha256=" in line)


def _read(top: str) -> Iterator[bytes]:
    for folder, inner, files in os.walk(top):
        inner[:] = sorted(set(inner) & JUDGING if folder == top else set(inner) - {"__pycache__"})
        for name in sorted(name for name in files if name.endswith(".py")):
            with open(os.path.join(folder, name), "rb", buffering=0) as source:
                yield source.read()
