"""Parameters, attributes and properties that are named and used like handles, and have no type."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    IntExpr,
    MemberExpr,
    NameExpr,
    Node,
    OverloadedFuncDef,
    ReturnStmt,
    StrExpr,
    SymbolNode,
    Var,
    WithStmt,
    YieldExpr,
)
from mypy.types import AnyType, CallableType, Type, get_proper_type

from mypy_txn.audit.arguments import given
from mypy_txn.audit.bindings import targets
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.suspects import (
    CURSOR,
    ENGINE,
    handle_word,
    is_unknown,
    may_be_restricted,
    missing_import,
    says_nothing,
)
from mypy_txn.audit.symbols import module_of
from mypy_txn.audit.takes import may_be_given
from mypy_txn.audit.unfollowed import unfollowed_makers
from mypy_txn.audit.walk import ends_of
from mypy_txn.catalog.arguments import REQUIRED


class Suspect(NamedTuple):
    """What is named and used like a handle, and its annotation."""

    variable: Var | Decorator | OverloadedFuncDef
    at: Node
    written: Type | None
    why: str


def suspects(module: TypedModule) -> list[Suspect]:
    """What the module declares so: each parameter, attribute, property and global variable."""
    return module.once(_suspects)


def _suspects(module: TypedModule) -> list[Suspect]:
    found = {s.variable: s for s in _all(module)}
    used = used_like_handles(module, found)
    return [suspect for variable, suspect in found.items() if variable in used]


def _all(module: TypedModule) -> Iterator[Suspect]:
    yield from _attributes(module)
    yield from _properties(module)
    yield from _parameters(module)


def used_like_handles(
    module: TypedModule, variables: Collection[SymbolNode], handed_on: bool = True
) -> set[SymbolNode]:
    """Those of ``variables`` that are used like handles.

    Args:
        module: the module.
        variables: parameters, attributes or variables.
        handed_on: whether one is also used by being returned, yielded, or given to a parameter
            of which nothing is known.

    """
    if not variables:
        return set()
    blocks = module.everything.of(WithStmt)
    taken = {end for stmt in blocks for expr in stmt.expr for end in ends_of(expr)}
    handed_out = set[Expression]()
    if handed_on:
        handed_out.update(stmt.expr for stmt in module.everything.of(ReturnStmt) if stmt.expr)
        handed_out.update(made.expr for made in module.of_kind(YieldExpr) if made.expr)
    names = {variable.name for variable in variables}
    references = [
        (node, expr)
        for expr in module.references
        if expr.name in names and (node := module.definition(expr)) in variables and node
    ]
    used = {
        node
        for node, expr in references
        if expr in taken
        or _is_member_used(module, expr)
        or (expr in handed_out and _says_enough(module, node))
    }
    handed: dict[Expression, SymbolNode] = {
        expr: node for node, expr in references if node not in used
    }
    for call, function in module.calls.items():
        for passed in given(module, call) if any(arg in handed for arg in call.args) else ():
            node = handed.get(passed.argument)
            if node is not None and (
                _takes_a_handle(module, passed.type)
                or (
                    handed_on
                    and is_unknown(module, passed.type)
                    and (_says_enough(module, node) or _is_of_library(module, function))
                )
            ):
                used.add(node)
    return used


def _is_of_library(module: TypedModule, function: SymbolNode | None) -> bool:
    """Whether a function is one that handles are given to: ``sqlalchemy.inspect(engine)``."""
    return function is not None and module.catalog.has_package_of(module_of(function))


def _says_enough(module: TypedModule, node: SymbolNode) -> bool:
    """Whether a name stands for nothing but a handle; the cursors of pages are called so, too."""
    return handle_word(module, node.name) not in (CURSOR, ENGINE)


def _is_member_used(module: TypedModule, expr: Expression) -> bool:
    link = module.chain.get(expr)
    if not isinstance(link, MemberExpr) or link.name not in module.catalog.members:
        return False
    call = module.chain.get(link)
    if not isinstance(call, CallExpr) or call.callee is not link:
        return True
    if link.name == "get" and _is_of_mapping(call):
        return False
    return may_be_given(module, call, link.name, named=True)


def _is_of_mapping(get: CallExpr) -> bool:
    """Whether it is ``settings.get("key")``; a session's takes a class and a key."""
    return len(get.args) < REQUIRED["get"] or isinstance(get.args[0], StrExpr)


