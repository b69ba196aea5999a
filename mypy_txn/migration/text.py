"""The bytes of a module as text, and edits of them."""

from __future__ import annotations

import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final, NamedTuple

from mypy_txn.columns import by_native_parser

_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)")


class UnreadableError(Exception):
    """The text of a module cannot be understood; the message says why."""


class LeftError(Exception):
    """A change to the text of a module that cannot be made; the message says why."""


class Edit(NamedTuple):
    """``text`` instead of the bytes from ``start`` to ``end`` of the UTF-8 text."""

    start: int
    end: int
    text: str


class Text:
    """A module in UTF-8, whatever its encoding is.

    Attributes:
        data: the text in UTF-8, without a byte order mark.

    """

    def __init__(self, source: bytes) -> None:
        """Decode ``source`` as Python does: by its byte order mark or its cookie (PEP 263).

        Raises:
            UnreadableError: if Python could not, or if encoding it again gives other bytes.

        """
        try:
            lines = io.BytesIO(source.replace(b"\r", b"\n"))
            self._encoding = tokenize.detect_encoding(lines.readline)[0]
            text = source.decode(self._encoding)
        except (SyntaxError, UnicodeDecodeError, LookupError) as error:
            raise UnreadableError(f"the file cannot be decoded: {error}") from None
        if text.encode(self._encoding) != source:
            raise UnreadableError(f"the file does not survive decoding from {self._encoding}")
        self.data = text.encode()
        self._starts = [0, *accumulate(len(line) for line in _LINE.findall(self.data))]

    def __str__(self) -> str:
        return self.data.decode()

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a line (from 1) and a column (from 0, in bytes); None if there is none."""
        if not 0 < line <= len(self._starts):
            return None
        offset = self._starts[line - 1] + column
        return offset if column >= 0 and offset < self.line_end(self._starts[line - 1]) else None

    def is_plain(self, line: int) -> bool:
        """Whether columns in a line, if there is one, are the same in bytes and in characters."""
        offset = self.offset(line, 0)
        return offset is None or self.data[offset : self.line_end(offset)].isascii()

    def columns(self, offset: int) -> tuple[int, int]:
        """What mypy may say of the column of ``offset``: without and with its native parser."""
        start, line = self.line_start(offset), self.line_text(offset)
        return offset - start, by_native_parser(line, len(self.slice((start, offset))))

    def slice(self, span: tuple[int, int]) -> str:
        """The text from one offset to another."""
        return self.data[span[0] : span[1]].decode()

    def line(self, offset: int) -> int:
        """The line in which ``offset`` lies, from 1."""
        return bisect_right(self._starts, offset)

    def line_start(self, offset: int) -> int:
        """The offset of the first byte of the line in which ``offset`` lies."""
        return self._starts[self.line(offset) - 1]

    def line_offset(self, line: int) -> int:
        """The offset of the first byte of a line, from 1."""
        return self._starts[line - 1]

    def line_end(self, offset: int) -> int:
        """The offset behind the line in which ``offset`` lies, behind its line break."""
        line = self.line(offset)
        return self._starts[line] if line < len(self._starts) else len(self.data)

    def line_text(self, offset: int) -> str:
        """The line in which ``offset`` lies, without the space behind it."""
        return self.slice((self.line_start(offset), self.line_end(offset))).rstrip()

    def indent(self, offset: int) -> str:
        """What stands before ``offset`` in its line."""
        return self.slice((self.line_start(offset), offset))

    def line_break(self, offset: int) -> str:
        """The line break of the line in which ``offset`` lies, or else of the first line."""
        for line in (self.data[self.line_start(offset) : self.line_end(offset)], self.data):
            if found := re.search(rb"\r\n|\r|\n", line):
                return found[0].decode()
        return "\n"

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes of the module after ``edits``, which do not overlap, in its own encoding."""
        parts, end = [], 0
        for edit in sorted(edits):
            parts += [self.data[end : edit.start], edit.text.encode()]
            end = edit.end
        return b"".join([*parts, self.data[end:]]).decode().encode(self._encoding)
