"""Writing a file so that nobody, and no run at the same time, ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path


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
