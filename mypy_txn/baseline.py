"""The violations that a project already had: one entry each, in a file that is kept with it.

An entry has no line number. It stands for one violation: the expression, formatted in one way, the
function around it and the file. It is found again when the function gets another name, when it
moves to another file, and when the file is renamed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from mypy_txn.locations import Source

FORMAT: Final = 1
_CONFLICT: Final = re.compile(r"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)
_DEFINITION: Final = re.compile(r"^([ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_NAME: Final = re.compile(r"[^\W\d]\w*")


class BaselineError(Exception):
    """The baseline cannot be read; the text names the file and says what to do."""


class Entry(NamedTuple):
    """One violation as the baseline has it; the fields are those of a ``Finding``."""

    path: str
    symbol: str
    code: str
    text: str


class Baseline:
    """The entries of one file, and which of them a module may use.

    Attributes:
        root: the folder to which the paths of the entries are relative.
        entries: all of them, sorted.

    """

    def __init__(self, root: Path, entries: Iterable[Entry]) -> None:
        self.root = root
        self.entries = sorted(entries)
        self._files: dict[str, _File | None] = {}
        self._by_path: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._by_path.setdefault(entry.path, []).append(entry)

    def usable(self, path: str) -> list[Entry]:
        """The entries that may be about the file ``path``: its own, and those without a home.

        Nothing but these decides which violations of the file are old ones.
        """
        homeless = (entry for entry in self._homeless.elements() if entry.path != path)
        own = self._by_path.get(path, [])
        return own + [entry for entry in homeless if self._may_be_in(path, entry)]

    def refresh(self) -> None:
        """Look again at the files that entries name: some may have changed."""
        self._files.clear()
        vars(self).pop("_homeless", None)

    def homes(self, path: str) -> frozenset[str]:
        """The functions that entries of ``path`` name and that are there, in the file as it is."""
        self._files.pop(path, None)
        own = self._by_path.get(path, ())
        return frozenset(entry.symbol for entry in own if self._is_home(entry))

    def match(self, path: str, wanted: Sequence[Entry]) -> list[Entry | None]:
        """For each violation of the file ``path`` the entry that it is, each entry used once.

        Args:
            path: relative to the root.
            wanted: the violations, as the entries that they would be.

        """
        found: list[Entry | None] = [None] * len(wanted)
        left = Counter(self.usable(path))
        for key, must_be_homeless in _KEYS:
            entries: dict[object, list[Entry]] = {}
            for entry in left.elements():
                if not must_be_homeless or self.is_homeless(entry):
                    entries.setdefault(key(entry), []).append(entry)
            for index, violation in enumerate(wanted):
                same = entries.get(key(violation))
                if found[index] is None and same:
                    found[index] = entry = same.pop()
                    left[entry] -= 1
        return found

    def is_homeless(self, entry: Entry) -> bool:
        """Whether the file of ``entry``, or in it the function, is no longer there."""
        return entry in self._homeless

    @cached_property
    def _homeless(self) -> Counter[Entry]:
        return Counter(entry for entry in self.entries if not self._is_home(entry))

    def _is_home(self, entry: Entry) -> bool:
        file = self._file(entry.path)
        return file is not None and file.has(entry.symbol)

    def _may_be_in(self, path: str, entry: Entry) -> bool:
        file = self._file(path)
        words = [entry.symbol.rpartition(".")[2], *_NAME.findall(entry.text)[:1]]
        return all(word in (file.text if file else "") for word in words)

    def _file(self, path: str) -> _File | None:
        """A file; None if there is none."""
        if path not in self._files:
            try:
                text = (self.root / path).read_bytes().decode(errors="replace")
                self._files[path] = _File(text)
            except OSError:
                self._files[path] = None
        return self._files[path]


class _File:
    """A file that entries name; it is parsed only where its words do not tell enough."""

    def __init__(self, text: str) -> None:
        self.text = text

    def has(self, symbol: str) -> bool:
        """Whether a function or class of this dotted name is defined; "" always is."""
        found = self._names[symbol.rpartition(".")[2]]
        is_there = found == 1 and symbol in self._indented
        return not symbol or is_there or (found > 0 and symbol in self._symbols)

    @cached_property
    def _definitions(self) -> list[tuple[str, str]]:
        """The indent and the name of each."""
        return _DEFINITION.findall(self.text)

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(name for _, name in self._definitions)

    @cached_property
    def _indented(self) -> set[str]:
        """The dotted names, as far as the indents of definitions tell them."""
        found, around = set[str](), list[tuple[str, str]]()
        for indent, name in self._definitions:
            while around and len(around[-1][0]) >= len(indent):
                around.pop()
            around.append((indent, f"{around[-1][1]}.{name}" if around else name))
            found.add(around[-1][1])
        return found

    @cached_property
    def _symbols(self) -> Collection[str]:
        return Source(self.text).symbols


_KEYS: Final[Sequence[tuple[Callable[[Entry], object], bool]]] = (
    (lambda entry: entry, False),
    (lambda entry: entry._replace(code=""), False),  # types have become known, or are no longer
    (lambda entry: (entry.path, entry.text), True),  # the function has another name
    (lambda entry: (entry.symbol, entry.text), True),  # it, or the file, is somewhere else
)
"""What a violation has in common with its entry, closest first, and whether the entry's function
must be gone for that to count."""


def read_baseline(path: Path, root: Path) -> Baseline:
    """Read the baseline in ``path``, whose entries are relative to ``root``.

    Raises:
        BaselineError: if it is missing, damaged, of a newer mypy-txn, or has conflicts of a merge.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BaselineError(
            f"{path}: there is no such baseline; create it with `mypy-txn baseline`, and commit it"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(f"{path}: cannot read the baseline: {error}") from None
    if _CONFLICT.search(text):
        raise BaselineError(
            f"{path}: the baseline has conflicts of a merge; keep the entries of both sides,"
            " then run `mypy-txn baseline --shrink`"
        )
    try:
        data = json.loads(text)
        if _is_newer(data):
            raise BaselineError(
                f"{path}: the baseline has format {data['format']}, this version of mypy-txn reads"
                f" {FORMAT}; upgrade mypy-txn"
            )
        return Baseline(root, _entries(data))
    except (ValueError, TypeError) as error:
        raise BaselineError(
            f"{path}: the baseline is damaged, take it from version control: {error}"
        ) from None


def _is_newer(data: object) -> bool:
    form = data.get("format") if isinstance(data, dict) else None
    return type(form) is int and form > FORMAT


def _entries(data: object) -> Iterator[Entry]:
    if not isinstance(data, dict):
        raise TypeError(f"it is not an object but {type(data).__name__}")
    for key in ("format", "violations"):
        if key not in data:
            raise ValueError(f"it has no {key!r}")
    if data["format"] != FORMAT:
        raise ValueError(f"its format is {data['format']!r}, and this version writes {FORMAT}")
    violations = data["violations"]
    if not isinstance(violations, list) or not violations or violations[-1] is not None:
        raise ValueError("it does not end as it was written")
    for one in violations[:-1]:
        if not _is_entry(one):
            raise TypeError(f"{one!r} is not an entry")
        yield Entry(**one)


def _is_entry(one: object) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == set(Entry._fields)
        and all(isinstance(value, str) for value in one.values())
    )


def baseline_text(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, a line for each entry, and each line complete in itself.

    A last null lets every entry end with a comma, so that branches merge line by line.
    """
    lines = (json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries))
    body = "".join(f"{line},\n" for line in lines)
    return f'{{"format": {FORMAT}, "violations": [\n{body}null]}}\n'
