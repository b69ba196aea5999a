"""Settings in an INI file: configupdater says on which lines things are, the rest is kept as text.

Setting an option through configupdater (4.1) would write the option anew and lose the comments
between the lines of its value.
"""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from configupdater import ConfigUpdater, Option, Section

from mypy_txn.configuring.lines import lines_of
from mypy_txn.configuring.settings import Setting

ERROR: Final = configparser.Error
_COMMENT: Final = ("#", ";")
_KEY: Final = re.compile(r"([ \t]*)[^=:\n]*?([ \t]*[=:][ \t]*)")
_INLINE_COMMENT: Final = re.compile(r"[ \t]+[#;].*")

Data = dict[str, dict[str, tuple[str, ...]]]


def read(text: str) -> Data:
    """The values of each key, by section.

    Raises:
        configparser.Error: if ``text`` is not INI.

    """
    parser = configparser.RawConfigParser(inline_comment_prefixes=_COMMENT)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # layer names keep their case
    parser.read_string(text)
    return {
        name: {_key(name, key): _listed(value) for key, value in parser[name].items()}
        for name in parser.sections()
    }


def _key(section: str, key: str) -> str:
    """Mypy reads its own keys in any case; in our sections it counts."""
    return key.lower() if section == "mypy" else key


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.replace("\n", ",").split(",") if part.strip())


def values(data: Data, setting: Setting) -> tuple[str, ...] | None:
    """The values of the key of ``setting`` in what was read; None if it has none."""
    return data.get(setting.section, {}).get(setting.key)


def put(data: Data, setting: Setting) -> None:
    """Put ``setting`` into what was read."""
    section = data.setdefault(setting.section, {})
    section[setting.key] = setting.among(section.get(setting.key, ()))


def in_place(text: str, setting: Setting) -> str | None:
    """``text`` with ``setting`` in its section; None if there is no such section."""
    lines = lines_of(text)
    blocks = [block for block in _blocks(text) if block.section == setting.section]
    if not blocks:
        return None
    option = next((b for b in blocks if _key(b.section, b.key or "") == setting.key), None)
    if option is None:
        at = blocks[-1].stop
        before = lines[:at]
        if before and not before[-1].endswith("\n"):
            before[-1] += "\n"
        style = lines[blocks[-1].start] if blocks[-1].key else ""
        return "".join([*before, _line_like(style, setting), *lines[at:]])
    own = lines[option.start : option.stop]
    new = _with_added(own, setting) if setting.adds else _with_value(own, setting)
    return "".join([*lines[: option.start], *new, *lines[option.stop :]])


def section_of(setting: Setting) -> str:
    """A section of its own for ``setting``."""
    return f"[{setting.section}]\n{_line_like('', setting)}"


def _line_like(line: str, setting: Setting) -> str:
    """The line of ``setting``, indented and spaced like ``line``."""
    style = _KEY.match(line)
    indent = style[1] if style else ""
    equals = "=" if style and style[2] in "=:" else " = "
    return f"{indent}{setting.key}{equals}{', '.join(setting.values)}\n"


def _with_added(lines: list[str], setting: Setting) -> list[str]:
    """The lines of an option, with the values of ``setting`` behind the last one."""
    content = [at for at, line in enumerate(lines) if _is_content(line)]
    last = content[-1]
    body, added = lines[last].rstrip(), ", ".join(setting.values)
    end = "\n" if lines[last].endswith("\n") else ""
    if last > 0:
        indent = body[: len(body) - len(body.lstrip())]
        comma = "," if body.endswith(",") else ""
        new = [body.removesuffix(",") + ",\n", f"{indent}{added}{comma}{end}"]
    elif body.endswith((",", "=", ":")):
        new = [f"{body} {added}{end}"]
    else:
        new = [f"{body}, {added}{end}"]
    return [*lines[:last], *new, *lines[last + 1 :]]


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(_COMMENT)


def _with_value(lines: list[str], setting: Setting) -> list[str]:
    """The line of an option with the values of ``setting`` instead of those it had."""
    key = _KEY.match(lines[0])
    assert key is not None, "a line without = or : is no option"
    comment = _INLINE_COMMENT.search(lines[0], key.end() - 1)
    end = "\n" if lines[-1].endswith("\n") else ""
    head = key[0].rstrip() + (" " if key[2].startswith((" ", "\t")) else "")
    return [head + ", ".join(setting.values) + (comment[0] if comment else "") + end]


class _Block(NamedTuple):
    """Where a section's header or (with a key) one of its options is, in lines from 0."""

    section: str
    key: str | None
    start: int
    stop: int


def _blocks(text: str) -> Iterator[_Block]:
    updater = ConfigUpdater()
    updater.read_string(text)
    line = 0
    for block in updater.iter_blocks():
        start, line = line, line + len(block.lines)
        if isinstance(block, Section):
            yield _Block(block.name, None, start, line)
            for entry in block.iter_blocks():
                start, line = line, line + len(entry.lines)
                if isinstance(entry, Option):
                    yield _Block(block.name, entry.raw_key, start, line)
