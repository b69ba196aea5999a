"""Every statement of a module, without mypy's visitors, which interpreted code cannot extend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    Block,
    ClassDef,
    Decorator,
    ForStmt,
    FuncDef,
    IfStmt,
    MatchStmt,
    MypyFile,
    Node,
    OverloadedFuncDef,
    Statement,
    TryStmt,
    WhileStmt,
    WithStmt,
)


def statements(tree: MypyFile) -> Iterator[Statement]:
    """The statements of ``tree`` in source order, nested ones included.

    Left out are blocks that no run of the program reaches as mypy sees it (``sys.version_info``,
    ``not TYPE_CHECKING``), and functions that a plugin made up, which have no line.
    """
    pending: list[Node] = list(reversed(tree.defs))
    while pending:
        node = pending.pop()
        if isinstance(node, Statement) and not isinstance(node, Block):
            yield node
        pending.extend(reversed([part for part in _parts(node) if part is not None]))


def _parts(node: Node) -> Iterable[Node | None]:
    match node:
        case Block():
            return () if node.is_unreachable else node.body
        case FuncDef():
            return (node.body,) if node.line > 0 else ()
        case Decorator():
            return (node.func,)
        case OverloadedFuncDef():
            return (*node.items, node.impl) if node.impl not in node.items else node.items
        case ClassDef():
            return (node.defs,)
        case IfStmt():
            return (*node.body, node.else_body)
        case ForStmt() | WhileStmt():
            return (node.body, node.else_body)
        case WithStmt():
            return (node.body,)
        case TryStmt():
            return (node.body, *node.handlers, node.else_body, node.finally_body)
        case MatchStmt():
            return node.bodies
        case _:
            return ()
