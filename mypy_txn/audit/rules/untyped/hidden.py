"""What mypy does not read: packages with types, code with a stub beside it, or below an assert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import AssertStmt, Import, ImportBase, ImportFrom
from mypy.reachability import assert_will_always_fail

from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.violations import Place, Violation, code_cut_off, code_not_read, import_not_followed

TYPED: Final = ("mypy_txn", "sqlalchemy", "sqlmodel")
GENERATED: Final = ("_pb2", "_pb2_grpc")
"""Modules that protoc writes, and the stubs for them: messages and services, nothing else."""


def hidden(module: TypedModule) -> Iterator[Violation]:
    """All of that."""
    if module.tree.is_stub and not module.tree.fullname.endswith(GENERATED):
        yield code_not_read(module.who, Place(1, 0, 1, 0))
    yield from _imports(module)
    yield from _cut_off(module)


def _cut_off(module: TypedModule) -> Iterator[Violation]:
    """``assert not TYPE_CHECKING``: mypy has dropped what is below such a statement of a module.

    No parser of mypy (2.4.1) leaves a trace of that, nor of whether there was anything.
    """
    last = module.tree.defs[-1] if module.tree.defs else None
    if isinstance(last, AssertStmt) and assert_will_always_fail(last, module.options):
        yield code_cut_off(module.who, place_of(last))


def _imports(module: TypedModule) -> Iterator[Violation]:
    """The first import of each such package that mypy does not follow: all it brings is ``Any``."""
    seen = set[str]()
    for stmt in module.tree.imports:
        if stmt.is_unreachable:
            continue
        for name in _modules_in(stmt):
            package = name.partition(".")[0]
            if package in TYPED and package not in seen and name not in module.followed:
                seen.add(package)
                yield import_not_followed(module.who, place_of(stmt), name)


def _modules_in(stmt: ImportBase) -> list[str]:
    match stmt:
        case Import():
            return [name for name, _ in stmt.ids]
        case ImportFrom(relative=0):
            return [stmt.id]
        case _:
            return []
