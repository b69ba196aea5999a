"""Files: where they are, and writing them so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

INSTALLED: Final = frozenset(("site-packages", "dist-packages", "node_modules"))


def write_whole(path: Path, data: bytes, times: tuple[int, int] | None = None) -> None:
    """Write ``path``, all of it or nothing.

    Args:
        path: in a folder that exists; of a link, what it leads to is written.
        data: what is to be in it.
        times: of access and change, in nanoseconds; None for now.

    Raises:
        OSError: if it cannot be written.

    """
    write_all({path: data}, times)


def write_all(texts: Mapping[Path, bytes], times: tuple[int, int] | None = None) -> None:
    """Write several files; none takes its place before all are there to do so.

    Args:
        texts: what is to be in each, as for ``write_whole``.
        times: of all of them.

    Raises:
        OSError: if one cannot be written.

    """
    parts: dict[Path, Path] = {}
    try:
        for path, data in texts.items():
            real = Path(os.path.realpath(path))
            parts[real] = part = real.with_name(f"{real.name}.{os.getpid()}")
            _write(part, data, real, times)
        for real, part in parts.items():
            part.replace(real)
    except BaseException:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()
        raise


def _write(part: Path, data: bytes, like: Path, times: tuple[int, int] | None) -> None:
    part.write_bytes(data)
    with contextlib.suppress(FileNotFoundError):
        shutil.copymode(like, part)
    if times is not None:
        os.utime(part, ns=times)


@cache
def is_installed(path: str) -> bool:
    """Whether a file is in a folder where libraries are installed."""
    return not INSTALLED.isdisjoint(path.split(os.sep))


@cache
def is_within(path: str, root: Path) -> bool:
    """Whether a file is below ``root`` and not in an environment that is there as well."""
    file = Path(os.path.abspath(path))
    if not path or not file.is_relative_to(root) or is_installed(str(file)):
        return False
    folders = list(file.relative_to(root).parents)[:-1]
    return not any((root / folder / "pyvenv.cfg").exists() for folder in folders)
