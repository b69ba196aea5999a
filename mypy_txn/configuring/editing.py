"""From the text of a configuration and what it should say to the text that says it.

Everything else stays as it was, byte for byte. What was written is read again: an edit that says
anything but what was asked for is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from mypy_txn.configuring import ini, toml
from mypy_txn.configuring.lines import with_endings_of
from mypy_txn.configuring.settings import Setting
from mypy_txn.files import write_whole


class EditError(Exception):
    """The file cannot be edited; the text names it, says why, and what to write by hand."""


def edited(name: str, text: str, settings: Iterable[Setting]) -> str:
    """The text of a configuration with ``settings`` in it; what it says already is left alone.

    Args:
        name: of the file, for its format and for complaints.
        text: with the line endings of the file.
        settings: in the order in which they are to be written.

    Raises:
        EditError: if that cannot be done.

    """
    new = text.replace("\r\n", "\n")
    for setting in settings:
        new = _with(name, new, setting)
    return with_endings_of(text, new)


def set_key(path: Path, section: str, key: str, value: str) -> None:
    """Set one key in the configuration ``path``.

    Args:
        path: ``mypy.ini``, ``setup.cfg``, ``pyproject.toml``, …
        section: as in an INI file: ``mypy_txn`` for ``[tool.mypy_txn]`` too.
        key: added if it is not there.
        value: instead of the one that it has.

    Raises:
        EditError: if that cannot be done.

    """
    write_text(path, edited(str(path), read_text(path), [Setting(section, key, (value,))]))


def has_section(name: str, text: str, section: str) -> bool:
    """Whether a configuration has a section.

    Raises:
        EditError: if it cannot be read.

    """
    try:
        data = _form(name).read(text)
    except _form(name).ERROR as error:
        raise EditError(f"{name}: cannot read the configuration: {error}") from None
    return section in (data.get("tool", {}) if name.endswith(".toml") else data)


def read_text(path: Path) -> str:
    """The text of ``path`` with its line endings.

    Raises:
        EditError: if it cannot be read.

    """
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise EditError(f"{path}: cannot read the configuration: {error}") from None


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as it is, line endings included, all of it or nothing.

    Raises:
        EditError: if that cannot be done.

    """
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise EditError(f"{path}: cannot write the configuration: {error}") from None


def _with(name: str, text: str, setting: Setting) -> str:
    form = _form(name)
    try:
        wanted = form.read(text)
        old = form.values(wanted, setting)
        if old is not None and old == setting.among(old):
            return text
        form.put(wanted, setting)
    except form.ERROR as error:
        raise EditError(f"{name}: cannot read the configuration: {error}") from None
    for new in (form.in_place(text, setting), _appended(text, form.section_of(setting))):
        if new is not None and _says(form, new, wanted):
            return str(new)
    raise EditError(
        f"{name}: cannot be edited without changing more; write into it:\n"
        + form.section_of(setting).rstrip()
    )


def _form(name: str) -> ModuleType:
    return toml if name.endswith(".toml") else ini


def _says(form: ModuleType, text: str, wanted: object) -> bool:
    try:
        return bool(form.read(text) == wanted)
    except form.ERROR:
        return False


def _appended(text: str, section: str) -> str:
    """``section`` at the end, one empty line between."""
    if not text.strip():
        return text + section
    gap = "" if text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + section