def _takes_a_handle(module: TypedModule, parameter: Type | None) -> bool:
    in_type = module.handles.in_type(parameter)
    return in_type is not None or may_be_restricted(module, parameter)


def _parameters(module: TypedModule) -> Iterator[Suspect]:
    for func in module.everything.of(FuncDef):
        for argument in func.arguments:
            variable = argument.variable
            if _is_literal(argument.initializer):
                continue
            if handle_word(module, variable.name) and _is_open(module, variable.type):
                written = argument.type_annotation
                yield Suspect(variable, argument, written, _said(module, written, variable.type))


def _is_open(module: TypedModule, typ: Type | None) -> bool:
    """Whether a type says nothing, nor names a handle as ``Session | Any`` does."""
    return says_nothing(module, typ) and module.handles.in_type(typ) is None


def _is_literal(default: Expression | None) -> bool:
    """Whether a default is a plain value, as no handle has: ``load_from_db=True``.

    Also that of ``options.get("engine", "c")``.
    """
    match default:
        case CallExpr(callee=MemberExpr(name="get" | "pop"), args=[_, last]):
            return _is_literal(last)
    is_bool = isinstance(default, NameExpr) and default.fullname in (
        "builtins.True",
        "builtins.False",
    )
    return is_bool or isinstance(default, (IntExpr, StrExpr))


def _attributes(module: TypedModule) -> Iterator[Suspect]:
    """Attributes and global variables, where each is assigned first.

    Not those that get a handle there, or by ``with``, which is reported as that.
    """
    entered = {target for stmt in module.everything.of(WithStmt) for target in stmt.target}
    seen = set[Var]()
    for target in targets(module):
        if not isinstance(target, (NameExpr, MemberExpr)) or target in entered:
            continue
        node = module.definition(target) if handle_word(module, target.name) else None
        if not isinstance(node, Var) or node in seen or not (node.info or "." in node.fullname):
            continue
        seen.add(node)
        first = module.assigned.get(node, ())[:1]
        if not module.is_here(node) or any(_is_known(module, value) for value in first):
            continue
        if _is_open(module, node.type):
            written = _annotation_of(module, target)
            yield Suspect(node, target, written, _said(module, written, node.type))


def _is_known(module: TypedModule, value: Expression) -> bool:
    """Whether a value is reported as a handle where it is assigned, or is none."""
    made = module.handle_in(value) is not None or value in unfollowed_makers(module)
    return made or _is_literal(value)


def _annotation_of(module: TypedModule, target: Expression) -> Type | None:
    of = module.everything.of(AssignmentStmt)
    return next((stmt.unanalyzed_type for stmt in of if target in stmt.lvalues), None)


def _properties(module: TypedModule) -> Iterator[Suspect]:
    found: dict[Decorator, Decorator | OverloadedFuncDef] = {}
    found.update((node, node) for node in module.everything.of(Decorator) if node.var.is_property)
    for whole in module.everything.of(OverloadedFuncDef):
        getter = next(iter(whole.items), None)  # of an overload that is none there is nothing left
        if isinstance(getter, Decorator) and getter in found:
            found[getter] = whole  # has a setter
    for getter, node in found.items():
        func = getter.func
        if handle_word(module, func.name):
            returned, written = map(_returned, (func.type, func.unanalyzed_type))
            if returned is None or is_unknown(module, returned):
                yield Suspect(node, func, written, _said(module, written, returned))


def _returned(function: Type | None) -> Type | None:
    typ = get_proper_type(function)
    return typ.ret_type if isinstance(typ, CallableType) else None


def _said(module: TypedModule, written: Type | None, typ: Type | None) -> str:
    """What was written, where that is as good as nothing."""
    if written is None:
        return "it has no annotation"
    proper = get_proper_type(typ)
    if isinstance(proper, AnyType) and missing_import(proper):
        return "mypy does not follow the import of its type"
    return "it is typed Any" if is_unknown(module, typ) else "it is typed object"
