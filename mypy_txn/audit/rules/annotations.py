"""``txn-annotation``: a handle named where a type is written.

A handle is looked for in the type as mypy resolved it, so an alias is followed to its target and a
type variable to its bound, wherever they are defined. One defined in this module is reported where
it is defined, not at every use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mypy.nodes import (
    AssignmentStmt,
    NameExpr,
    Statement,
    TypeAlias,
    TypeAliasStmt,
    TypeInfo,
)
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    Parameters,
    Type,
    TypeAliasType,
    TypeVarType,
    get_proper_type,
)

from mypy_txn.audit.handles import mentioned, parts_of, shown, yields_of
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.audit.symbols import lookup
from mypy_txn.audit.written import WrittenType, written_in
from mypy_txn.violations import Place, Violation, handle_annotated


class Named(NamedTuple):
    """A handle class as a type names it: where, and through which alias or type variable."""

    handle: TypeInfo
    at: Type
    via: str | None = None


def check(module: TypedModule) -> Iterator[Violation]:
    """Every handle that the module names as a type."""
    for written in written_in(module):
        for named in _named_in(module, written.type):
            via = named.via or _alias_written(module, written, named.at)
            if via is None or not module.is_name_here(via):
                yield handle_annotated(
                    module.who,
                    _place(named.at, written),
                    shown(named.handle),
                    via,
                    module.handles.instead(named.handle),
                )


def _alias_written(module: TypedModule, written: WrittenType, leaf: Type) -> str | None:
    """The alias that stands where mypy put the class itself, as it does for ``Db = Session``."""
    names = written.names
    aliases = module.once(_aliases)
    # Of those that functions define, mypy puts the targets in at once.
    if local := aliases.difference(module.tree.names).intersection(names.values()):
        return min(local)
    name = names.get((leaf.line, leaf.column))
    # A leaf without a position of its own: any alias written here that stands for it.
    for candidate in [name] if name else names.values():
        node = lookup(module.tree, candidate)
        if isinstance(node, TypeAlias) and _stands_for(node, leaf):
            return node.fullname
        if isinstance(node, TypeInfo) and candidate in aliases:  # an alias of an alias
            return candidate
    return None


def _aliases(module: TypedModule) -> set[str]:
    """The names of the type aliases that the module defines."""
    return {target.name for stmt in module.statements for target in _aliases_defined(stmt)}


def _aliases_defined(stmt: Statement) -> list[NameExpr]:
    match stmt:
        case AssignmentStmt() if stmt.is_alias_def:
            return [target for target in stmt.lvalues if isinstance(target, NameExpr)]
        case TypeAliasStmt():
            return [stmt.name]
        case _:
            return []


def _stands_for(alias: TypeAlias, leaf: Type) -> bool:
    proper = get_proper_type(leaf)
    return not isinstance(proper, Instance) or proper.type in mentioned(alias.target)


def _place(leaf: Type, written: WrittenType) -> Place:
    """The leaf's own position where it lies within the module's text, else the node's."""
    node = place_of(written.node)
    if leaf.line < node.line or leaf.column < 0:
        return node
    return Place(leaf.line, leaf.column, leaf.end_line, leaf.end_column)


def _named_in(module: TypedModule, typ: Type) -> Iterator[Named]:
    match typ:
        case Instance():
            if module.handles.handle(typ.type):
                yield Named(typ.type, typ)
            else:
                yield from _in_arguments(module, typ)
        case TypeAliasType():
            in_arguments = list(_in_all(module, typ.args))
            yield from in_arguments
            if not in_arguments and typ.alias is not None:
                yield from _hidden(module, typ, typ.alias.fullname, get_proper_type(typ))
        case TypeVarType():
            if not typ.id.is_self():
                for bound in (*typ.values, typ.upper_bound):
                    yield from _hidden(module, typ, typ.fullname, bound)
        case CallableType():
            guards = [guard for guard in (typ.type_guard, typ.type_is) if guard is not None]
            yield from _in_all(module, (*typ.arg_types, typ.ret_type, *guards))
        case Overloaded():
            yield from _in_all(module, typ.items)
        case Parameters():
            yield from _in_all(module, typ.arg_types)
        case _:
            yield from _in_all(module, yields_of(get_proper_type(typ)))


def _in_arguments(module: TypedModule, typ: Instance) -> Iterator[Named]:
    """Where a type variable's default is the argument, the class names it: ``Box`` for ``Box[T]``.

    The default's own position is one in the file where the variable is defined.
    """
    for arg in typ.args:
        is_written = (typ.line, typ.column) <= (arg.line, arg.column) and (
            arg.line <= (typ.end_line or typ.line)
        )
        for named in _named_in(module, arg):
            yield named if is_written else named._replace(at=typ)


def _in_all(module: TypedModule, types: Iterable[Type]) -> Iterator[Named]:
    for typ in types:
        yield from _named_in(module, typ)


def _hidden(module: TypedModule, at: Type, via: str, target: Type) -> Iterator[Named]:
    """The handle behind an alias or a type variable, or what the callable behind it takes."""
    callables = (part for part in parts_of(target) if isinstance(part, CallableType))
    taken = (typ for function in callables for typ in function.arg_types)
    info = next(filter(None, map(module.handles.in_type, (target, *taken))), None)
    if info:
        yield Named(info, at, via)
