"""What a change does to the signatures of the protected layers.

A signature is what `mypy-txn signatures --output json` says of it, once before and once after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any, Final, NamedTuple

from mypy_txn.access import protocol_for, protocol_of
from mypy_txn.program.signatures import Declared

_STRENGTH: Final = (Declared.READ, Declared.WRITE, Declared.FULL, Declared.UNKNOWN)
"""From the weakest: nothing verifies what is unknown, so it may be more than a full handle."""


class Kind(StrEnum):
    """What became of a signature, the most important first."""

    WIDENED = "widened"
    NEW = "new"
    NARROWED = "narrowed"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


class Listed(NamedTuple):
    """A signature of one state.

    Attributes:
        entry: what is said of it.
        path: its file, from the top of the repository.

    """

    entry: Mapping[str, Any]
    path: str

    @property
    def module(self) -> str:
        """The name of its module."""
        return str(self.entry["module"])

    @property
    def name(self) -> str:
        """What it is called there."""
        return str(self.entry["signature"])

    @property
    def declared(self) -> Declared:
        """What its type grants."""
        return Declared(self.entry["declared"])

    @property
    def type(self) -> str:
        """The public name of the handle or Protocol; "" if no type says."""
        name = str(self.entry["type"])
        granted = protocol_of(name)
        return protocol_for(*granted) if granted else name

    @property
    def kind(self) -> str:
        """``parameter``, ``return``, ``attribute`` or ``variable``."""
        return str(self.entry["kind"])


@dataclass(frozen=True)
class Change:
    """A signature that is not as it was; what there was, or is, of it."""

    kind: Kind
    before: Listed | None
    after: Listed | None

    @property
    def last(self) -> Listed:
        """As it is; as it was if it is gone."""
        last = self.after or self.before
        assert last is not None
        return last

    @property
    def origin(self) -> str:
        """Where it was, if it has moved: the full name; else ""."""
        if not (self.before and self.after) or _place(self.before) == _place(self.after):
            return ""
        return ".".join(_place(self.before))


def changes(
    before: Sequence[Listed], after: Sequence[Listed], renames: Mapping[str, str]
) -> list[Change]:
    """What is not as it was, the most important first, then by domain, layer and place.

    A signature is the same one if it has its module and name, its renamed file and name, or is the
    only one that is gone and the only one that is new of the same function or attribute in its
    file, in its function, or with its name anywhere.

    Args:
        before: all signatures, as they were.
        after: all signatures, as they are.
        renames: from the old path of each renamed file to the new one.

    """
    modules = {one.path: one.module for one in after}
    renamed = {
        one.module: modules[renames[one.path]] for one in before if renames.get(one.path) in modules
    }

    def module(one: Listed) -> str:
        return renamed.get(one.module, one.module)

    matched = _by_name(before, after, module)
    for key in (_member, _function, _anywhere):
        matched = _by_key(matched, module, key)
    found = [Change(kind, *pair) for pair in matched.pairs if (kind := _kind(*pair))]
    found += [Change(Kind.GONE, one, None) for one in matched.gone]
    found += [Change(Kind.NEW, None, one) for one in matched.new]
    return sorted(found, key=_order)


class _Matched(NamedTuple):
    """What is the same signature before and after, and what is on one side alone."""

    pairs: list[tuple[Listed, Listed]]
    gone: list[Listed]
    new: list[Listed]


_Groups = defaultdict[tuple[str, ...], list[Listed]]
_Module = Callable[[Listed], str]
_Key = Callable[[Listed, str], tuple[str, ...]]


def _by_name(before: Iterable[Listed], after: Iterable[Listed], module: _Module) -> _Matched:
    """The same name in the same module; an overloaded function has a name several times."""
    old, new = _Groups(list), _Groups(list)
    for one in before:
        old[module(one), one.name].append(one)
    for one in after:
        new[one.module, one.name].append(one)
    found = _Matched([], [], [])
    for key in {**old, **new}:
        matched = _same_name(old[key], new[key])
        found.pairs.extend(matched.pairs)
        found.gone.extend(matched.gone)
        found.new.extend(matched.new)
    return found


def _same_name(old: Sequence[Listed], new: Sequence[Listed]) -> _Matched:
    """Those with equal types first, then the others in their order."""
    pairs, left, added = [], [], list(new)
    for one in old:
        same = next((other for other in added if _type(other) == _type(one)), None)
        if same is None:
            left.append(one)
        else:
            added.remove(same)
            pairs.append((one, same))
    pairs += zip(left, added)
    gone, added = left[len(added) :], added[len(left) :]
    strongest = max(old, key=_strength, default=None)
    wider = [one for one in added if strongest and _strength(one) > _strength(strongest)]
    pairs += [(strongest, one) for one in wider if strongest]
    return _Matched(pairs, gone, [one for one in added if one not in wider])


def _by_key(matched: _Matched, module: _Module, key: _Key) -> _Matched:
    """The only ones with their key that are gone and new are the same."""
    old, new = _Groups(list), _Groups(list)
    for one in matched.gone:
        old[key(one, module(one))].append(one)
    for one in matched.new:
        new[key(one, one.module)].append(one)
    same = [each for each in old if each and len(old[each]) == len(new[each]) == 1]
    for each in same:
        matched.pairs.append((old.pop(each)[0], new.pop(each)[0]))
    return _Matched(matched.pairs, list(chain(*old.values())), list(chain(*new.values())))


def _member(one: Listed, module: str) -> tuple[str, ...]:
    head, *rest = one.name.partition("(")
    return module, one.kind, head.rpartition(".")[2], *rest


def _function(one: Listed, module: str) -> tuple[str, ...]:
    return (module, one.name.partition("(")[0]) if one.kind == "parameter" else ()


def _anywhere(one: Listed, module: str) -> tuple[str, ...]:
    return one.kind, one.name


def _kind(old: Listed, new: Listed) -> Kind | None:
    if _type(old) == _type(new):
        return Kind.MOVED if _place(old) != _place(new) else None
    if old.declared is new.declared:
        return Kind.CHANGED
    return Kind.WIDENED if _strength(new) > _strength(old) else Kind.NARROWED


def _type(one: Listed) -> tuple[Declared, str]:
    return one.declared, one.type


def _strength(one: Listed) -> int:
    return _STRENGTH.index(one.declared)


def _place(one: Listed) -> tuple[str, str]:
    return one.module, one.name


def _order(change: Change) -> tuple[int, str, str, str, int, str]:
    last = change.last
    where = str(last.entry["domain"]), last.entry["layer"] or "", last.path
    return list(Kind).index(change.kind), *where, int(last.entry["line"]), last.name
