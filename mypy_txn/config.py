"""``[mypy_txn]`` in mypy's own configuration file -> ``Config``, or a precise complaint.

Nothing here is lenient: a gate that checks nothing because of a typo is the worst failure
this tool can have.
"""

from __future__ import annotations

import configparser
import difflib
import enum
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from mypy_txn.layers import LayerError, Layers, Pattern, layer_named_by

SECTION: Final = "mypy_txn"
LAYERS_SECTION: Final = "mypy_txn.layers"
KEYS: Final = (
    "owner", "protected", "unlayered", "scope", "handles", "handle_names", "baseline", "stale",
    "domain",
)  # fmt: skip
ABOVE_LAYER: Final = "above-layer"
_OTHER_SPELLINGS: Final = re.compile(r"^(?:tool[.:])?(?:mypy[.:])?")
"""What stands before a section's name in a file of another format."""
HANDLE_NAMES: Final = (
    "session", "db", "conn", "connection", "engine", "tx", "txn", "uow", "cursor",
)  # fmt: skip


class Stale(enum.StrEnum):
    """What becomes of entries of the baseline that are fixed."""

    ERROR = "error"
    SHRINK = "shrink"
    IGNORE = "ignore"


def root_of(config_file: str | None) -> Path:
    """The folder to which paths in baselines and records are relative: the configuration's."""
    return Path(os.path.abspath(config_file or "mypy.ini")).parent


def from_root(path: str | Path, root: Path) -> str:
    """``path`` relative to ``root``, with slashes; one that a link leads through has none of it."""
    relative = os.path.relpath(path, root)
    if relative.startswith(os.pardir):
        real = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
        relative = relative if real.startswith(os.pardir) else real
    return relative.replace(os.sep, "/")


class ConfigError(Exception):
    """The configuration cannot mean what it says; the text names file, section and key."""


class Config(NamedTuple):
    """What ``[mypy_txn]`` says, with the defaults filled in."""

    layers: Layers = Layers()
    handles: tuple[str, ...] = ()
    handle_names: tuple[str, ...] = HANDLE_NAMES
    baseline: str | None = None
    stale: Stale = Stale.ERROR
    domain: int | None = None


def read_config(path: str | None) -> Config:
    """Read the configuration from the file that mypy itself was configured by.

    Args:
        path: ``mypy.ini``, ``setup.cfg``, ``pyproject.toml`` or whatever ``--config-file`` named;
            None where there is no such file.

    Raises:
        ConfigError: if the file cannot be read or says anything that is not understood.

    """
    if path is None:
        return Config()
    try:
        text = Path(path).read_text(encoding="utf-8")
        sections = _toml(path, text) if path.endswith(".toml") else _ini(path, text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, configparser.Error) as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error}") from error
    return _Reader(path, sections).config()


_Sections = Mapping[str, Mapping[str, object]]


def _ini(path: str, text: str) -> _Sections:
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # layer names keep their case
    parser.read_string(text, path)
    for name in parser.sections():
        _refuse_lookalike(path, name, name)
    return {name: dict(parser[name]) for name in (SECTION, LAYERS_SECTION) if name in parser}


def _toml(path: str, text: str) -> _Sections:
    tables = tomllib.loads(text)
    tools = tables.get("tool", {})
    for before, table in (("", tables), ("tool.", tools), ("tool.mypy.", tools.get("mypy"))):
        for name in table if isinstance(table, dict) else ():
            _refuse_lookalike(path, name, f"{before}{name}")
    if SECTION not in tools:
        return {}
    section = tools[SECTION]
    if not isinstance(section, dict):
        raise ConfigError(f"{path}: [tool.{SECTION}] must be a table, not {section!r}")
    layers = section.pop("layers", None)
    if layers is None:
        return {SECTION: section}
    if not isinstance(layers, dict):
        raise ConfigError(f"{path}: [tool.{LAYERS_SECTION}] must be a table, not {layers!r}")
    return {SECTION: section, LAYERS_SECTION: layers}


def _refuse_lookalike(path: str, name: str, section: str) -> None:
    """A section that was meant for us but is not spelled so would be a gate left open."""
    ours = [section_in(path, each) for each in (SECTION, LAYERS_SECTION)]
    if f"[{section}]" in ours:
        return
    bare = _OTHER_SPELLINGS.sub("", name)
    flats = ["".join(ch for ch in each.lower() if ch.isalnum()) for each in (name, bare)]
    is_ours = any(flat.startswith("mypytxn") for flat in flats)
    if is_ours or difflib.get_close_matches(bare, (SECTION,), cutoff=0.85):
        allowed = " and ".join(ours)
        raise ConfigError(
            f"{path}: [{section}] is not a section of mypy_txn; allowed are {allowed}"
        )


def section_in(path: str | None, name: str) -> str:
    """How a section of ours is written in a configuration file: ``[tool.mypy_txn]`` in TOML."""
    return f"[tool.{name}]" if path and path.endswith(".toml") else f"[{name}]"


def is_full_name(text: str) -> bool:
    """Whether ``text`` can be the name of something in a module."""
    return "." in text and all(part.isidentifier() for part in text.split("."))


