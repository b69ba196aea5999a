"""What the types in a module depend on, where mypy (2.4.1) records no dependency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from mypy.nodes import MatchStmt, MemberExpr, MypyFile, RefExpr, TypeInfo
from mypy.types import Instance, get_proper_type

from mypy_txn.audit.handles import LEADING, mentioned, objects_of
from mypy_txn.audit.imports import imported_in
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.patterns import class_patterns
from mypy_txn.audit.written import written_in
from mypy_txn.files import is_installed

UNNAMED: Final = frozenset((*LEADING, "__get__", "__getattr__", "__getattribute__", "__new__"))
"""Methods that run without being named, so that no expression has the type of what they return."""


def has_unchecked(module: TypedModule) -> bool:
    """Whether some of the types are not mypy's own."""
    return module.types is not module.checked


def has_unrecorded(module: TypedModule) -> bool:
    """Whether mypy's daemon would miss that a type in the module is another one now.

    It does for what nobody checked, what a descriptor or a ``__getattr__`` yields, also that of a
    module, and fields that a pattern matches by position.
    """
    matched = class_patterns(module.everything.of(MatchStmt))
    return (
        has_unchecked(module)
        or any(pattern.positionals for _, pattern in matched)
        or any("__getattr__" in file.names for file in _imported_from(module))
        or any(_is_computed(module, member) for member in module.of_kind(MemberExpr))
    )


def _is_computed(module: TypedModule, member: MemberExpr) -> bool:
    """Whether code of the project, not of a library, makes the type of a member."""
    if isinstance(member.expr, RefExpr) and isinstance(member.expr.node, MypyFile):
        return "__getattr__" in member.expr.node.names
    for info in module.classes(member.expr):
        symbol = info.get(member.name)
        typ = get_proper_type(symbol.type) if symbol else None
        maker = info.get_containing_type_info("__getattr__") if symbol is None else None
        if isinstance(typ, Instance):
            maker = typ.type.get_containing_type_info("__get__")
        if maker is not None and _is_of_the_project(module, maker):
            return True
    return False


def _is_of_the_project(module: TypedModule, info: TypeInfo) -> bool:
    return _own_file(module, info.module_name) is not None


def _own_file(module: TypedModule, name: str) -> MypyFile | None:
    """The module of this name, if it is the project's."""
    file = module.followed.get(name)
    return None if file is None or is_installed(file.path) else file


def grounds_of(module: TypedModule) -> set[str]:
    """The modules of the classes that the verdict depends on, and of those they inherit from."""
    found = set[str]().union(*(_modules_of(module, info) for info in _starts(module)))
    found.update(name.rpartition(".")[0] for name in module.handles.aliases)
    if has_unchecked(module):
        for expr, typ in module.types.items():
            if module.checked.get(expr) is not typ:
                found.update(*(_modules_of(module, info) for info in mentioned(typ)))
    return found


def names_of(module: TypedModule) -> set[str]:
    """The full names of those classes and aliases that are the project's, and not this module's.

    And what is named through a module: ``app.db.H`` of ``x: db.H``, whatever that is there.
    """
    own = {info.fullname for info in _of_the_project(module) if not module.is_here(info)}
    return own.union(module.handles.aliases, _named_through_modules(module))


def constructed(module: TypedModule) -> Iterator[TypeInfo]:
    """Those classes that an ``__init__`` they inherit, or a ``__new__``, of the project makes."""
    for info in _of_the_project(module):
        init, new = map(info.get_containing_type_info, ("__init__", "__new__"))
        makers = (None if init is info else init, new)
        if any(maker and _is_of_the_project(module, maker) for maker in makers):
            yield info


def _of_the_project(module: TypedModule) -> set[TypeInfo]:
    return module.once(_own_classes)


def _own_classes(module: TypedModule) -> set[TypeInfo]:
    return _reached(module, _starts(module), partial(_is_of_the_project, module))


def _starts(module: TypedModule) -> set[TypeInfo]:
    """What the audit asked about, and the classes that the module names."""
    named = {one.node for one in module.references if isinstance(one.node, TypeInfo)}
    return named.union(module.handles.asked)


def _modules_of(module: TypedModule, start: TypeInfo) -> frozenset[str]:
    """Those of a class, of all that it inherits from, and of what special methods go through."""
    known = module.handles.reached.get(start)
    if known is None:
        found = _reached(module, [start])
        known = module.handles.reached[start] = frozenset(info.module_name for info in found)
    return known


def _reached(
    module: TypedModule,
    starts: Iterable[TypeInfo],
    is_wanted: Callable[[TypeInfo], bool] | None = None,
) -> set[TypeInfo]:
    """Classes, all that they inherit from, and what special methods go through.

    Args:
        module: the module.
        starts: where to begin.
        is_wanted: whether to take a class; nothing in a library leads back to the project.

    """
    pending, found = [*starts], set[TypeInfo]()
    while pending:
        info = pending.pop()
        if info not in found and (is_wanted is None or is_wanted(info)):
            found.add(info)
            pending += (*info.mro, *_through(module, info))
    return found


def _through(module: TypedModule, info: TypeInfo) -> Iterator[TypeInfo]:
    if info.metaclass_type is not None:
        yield info.metaclass_type.type
    if _is_of_the_project(module, info):
        for name, symbol in info.names.items():
            if name in UNNAMED:
                yield from mentioned(symbol.type)
            else:  # a descriptor
                yield from (one for one in objects_of(symbol.type) if one.get("__get__"))


def _named_through_modules(module: TypedModule) -> Iterator[str]:
    for name in (one for written in written_in(module) for one in written.names.values()):
        head, _, rest = name.partition(".")
        symbol = module.tree.names.get(head)
        if rest and symbol is not None and isinstance(symbol.node, MypyFile):
            yield f"{symbol.node.fullname}.{rest}"


def _imported_from(module: TypedModule) -> Iterator[MypyFile]:
    """The modules of the project from which names are imported."""
    sources = {one.module for one in imported_in(module.tree) if one.name}
    return filter(None, (_own_file(module, source) for source in sources))
