"""Files: where they are, and writing one so that nobody ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

INSTALLED: Final = frozenset(("site-packages", "dist-packages", "node_modules"))


def write_whole(path: Path, data: bytes, times: tuple[int, int] | None = None) -> None:
    """Write ``path``, all of it or nothing.

    Args:
        path: in a folder that exists.
        data: what is to be in it.
        times: of access and change, in nanoseconds; None for now.

    Raises:
        OSError: if it cannot be written.

    """
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    if times is not None:
        os.utime(part, ns=times)
    part.replace(path)


def is_installed(path: str) -> bool:
    """Whether a file is in a folder where libraries are installed."""
    return not INSTALLED.isdisjoint(path.split(os.sep))
