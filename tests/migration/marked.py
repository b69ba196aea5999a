"""Sources in which a mark says where a Protocol is wanted: ``session: ⟨A⟩AsyncSession``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from mypy_txn.migration import Replacement, Rewritten, rewrite

WISHES = {
    "S": ("sqlalchemy.orm.session.Session", "mypy_txn.ReadWriteSession"),
    "R": ("sqlalchemy.orm.session.Session", "mypy_txn.ReadOnlySession"),
    "A": ("sqlalchemy.ext.asyncio.session.AsyncSession", "mypy_txn.AsyncReadWriteSession"),
    "C": ("sqlalchemy.engine.base.Connection", "mypy_txn.WriteConnection"),
    "M": ("sqlmodel.orm.session.Session", "mypy_txn.sqlmodel.ReadWriteSession"),
    "scoped": ("sqlalchemy.orm.scoping.scoped_session", "mypy_txn.ReadWriteSession"),
    "Any": ("typing.Any", "mypy_txn.ReadWriteSession"),
    "own": ("app.db.Session", "mypy_txn.ReadWriteSession"),
    "new": ("", "mypy_txn.ReadWriteSession"),
}
MARK = re.compile(r"⟨(\w+)⟩")


def unmarked(source: str) -> tuple[str, list[Replacement]]:
    """The source without its marks, and what they want."""
    wanted = []
    while found := MARK.search(source):
        source = source[: found.start()] + source[found.end() :]
        before = source[: found.start()].replace("\r\n", "\n").replace("\r", "\n")
        line = before.rpartition("\n")[2]
        place = before.count("\n") + 1, len(line.encode())
        wanted.append(Replacement(*place, *WISHES[found[1]]))
    return source, wanted


def rewritten(source: str, classes: Mapping[str, str] | None = None) -> Rewritten:
    """A marked source after its replacements."""
    text, wanted = unmarked(source)
    return rewrite(text.encode(), wanted, classes)


def check(before: str, after: str, classes: Mapping[str, str] | None = None) -> None:
    """The replacements of ``before`` make ``after`` of it; those marked in that, or again, nothing.

    Both are dedented.
    """
    text, wanted = unmarked(textwrap.dedent(before))
    expected, still = unmarked(textwrap.dedent(after))
    done = rewrite(text.encode(), wanted, classes)
    assert done.source.decode() == expected
    assert (done.done, done.left) == (wanted, [])
    again = rewrite(done.source, still or wanted, classes)
    assert again.source == done.source


def check_left(source: str, *reasons: str, classes: Mapping[str, str] | None = None) -> None:
    """Nothing is done, for these reasons."""
    text, wanted = unmarked(textwrap.dedent(source))
    done = rewrite(text.encode(), wanted, classes)
    assert done.left == list(zip(wanted, reasons, strict=True))
    assert (done.source.decode(), done.done) == (text, [])
