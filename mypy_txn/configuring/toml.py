"""Settings in a TOML file, which tomlkit keeps as it is."""

from __future__ import annotations

import tomllib
from collections.abc import MutableMapping
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Item, String

from mypy_txn.configuring.settings import Setting

ERROR: Final = tomllib.TOMLDecodeError
_TOOL: Final = "tool"


def read(text: str) -> dict[str, Any]:
    """What ``text`` says, with the lists that are written as strings as lists.

    Raises:
        tomllib.TOMLDecodeError: if it is not TOML.

    """
    data = tomllib.loads(text)
    mypy = data.get(_TOOL, {}).get("mypy")
    if isinstance(mypy, dict) and "plugins" in mypy:
        mypy["plugins"] = _listed(mypy["plugins"])
    return data


def values(data: dict[str, Any], setting: Setting) -> tuple[str, ...] | None:
    """The values of the key of ``setting`` in what was read; None if it has none."""
    table = _table(data, setting)
    if table is None or setting.key not in table:
        return None
    return tuple(_listed(table[setting.key]))


def put(data: dict[str, Any], setting: Setting) -> None:
    """Put ``setting`` into what was read."""
    table = data.setdefault(_TOOL, {})
    for part in setting.section.split("."):
        table = table.setdefault(part, {})
    new = list(setting.among(tuple(_listed(table.get(setting.key, [])))))
    table[setting.key] = new if setting.adds or len(new) != 1 else new[0]


def in_place(text: str, setting: Setting) -> str | None:
    """``text`` with ``setting`` in its table; None if there is no such table."""
    try:
        document = tomlkit.parse(text)
        table = _table(document, setting)
        if table is None:
            return None
        old = table.get(setting.key)
        if setting.adds and isinstance(old, Array):
            for value in setting.values:
                old.append(value)
        elif setting.adds and isinstance(old, String):
            body = ", ".join([str(old).rstrip().removesuffix(","), *setting.values])
            table[setting.key] = tomlkit.string(body, literal=old.as_string().startswith("'"))
        else:
            is_new = setting.key not in table
            table[setting.key] = _item(setting)
            if is_new:
                return _above_comments(document.as_string(), text)
        return document.as_string()
    except TOMLKitError:
        return None


def _above_comments(text: str, old: str) -> str:
    """``text``, with the line it has more than ``old`` above comments on the table that follows.

    To tomlkit, comments above a table's header belong to the table before (0.15).
    """
    lines, before = text.splitlines(keepends=True), old.splitlines(keepends=True)
    new = next((at for at, pair in enumerate(zip(lines, before)) if pair[0] != pair[1]), None)
    if new is None or not before[new].lstrip().startswith("["):
        return text
    first = new
    while lines[first - 1].lstrip().startswith("#"):
        first -= 1
    while first < new and not lines[first - 1].strip():
        first -= 1
    lines.insert(first, lines.pop(new))
    return "".join(lines)


def section_of(setting: Setting) -> str:
    """A table of its own for ``setting``."""
    return f"[{_TOOL}.{setting.section}]\n{setting.key} = {_item(setting).as_string()}\n"


def _item(setting: Setting) -> Item:
    if len(setting.values) == 1 and not setting.adds:
        return tomlkit.string(setting.values[0])
    return tomlkit.item(list(setting.values))


def _table(data: MutableMapping[str, Any], setting: Setting) -> MutableMapping[str, Any] | None:
    table: Any = data
    for part in (_TOOL, *setting.section.split(".")):
        if not isinstance(table, MutableMapping) or part not in table:
            return None
        table = table[part]
    return table if isinstance(table, MutableMapping) else None


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
