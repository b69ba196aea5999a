"""Copies of modules that mypy reads in their place.

A module may hide itself in a comment: no option overrides ``# mypy: ignore-errors``, and of a
module that begins with ``# type: ignore`` mypy (2.4.1) keeps nothing. Its copy is without that, and
has the same lines and columns. Another may be looked at with a text that it does not have yet.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mypy_txn.config import from_root
from mypy_txn.files import write_whole
from mypy_txn.run.copying import copy_cache
from mypy_txn.run.project import Project
from mypy_txn.run.tree import sources_of

# The last comment wins (mypy.config_parser.parse_mypy_comments).
_HIDES: Final = re.compile(rb"^# mypy: .*\bignore[-_]errors\b", re.MULTILINE)
_CHECKED: Final = b"# mypy: ignore-errors=False"
_HEAD: Final = re.compile(rb"\A(\xef\xbb\xbf)?([ \t\f\r]*(#[^\n]*)?\n)*")
_IGNORED: Final = re.compile(rb"^[ \t\f]*#\s*type:\s*ignore\b[^\r\n]*", re.MULTILINE)
_SUPPRESSED: Final = b'# mypy: disable-error-code="txn"'


@dataclass(frozen=True)
class Overlay:
    """Texts that files do not have, and a cache for what mypy makes of them.

    Attributes:
        texts: by file, relative to the root of the project, with slashes.
        cache: a folder that no other run uses.

    """

    texts: Mapping[str, bytes]
    cache: Path


@contextmanager
def cache_like(project: Project) -> Iterator[Path]:
    """A copy of the cache of ``project``, for overlays; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mypy-txn-") as folder:
        copy = Path(folder, "cache")
        copy_cache(Path(project.options.cache_dir), copy)
        yield copy


def shadow(project: Project, overlay: Overlay | None) -> None:
    """Let mypy read copies of the modules that hide themselves, and of those in ``overlay``.

    What was ignored from the first line on counts as suppressed, as with any ``# type: ignore``.
    mypy (2.4.1) takes a copy with the size and second of the text in its cache for that text, and
    one with the same size where the file itself has not changed. So the copies of an overlay have
    another size than the file, and a time that follows from their text.
    """
    texts = overlay.texts if overlay else {}
    folder = Path(project.options.cache_dir, "shadows")
    files = {source.path: source.module for source in sources_of(project) if source.path}
    project.options.shadow_file = []
    for path, module in files.items():
        other, hides = texts.get(from_root(path, project.root)), project.protects(module)
        copy = folder / f"{module}.py"
        if (other is not None or hides) and _write(Path(path), other, hides, copy):
            project.options.shadow_file.append([path, str(copy)])


def lifted(text: bytes) -> bytes:
    """``text`` without what hides it; as it is, if nothing does."""
    head = _HEAD.match(text)
    above = head[0] if head else b""
    bare = _IGNORED.sub(b"", above)
    added = [_SUPPRESSED] if bare != above else []
    added += [_CHECKED] if _HIDES.search(text) else []
    return b"\n".join([bare + text[len(above) :], *added, b""]) if added else text


def _write(path: Path, other: bytes | None, hides: bool, copy: Path) -> bool:
    """Whether there had to be a copy of ``path``; one that is right is not written again."""
    try:
        own, stat = path.read_bytes(), path.stat()
    except OSError:
        return False  # mypy says why
    text = own if other is None else other
    text = lifted(text) if hides else text
    if text == own:
        return False
    times = stat.st_atime_ns, stat.st_mtime_ns  # mypy compares them
    if other is not None:
        text += b"\n" * (len(text) == len(own))
        times = (zlib.crc32(text) * 1_000_000_000,) * 2
    if not copy.exists() or copy.read_bytes() != text:
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_whole(copy, text, times)
    return True
