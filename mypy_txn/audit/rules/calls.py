"""``txn-call``: a control member called, or taken as a value, on a handle.

Whether the receiver is a handle is decided by its type. A member reached by its name in a string
counts where both the string and the receiver are known: ``getattr(session, "commit")``,
``operator.methodcaller("commit")(session)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    Expression,
    Node,
    TypeInfo,
)

from mypy_txn.audit.by_name import reached_by_name
from mypy_txn.audit.handles import shown
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.violations import Violation, control_called, control_taken


def check(module: TypedModule) -> Iterator[Violation]:
    """Every control member of a handle that the module calls or takes."""
    for member in module.members:
        yield from _on_receiver(module, member, member.name, module.receivers(member), member)
    for expr in module.references:
        if expr.fullname in module.catalog.control_functions:
            yield _finding(module, expr, expr.name, None, expr)
    for found in reached_by_name(module):
        for of in found.of:
            handle = module.handles.in_type(module.types.get(of))
            classes = [handle] if handle else module.classes(of)
            for name in found.names:
                yield from _on_receiver(module, found.at, name, classes, found.callee)


def _on_receiver(
    module: TypedModule, at: Node, name: str, classes: Iterable[TypeInfo], callee: Expression
) -> Iterator[Violation]:
    for info in classes:
        if name in module.handles.facts(info).control:
            yield _finding(module, at, f"{shown(info)}.{name}", info, callee)
            return


def _finding(
    module: TypedModule, at: Node, target: str, info: TypeInfo | None, callee: Expression
) -> Violation:
    message = control_called if module.is_called(callee) else control_taken
    return message(module.who, place_of(at), target, module.handles.instead(info))