class _Reader:
    """The values of one file's sections, each checked as it is asked for."""

    def __init__(self, path: str, sections: _Sections) -> None:
        self.path = path
        self.main = sections.get(SECTION, {})
        self.layers = sections.get(LAYERS_SECTION)

    def config(self) -> Config:
        for key in self.main:
            if key not in KEYS:
                known = f"(known: {', '.join(KEYS)})"
                raise self.complaint(SECTION, key, f"unknown key{self.meant(key)} {known}")
        return Config(
            layers=self.read_layers(),
            handles=self.words("handles", (), "a full name like app.db.UnitOfWork", is_full_name),
            handle_names=self.words(
                "handle_names", HANDLE_NAMES, "an identifier", str.isidentifier
            ),
            baseline=self.text("baseline"),
            stale=self.stale(),
            domain=self.domain(),
        )

    def meant(self, key: str) -> str:
        """What may have been meant by an unknown key, its layers' section among it."""
        layers = LAYERS_SECTION.removeprefix(f"{SECTION}.")
        close = difflib.get_close_matches(key, (*KEYS, layers), 1)
        if close == [layers]:
            return f"; did you mean {section_in(self.path, LAYERS_SECTION)}?"
        return f"; did you mean {close[0]}?" if close else ""

    def read_layers(self) -> Layers:
        patterns = None
        if self.layers is not None:
            patterns = {name: self.patterns(name) for name in self.layers}
            if not patterns:
                section = section_in(self.path, LAYERS_SECTION)
                raise ConfigError(f"{self.path}: {section} names no layer")
            self.refuse_shared_pattern(patterns)
        default = Layers()
        owners = self.words("owner", default.owners, *self.known_layer(patterns))
        protected = self.words("protected", default.protected, *self.known_layer(patterns))
        if both := sorted(set(owners) & set(protected)):
            raise self.complaint(
                SECTION, "protected", f"{both[0]!r} is an owner too; a layer has one role"
            )
        return Layers(owners, protected, patterns, self.protected_scope())

    def protected_scope(self) -> tuple[Pattern, ...]:
        unlayered = self.text("unlayered") or "unrestricted"
        if unlayered not in ("unrestricted", "protected"):
            raise self.complaint(
                SECTION, "unlayered", f"{unlayered!r} is not allowed; say unrestricted or protected"
            )
        if unlayered == "protected" and "scope" not in self.main:
            raise self.complaint(
                SECTION, "unlayered", "'protected' needs scope: the modules in which it applies"
            )
        if unlayered == "unrestricted" and "scope" in self.main:
            raise self.complaint(SECTION, "scope", "has no effect without unlayered = protected")
        if "scope" not in self.main:
            return ()
        return self.as_patterns(SECTION, "scope", self.listed(SECTION, "scope", self.main["scope"]))

    def stale(self) -> Stale:
        stale = self.text("stale") or Stale.ERROR
        if stale not in {*Stale}:
            allowed = ", ".join(Stale)
            raise self.complaint(SECTION, "stale", f"{stale!r} is not one of {allowed}")
        if "stale" in self.main and "baseline" not in self.main:
            raise self.complaint(SECTION, "stale", "has no effect without a baseline")
        return Stale(stale)

    def domain(self) -> int | None:
        value = self.main.get("domain")
        text = str(value) if type(value) is int else self.text("domain") or ABOVE_LAYER
        if text == ABOVE_LAYER:
            return None
        if not text.isdecimal() or not int(text):
            what = f"{text!r} is neither {ABOVE_LAYER} nor the number of a segment, from 1"
            raise self.complaint(SECTION, "domain", what)
        return int(text)

    def known_layer(
        self, patterns: Mapping[str, tuple[Pattern, ...]] | None
    ) -> tuple[str, Callable[[str], bool]]:
        if patterns is None:
            return "a layer like L4 or L5", lambda name: layer_named_by(name) is not None
        listed = ", ".join(patterns)
        return (
            f"a layer of {section_in(self.path, LAYERS_SECTION)} ({listed})",
            patterns.__contains__,
        )

    def patterns(self, layer: str) -> tuple[Pattern, ...]:
        if not layer.isidentifier():
            raise self.complaint(LAYERS_SECTION, layer, f"{layer!r} is not a name for a layer")
        assert self.layers is not None
        values = self.listed(LAYERS_SECTION, layer, self.layers[layer])
        return self.as_patterns(LAYERS_SECTION, layer, values)

    def as_patterns(self, section: str, key: str, values: Iterable[str]) -> tuple[Pattern, ...]:
        try:
            return tuple(Pattern(value) for value in values)
        except LayerError as error:
            raise self.complaint(section, key, str(error)) from None

    def refuse_shared_pattern(self, patterns: Mapping[str, tuple[Pattern, ...]]) -> None:
        owner_of: dict[str, str] = {}
        for layer, own in patterns.items():
            for pattern in own:
                other = owner_of.setdefault(pattern.text, layer)
                if other != layer:
                    raise self.complaint(
                        LAYERS_SECTION, layer, f"{pattern.text!r} is a pattern of {other} too"
                    )

    def words(
        self, key: str, default: tuple[str, ...], what: str, valid: Callable[[str], bool]
    ) -> tuple[str, ...]:
        values = self.listed(SECTION, key, self.main[key]) if key in self.main else default
        for value in values:
            if not valid(value):
                raise self.complaint(SECTION, key, f"{value!r} is not {what}")
        return values

    def text(self, key: str) -> str | None:
        if key not in self.main:
            return None
        value = self.main[key]
        if not isinstance(value, str):
            raise self.complaint(SECTION, key, f"must be a string, not {value!r}")
        if not value.strip():
            raise self.complaint(SECTION, key, "is empty; give it a value or leave it out")
        return value.strip()

    def listed(self, section: str, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            value = [part.strip() for part in value.replace("\n", ",").split(",") if part.strip()]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.complaint(section, key, f"must be a list of strings, not {value!r}")
        if not value:
            raise self.complaint(section, key, "is empty; give it a value or leave it out")
        return tuple(value)

    def complaint(self, section: str, key: str, what: str) -> ConfigError:
        return ConfigError(f"{self.path}: {section_in(self.path, section)} {key}: {what}")
