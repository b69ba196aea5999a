"""What the patterns of a ``match`` take out of its subject."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import MatchStmt, SymbolNode, TypeInfo
from mypy.patterns import (
    AsPattern,
    ClassPattern,
    MappingPattern,
    OrPattern,
    Pattern,
    SequencePattern,
    ValuePattern,
)
from mypy.types import Instance, LiteralType, TupleType, Type, get_proper_type

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.patterns import captures, parts_of
from mypy_txn.audit.summary.flows import Follower
from mypy_txn.audit.summary.sinks import both
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.summary.unpacking import items
from mypy_txn.audit.symbols import class_of, type_of_symbol


def follow_match(module: TypedModule, slots: Slots, follower: Follower, stmt: MatchStmt) -> None:
    """Follow the subject into all that patterns bind, and what they take out of objects."""
    sinks = follower.sinks
    into = [sinks.item(name) for pattern in stmt.patterns for name, _ in captures(pattern)]
    for part in (part for pattern in stmt.patterns for part in parts_of(pattern)):
        match part:
            case ClassPattern(keyword_keys=names) if _may_be_a_handle(module, slots, stmt, part):
                into += [sinks.used(stmt.subject, name, stmt.line) for name in names]
            case ValuePattern(expr=expr):
                follower.follow(expr)
            case MappingPattern(keys=keys):
                for key in keys:
                    follower.follow(key)
    follower.follow(stmt.subject, both(*into))
    for pattern in stmt.patterns:
        _take_out(slots, follower, pattern, module.types.get(stmt.subject))
    for guard in stmt.guards:
        follower.follow(guard)


def _may_be_a_handle(
    module: TypedModule, slots: Slots, stmt: MatchStmt, pattern: ClassPattern
) -> bool:
    """Whether the class of a pattern may be one that a handle in the subject is of."""
    info = class_of(pattern.class_ref.node)
    if info is None or info.is_protocol or slots.kind_of(stmt.subject) is Kind.UNKNOWN:
        return True
    return any(
        info.has_base(handle.fullname) or handle.has_base(info.fullname)
        for handle in slots.classes_in(module.types.get(stmt.subject))
    )


def _take_out(slots: Slots, follower: Follower, pattern: Pattern, typ: Type | None) -> None:
    """Follow what ``pattern`` takes out of an object of this type, or out of what is in it."""
    match pattern:
        case ClassPattern():
            info = class_of(pattern.class_ref.node)
            for node, inner in _members(info, pattern) if info else ():
                if slot := slots.member(node, inner.line):
                    _bind(follower, slot, inner)
                declared = type_of_symbol(node)
                _take_out(slots, follower, inner, declared)
        case SequencePattern() | MappingPattern():
            for slot in items(slots, typ):
                _bind(follower, slot, pattern)
            parts = pattern.patterns if isinstance(pattern, SequencePattern) else pattern.values
            for inner in parts:
                _take_out(slots, follower, inner, typ)
        case OrPattern():
            for inner in pattern.patterns:
                _take_out(slots, follower, inner, typ)
        case AsPattern(pattern=Pattern() as inner):
            _take_out(slots, follower, inner, typ)


def _bind(follower: Follower, slot: str, pattern: Pattern) -> None:
    """What is in ``slot`` gets into all that ``pattern`` binds and that may be a handle."""
    for name, _ in captures(pattern):
        follower.sinks.hand(slot, name, follower.sinks.target(name))


def _members(info: TypeInfo, pattern: ClassPattern) -> Iterator[tuple[SymbolNode, Pattern]]:
    """Which attribute goes to which pattern; positional ones by ``__match_args__``."""
    named = zip(pattern.keyword_keys, pattern.keyword_values)
    for name, inner in (*named, *zip(_match_args(info), pattern.positionals)):
        symbol = info.get(name)
        if symbol and symbol.node:
            yield symbol.node, inner


def _match_args(info: TypeInfo) -> Iterator[str]:
    symbol = info.get("__match_args__")
    typ = get_proper_type(symbol.type) if symbol else None
    for item in map(get_proper_type, typ.items if isinstance(typ, TupleType) else ()):
        value = item.last_known_value if isinstance(item, Instance) else item
        yield str(value.value) if isinstance(value, LiteralType) else ""
