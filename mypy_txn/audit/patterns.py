"""The class patterns of ``match`` statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import Expression, MatchStmt, Statement
from mypy.patterns import (
    AsPattern,
    ClassPattern,
    MappingPattern,
    OrPattern,
    Pattern,
    SequencePattern,
)


def class_patterns(statements: Iterable[Statement]) -> Iterator[tuple[Expression, ClassPattern]]:
    """Each ``case Class(...)``, at whatever depth, with the subject of its ``match``."""
    for stmt in statements:
        if isinstance(stmt, MatchStmt):
            for pattern in stmt.patterns:
                for found in _within(pattern):
                    yield stmt.subject, found


def _within(pattern: Pattern) -> Iterator[ClassPattern]:
    pending = [pattern]
    while pending:
        current = pending.pop()
        match current:
            case ClassPattern():
                yield current
                pending += [*current.positionals, *current.keyword_values]
            case OrPattern() | SequencePattern():
                pending += current.patterns
            case AsPattern(pattern=Pattern() as inner):
                pending.append(inner)
            case MappingPattern():
                pending += current.values
