"""The class patterns of ``match`` statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import Expression, MatchStmt, NameExpr
from mypy.patterns import (
    AsPattern,
    ClassPattern,
    MappingPattern,
    OrPattern,
    Pattern,
    SequencePattern,
    StarredPattern,
)


def class_patterns(statements: Iterable[MatchStmt]) -> Iterator[tuple[Expression, ClassPattern]]:
    """Each ``case Class(...)``, at whatever depth, with the subject of its ``match``."""
    for stmt in statements:
        for pattern in stmt.patterns:
            for found in parts_of(pattern):
                if isinstance(found, ClassPattern):
                    yield stmt.subject, found


def captures(pattern: Pattern) -> Iterator[tuple[NameExpr, list[ClassPattern]]]:
    """Each name that ``pattern`` binds, with the class patterns around it, outermost first."""
    pending: list[tuple[Pattern, list[ClassPattern]]] = [(pattern, [])]
    while pending:
        current, around = pending.pop()
        match current:
            case ClassPattern():
                inner = [*current.positionals, *current.keyword_values]
                pending += [(one, [*around, current]) for one in inner]
            case OrPattern() | SequencePattern():
                pending += [(one, around) for one in current.patterns]
            case AsPattern():
                if current.pattern is not None:
                    pending.append((current.pattern, around))
                of = [current.pattern] if isinstance(current.pattern, ClassPattern) else []
                if current.name is not None:
                    yield current.name, [*around, *of]
            case StarredPattern(capture=NameExpr() as name):
                yield name, around
            case MappingPattern():
                pending += [(one, around) for one in current.values]
                if current.rest is not None:
                    yield current.rest, around


def parts_of(pattern: Pattern) -> Iterator[Pattern]:
    """``pattern`` and every pattern in it."""
    pending = [pattern]
    while pending:
        current = pending.pop()
        yield current
        match current:
            case ClassPattern():
                pending += [*current.positionals, *current.keyword_values]
            case OrPattern() | SequencePattern():
                pending += current.patterns
            case AsPattern(pattern=Pattern() as inner):
                pending.append(inner)
            case MappingPattern():
                pending += current.values
