"""Files as they are: encodings, line breaks, tabs, and what cannot be read."""

from __future__ import annotations

import codecs

import pytest

from migration.marked import WISHES, unmarked
from mypy_txn.migration import Replacement, rewrite

SOURCE = (
    '"""Grüße, Köln."""\n'
    "\x0c\n"
    "from sqlalchemy.orm import Session\n"
    "if 1:\n"
    "\tdef é(ü, s: ⟨S⟩Session = 'ß', *, ⟨new⟩t=None):  # ÿ \n"
    "\t\t'''ä\n"
    "\n"
    "\t\tö'''\n"
    "\t\treturn \\\n"
    "  s"
)
EXPECTED = (
    SOURCE.replace("orm import Session", "orm import ReadWriteSession")
    .replace("sqlalchemy.orm", "mypy_txn")
    .replace("⟨S⟩Session", "ReadWriteSession")
    .replace("⟨new⟩t=None", "t: ReadWriteSession | None = None")
)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "iso-8859-15"])
def test_encodings_and_line_breaks(encoding: str, line_break: str) -> None:
    cookie = "" if encoding.startswith("utf-8") else f"# -*- coding: {encoding} -*-\n"
    text, wanted = unmarked(cookie + SOURCE)
    done = rewrite(text.replace("\n", line_break).encode(encoding), wanted)
    assert done.left == []
    assert done.source == (cookie + EXPECTED).replace("\n", line_break).encode(encoding)
    assert done.source.startswith(codecs.BOM_UTF8) == (encoding == "utf-8-sig")
    compile(done.source, "x.py", "exec")


def test_lone_returns_behind_a_comment() -> None:
    text = "from sqlalchemy.orm import Session\rdef f(s: ⟨S⟩Session):# c\r\tpass\r"
    source, wanted = unmarked(text)
    assert rewrite(source.encode(), wanted).source == (
        b"from mypy_txn import ReadWriteSession\rdef f(s: ReadWriteSession):# c\r\tpass\r"
    )


def test_line_breaks_of_several_kinds() -> None:
    text = "x = 1\r\nfrom sqlalchemy.orm import Session\ny: ⟨S⟩Session\r\n"
    source, wanted = unmarked(text)
    assert rewrite(source.encode(), wanted).source == (
        b"x = 1\r\nfrom mypy_txn import ReadWriteSession\ny: ReadWriteSession\r\n"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"def f(:\n", "the file cannot be parsed: "),
        (b"x = '\xff'\n", "the file cannot be decoded: "),
        (b"# coding: no-such\n", "the file cannot be decoded: "),
        (b"# coding: rot13\n", "the file cannot be decoded: "),
        (b"print 1\n", "the file cannot be parsed: "),
        (b"x = (" + b"(" * 300 + b")" * 301, None),
        (b"\x00\n", "the file cannot be "),  # parsed; and from Python 3.14 on, decoded
    ],
)
def test_what_cannot_be_read_is_left(source: bytes, reason: str | None) -> None:
    wanted = [Replacement(1, 0, *WISHES["S"]), Replacement(2, 0, *WISHES["S"])]
    done = rewrite(source, wanted)
    assert (done.source, done.done) == (source, [])
    assert [one for one, _ in done.left] == wanted
    if reason:
        assert all(why.startswith(reason) for _, why in done.left)


def test_nothing_wanted() -> None:
    done = rewrite(b"def f(:", [])
    assert (done.source, done.done, done.left) == (b"def f(:", [], [])


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        # As mypy 2.4.1 says: with the native parser, and without.
        ("def é(ü: Session, s: Session): ...", [(7, 19), (11, 23)]),
        ("async def é2(ü: Session) -> Session: ...", [(14, 26), (18, 30)]),
        ("def f(*, größe: str, s: Session): ...", [(22,), (26,)]),
    ],
)
@pytest.mark.parametrize("native", [True, False])
def test_columns_behind_other_letters(
    line: str, columns: list[tuple[int, ...]], native: bool
) -> None:
    source = f"from sqlalchemy.orm import Session\n{line}\n".encode()
    for index, column in enumerate(columns[0 if native else 1]):
        done = rewrite(source, [Replacement(2, column, *WISHES["S"])])
        parts = line.split("Session")
        parts[index + 1 :] = ["Session".join(parts[index + 1 :])]
        new = "Session".join(parts[:-1]) + "ReadWriteSession" + parts[-1]
        assert done.source.decode().splitlines()[-1] == new


def test_a_column_of_several_places() -> None:
    line = "def f(é: Session, üüü: int, ü: Session): ..."
    source = f"from sqlalchemy.orm import Session\n{line}\n".encode()
    done = rewrite(source, [Replacement(2, 27, *WISHES["S"])])
    reason = "mypy's column fits several places in this line"
    assert (done.source, [why for _, why in done.left]) == (source, [reason])
