"""Protected modules without the comments in them that keep mypy from checking them.

No option overrides ``# mypy: ignore-errors``, and of a module that begins with ``# type: ignore``
mypy (2.4.1) keeps nothing. So mypy reads copies of such modules, with the same lines and columns.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from mypy_txn.files import write_whole
from mypy_txn.run.project import Project
from mypy_txn.run.tree import sources_of

# The last comment wins (mypy.config_parser.parse_mypy_comments).
_HIDES: Final = re.compile(rb"^# mypy: .*\bignore[-_]errors\b", re.MULTILINE)
_CHECKED: Final = b"# mypy: ignore-errors=False"
_HEAD: Final = re.compile(rb"\A(\xef\xbb\xbf)?([ \t\f]*(#[^\n]*)?\n)*")
_IGNORED: Final = re.compile(rb"^[ \t\f]*#\s*type:\s*ignore\b[^\r\n]*", re.MULTILINE)
_SUPPRESSED: Final = b'# mypy: disable-error-code="txn"'


def lift(project: Project) -> None:
    """Let mypy read copies of the modules of ``project`` that hide themselves.

    What was ignored from the first line on counts as suppressed, as with any ``# type: ignore``.
    """
    folder = Path(project.options.cache_dir, "lifted")
    files = {source.module: source.path for source in sources_of(project) if source.path}
    copies = {module: folder / f"{module}.py" for module in files if project.protects(module)}
    project.options.shadow_file = [
        [files[module], str(copy)]
        for module, copy in copies.items()
        if _write(Path(files[module]), copy)
    ]


def lifted(text: bytes) -> bytes:
    """``text`` without what hides it; as it is, if nothing does."""
    head = _HEAD.match(text)
    above = head[0] if head else b""
    bare = _IGNORED.sub(b"", above)
    added = [_SUPPRESSED] if bare != above else []
    added += [_CHECKED] if _HIDES.search(text) else []
    return b"\n".join([bare + text[len(above) :], *added, b""]) if added else text


def _write(path: Path, copy: Path) -> bool:
    """Whether there had to be a copy of ``path``; one that is right is not written again."""
    try:
        text, stat = path.read_bytes(), path.stat()
    except OSError:
        return False  # mypy says why
    if (bare := lifted(text)) == text:
        return False
    if not copy.exists() or copy.read_bytes() != bare:
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_whole(copy, bare, (stat.st_atime_ns, stat.st_mtime_ns))  # mypy compares them
    return True
