"""How mypy counts columns: in bytes of UTF-8 with ``--no-native-parser``, else in its own way."""

from __future__ import annotations


def in_bytes(line: str, index: int) -> int:
    """The column of the character ``index`` of ``line`` as Python's parser counts it."""
    return len(line[:index].encode())


def by_native_parser(line: str, index: int) -> int:
    """The column of the character ``index`` of ``line`` as the native parser counts it.

    That parser, the default in mypy 2.4.1 (ast-serialize 0.13.1), counts characters less the bytes
    that go beyond one a character, up to a wrong byte.
    """
    return index - sum(0x80 <= byte < 0xC0 for byte in line.encode()[: index + 2])
