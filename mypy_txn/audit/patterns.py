"""The class patterns of ``match`` statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import Expression, MatchStmt
from mypy.patterns import (
    AsPattern,
    ClassPattern,
    MappingPattern,
    OrPattern,
    Pattern,
    SequencePattern,
)


def class_patterns(statements: Iterable[MatchStmt]) -> Iterator[tuple[Expression, ClassPattern]]:
    """Each ``case Class(...)``, at whatever depth, with the subject of its ``match``."""
    for stmt in statements:
        for pattern in stmt.patterns:
            for found in parts_of(pattern):
                if isinstance(found, ClassPattern):
                    yield stmt.subject, found


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
