"""``txn-sql``: a transaction through the back door: in SQL text, or by a switch of a connection.

A text counts where its value is known (``audit/texts.py``). The switches are the catalogue's:
``conn.autocommit = True``, ``isolation_level``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mypy.nodes import (
    CallExpr,
    Decorator,
    DictExpr,
    Expression,
    FuncDef,
    MemberExpr,
    OpExpr,
    RefExpr,
    ReturnStmt,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    Var,
)

from mypy_txn.audit.arguments import PARTIAL
from mypy_txn.audit.bindings import set_members
from mypy_txn.audit.by_name import set_by_name
from mypy_txn.audit.displays import given_as
from mypy_txn.audit.executions import executions, takes_sql
from mypy_txn.audit.handles import shown
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.audit.sqltext import controls_in
from mypy_txn.audit.symbols import class_of
from mypy_txn.audit.texts import known_texts
from mypy_txn.audit.walk import expressions_in
from mypy_txn.catalog.model import SWITCHED
from mypy_txn.violations import Violation, control_in_sql, switch_set

TAKES_STATEMENT = "from_statement"
OPTIONS = "execution_options"


def check(module: TypedModule) -> Iterator[Violation]:
    """Every statement and switch of the module that controls a transaction."""
    for call, node in module.calls.items():
        maker, args = node, call.args
        if args and isinstance(node, TypeInfo) and node.fullname == PARTIAL:
            first, *args = args
            maker = first.node if isinstance(first, RefExpr) else None
        if name := _maker(module, maker):
            for statement in _statements(module, call, name, args):
                yield control_in_sql(module.who, place_of(call), statement)
        if OPTIONS in call.arg_names:
            for option in _options(module, call):
                yield switch_set(module.who, place_of(call), f"{option} in {OPTIONS}")
        if isinstance(call.callee, MemberExpr) and _turns(call, call.callee):
            of, method = call.callee.expr, call.callee.name
            yield from _switched(module, call.callee, of, method, f"{method}()")
    for execution in executions(module):
        if takes_sql(module, execution.member):
            for statement in execution.controls(module):
                yield control_in_sql(module.who, place_of(execution.call), statement)
    for found in set_by_name(module):
        for name in found.names:
            yield from _switched(module, found.at, found.of, name, name)
    yield from _rendered(module)
    for target in set_members(module):
        yield from _switched(module, target, target.expr, target.name, target.name)


def _maker(module: TypedModule, node: SymbolNode | None) -> str | None:
    """What makes SQL where ``node`` is called, under this or another name."""
    values = module.assigned.get(node, ()) if isinstance(node, Var) else ()
    nodes = (node, *(value.node for value in values if isinstance(value, RefExpr)))
    names = (_full_name(one) for one in nodes if one is not None)
    return next((name for name in names if name in module.catalog.sql_makers), None)


def _statements(
    module: TypedModule, call: CallExpr, name: str, args: Iterable[Expression]
) -> Iterator[str]:
    """The heads of the statements that ``name`` makes of these and that control a transaction."""
    catalog = module.catalog
    if name in catalog.sql_statements:
        yield catalog.sql_statements[name]
    else:
        is_part = call in module.once(_built_into_statements)
        fragment = is_part or name in catalog.raw_fragments
        for arg in args:
            yield from controls_in(known_texts(module, arg), fragment)


def _rendered(module: TypedModule) -> Iterator[Violation]:
    """What the module renders for constructs of its own."""
    if not (compiling := _compiling(module)):
        return
    for stmt in module.statements.of(ReturnStmt):
        if module.function_at(stmt.line) in compiling:
            for statement in controls_in(known_texts(module, stmt.expr)) if stmt.expr else ():
                yield control_in_sql(module.who, place_of(stmt), statement)


def _compiling(module: TypedModule) -> set[FuncDef | None]:
    """The functions that render a construct of the module's own: ``@compiles(Construct)``."""
    return {
        stmt.func
        for stmt in module.statements.of(Decorator)
        for decorator in stmt.original_decorators
        if isinstance(decorator, CallExpr)
        if module.may_call(decorator.callee, module.catalog.rendering)
    }


def _full_name(node: SymbolNode) -> str:
    """The full name of a function, a method or a class, aliases followed."""
    made = class_of(node) if isinstance(node, TypeAlias) else None
    return node.fullname if made is None else made.fullname


def _built_into_statements(module: TypedModule) -> set[CallExpr]:
    """The calls whose result becomes a part of a larger SQL statement: ``select(text("end"))``."""
    return {
        part
        for call, node in module.calls.items()
        if node is not None and (name := _full_name(node)).startswith(module.catalog.builders)
        if name not in module.catalog.raw_sql
        if not (isinstance(call.callee, MemberExpr) and call.callee.name == TAKES_STATEMENT)
        for arg in call.args
        for part in expressions_in(arg)
        if isinstance(part, CallExpr)
    }


def _options(module: TypedModule, call: CallExpr) -> Iterator[str]:
    """The switches in ``execution_options={"isolation_level": ...}``."""
    if not isinstance(call.callee, MemberExpr) or not takes_sql(module, call.callee):
        return
    for arg, name in zip(call.args, call.arg_names):
        if name == OPTIONS:
            yield from sorted(SWITCHED.intersection(_keys_of(module, arg)))


def _keys_of(
    module: TypedModule, expr: Expression, within: frozenset[Expression] = frozenset()
) -> Iterator[str]:
    """The keys of a dictionary, as far as they are known, also of ``dict(a=1)`` and ``{**a} | b``.

    Args:
        module: the module.
        expr: the dictionary.
        within: the dictionaries that it is spread into.

    """
    for end in given_as(module, expr):
        match end:
            case _ if end in within:
                continue
            case DictExpr():
                for key, value in end.items:
                    if key is None:
                        yield from _keys_of(module, value, within | {end})
                    else:
                        yield from known_texts(module, key)
            case OpExpr(op="|"):
                yield from _keys_of(module, end.left, within | {end})
                yield from _keys_of(module, end.right, within | {end})
            case CallExpr(callee=RefExpr(fullname="builtins.dict")):
                yield from filter(None, end.arg_names)


def _turns(call: CallExpr, method: MemberExpr) -> bool:
    """Whether a method that may be a switch is given what it would turn."""
    return method.name.startswith("set_") or not SWITCHED.isdisjoint(call.arg_names)


def _switched(
    module: TypedModule, at: Expression, of: Expression, name: str, shown_as: str
) -> Iterator[Violation]:
    for info in module.classes(of):
        if name in module.handles.facts(info).switches:
            yield switch_set(module.who, place_of(at), f"{shown(info)}.{shown_as}")
            return
