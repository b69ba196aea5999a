"""Every place of a module where a type is written, with what mypy made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mypy.nodes import (
    AssertTypeExpr,
    AssignmentStmt,
    CallExpr,
    CastExpr,
    ClassDef,
    Context,
    Expression,
    ForStmt,
    FuncDef,
    Import,
    ImportAll,
    ImportFrom,
    IndexExpr,
    Lvalue,
    MypyFile,
    NamedTupleExpr,
    NameExpr,
    NewTypeExpr,
    Node,
    ParamSpecExpr,
    RefExpr,
    TypeAlias,
    TypeAliasExpr,
    TypeAliasStmt,
    TypeApplication,
    TypedDictExpr,
    TypeFormExpr,
    TypeInfo,
    TypeVarExpr,
    TypeVarTupleExpr,
    Var,
    WithStmt,
)
from mypy.types import (
    AnyType,
    CallableArgument,
    CallableType,
    Instance,
    TupleType,
    Type,
    TypeAliasType,
    TypeList,
    TypeVarLikeType,
    TypeVarType,
    UnboundType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.walk import Statements, names_in


class WrittenType(NamedTuple):
    """A type as mypy resolved it, and the syntax node to point at where it has no line itself."""

    type: Type
    node: Context
    text: Type | None = None
    """The same before mypy resolved it: it has the names that were written."""

    @property
    def names(self) -> Mapping[tuple[int, int], str]:
        """The names that were written, by line and column."""
        found, pending = {}, [self.text]
        if self.text is None and isinstance(self.node, CallExpr):  # cast(Db, x)
            for arg in self.node.args:
                for name in names_in(arg):
                    if isinstance(name, NameExpr):
                        found[name.line, name.column] = name.name
        while pending:
            typ = pending.pop()
            if isinstance(typ, UnboundType):
                found[typ.line, typ.column] = typ.name
            pending.extend(_parts(typ))
        return found


def _parts(typ: Type | None) -> Iterable[Type]:
    match typ:
        case UnboundType():
            return typ.args
        case UnionType() | TypeList() | TupleType():
            return typ.items
        case CallableArgument():
            return (typ.typ,)
        case _:
            return ()


def written_in(module: TypedModule) -> list[WrittenType]:
    """Every type that is written in the module."""
    return module.once(_written_in)


def _written_in(module: TypedModule) -> list[WrittenType]:
    in_expressions = module.of_kind(CallExpr, IndexExpr)
    return [
        *_in_statements(module),
        *(written for expr in in_expressions for written in _in_expression(expr)),
    ]


def _in_statements(module: TypedModule) -> Iterator[WrittenType]:
    of = module.statements.of
    for func in of(FuncDef):
        yield from _in_function(func)
    for definition in of(ClassDef):
        yield from _in_class(definition)
    for stmt in of(AssignmentStmt):
        yield from _in_alias(module.tree, stmt) if stmt.is_alias_def else _in_assignment(stmt)
    for loop in of(ForStmt):
        if loop.unanalyzed_index_type and loop.index_type:
            yield WrittenType(loop.index_type, loop)
    for block in of(WithStmt):
        if block.unanalyzed_type:
            yield from (WrittenType(typ, block) for typ in block.analyzed_types)
    for alias in of(TypeAliasStmt):
        if alias.alias_node is not None:
            yield WrittenType(alias.alias_node.target, alias)
            yield from _bounds(alias.alias_node.alias_tvars, alias)


def _in_function(func: FuncDef) -> Iterator[WrittenType]:
    written, resolved = func.unanalyzed_type, func.type
    if func.line <= 0 or not isinstance(resolved, CallableType):
        return
    if not isinstance(written, CallableType):
        return
    types = zip((*written.arg_types, written.ret_type), (*resolved.arg_types, resolved.ret_type))
    for before, after in types:
        # What nobody wrote is Any before it is analysed.
        if before is not None and after is not None and not _is_any(before):
            yield WrittenType(_result_of(func, before, after), _positioned(before, func), before)
    for guarded in (resolved.type_guard, resolved.type_is):
        if guarded is not None:
            yield WrittenType(guarded, _positioned(written.ret_type, func), written.ret_type)
    if func.type_args:
        yield from _bounds(resolved.variables, func)


def _is_any(typ: Type) -> bool:
    return isinstance(get_proper_type(typ), AnyType)


def _result_of(func: FuncDef, before: Type, after: Type) -> Type:
    """What a coroutine function is written to return, of the ``Coroutine`` mypy makes of it."""
    result = get_proper_type(after)
    if func.is_coroutine and isinstance(result, Instance) and result.args:
        written_out = isinstance(before, UnboundType) and before.name.endswith("Coroutine")
        if result.type.fullname == "typing.Coroutine" and not written_out:
            return result.args[-1]
    return after


def _in_class(definition: ClassDef) -> Iterator[WrittenType]:
    info = definition.info
    # The bases of a NamedTuple class have its fields, which come by themselves.
    for base in [] if info.is_named_tuple else info.bases:
        yield WrittenType(base, _base_expression(definition, base))
    for expr in definition.base_type_exprs:
        if isinstance(expr, CallExpr):
            yield from _in_definition(expr)
    if definition.type_args:
        yield from _bounds(info.defn.type_vars, definition)
    for stmt in definition.defs.body:  # the fields of a NamedTuple or TypedDict class
        if isinstance(stmt, AssignmentStmt) and isinstance(stmt.type, UnboundType):
            for target in stmt.lvalues:
                written = stmt.unanalyzed_type or stmt.type
                if field := _field_type(info, target):
                    yield WrittenType(field, _positioned(written, stmt), written)


def _field_type(info: TypeInfo, target: Lvalue) -> Type | None:
    if not isinstance(target, NameExpr):
        return None
    if info.typeddict_type is not None:
        return info.typeddict_type.items.get(target.name)
    symbol = info.names.get(target.name)
    return symbol.node.type if symbol and isinstance(symbol.node, Var) else None


def _base_expression(definition: ClassDef, base: Instance) -> Node:
    for expr in definition.base_type_exprs:
        named = expr.base if isinstance(expr, IndexExpr) else expr
        if isinstance(named, RefExpr) and named.node is base.type:
            return expr
    return definition.base_type_exprs[0] if definition.base_type_exprs else definition


def _in_alias(tree: MypyFile, stmt: AssignmentStmt) -> Iterator[WrittenType]:
    """The target of ``Db = AsyncSession`` or ``Db: TypeAlias = ...``."""
    analyzed = getattr(stmt.rvalue, "analyzed", None)
    if isinstance(analyzed, TypeAliasExpr):
        yield WrittenType(analyzed.node.target, stmt.rvalue)
    elif isinstance(stmt.rvalue, RefExpr) and isinstance(stmt.rvalue.node, TypeInfo):
        yield WrittenType(fill_typevars_with_any(stmt.rvalue.node), stmt.rvalue)
    elif isinstance(stmt.rvalue, RefExpr) and isinstance(stmt.rvalue.node, TypeAlias):
        yield WrittenType(TypeAliasType(stmt.rvalue.node, []), stmt.rvalue)
    else:
        for target in stmt.lvalues:
            symbol = tree.names.get(target.name) if isinstance(target, NameExpr) else None
            if symbol is not None and isinstance(symbol.node, TypeAlias):
                yield WrittenType(symbol.node.target, stmt.rvalue)


def _in_assignment(stmt: AssignmentStmt) -> Iterator[WrittenType]:
    if stmt.unanalyzed_type is not None and stmt.type is not None:
        written = stmt.unanalyzed_type
        yield WrittenType(stmt.type, _positioned(written, stmt), written)
    if isinstance(stmt.rvalue, CallExpr):
        yield from _in_definition(stmt.rvalue)


def _in_definition(call: CallExpr) -> Iterator[WrittenType]:
    """``TypeVar(...)``, ``NewType(...)``, ``NamedTuple(...)`` and ``TypedDict(...)``."""
    match call.analyzed:
        case TypeVarExpr() as var:
            types = (*var.values, var.upper_bound, var.default)
            yield from (WrittenType(typ, call) for typ in types)
        case ParamSpecExpr() | TypeVarTupleExpr() as var:
            yield WrittenType(var.default, call)
        case NewTypeExpr() as new if new.old_type is not None:
            yield WrittenType(new.old_type, call)
        case NamedTupleExpr() as named if named.info.tuple_type is not None:
            yield from (WrittenType(typ, call) for typ in named.info.tuple_type.items)
        case TypedDictExpr() as typed if typed.info.typeddict_type is not None:
            items = typed.info.typeddict_type.items
            yield from (WrittenType(typ, call) for typ in items.values())


def _in_expression(expr: Expression) -> Iterator[WrittenType]:
    match expr.analyzed if isinstance(expr, (CallExpr, IndexExpr)) else None:
        case CastExpr() | AssertTypeExpr() | TypeFormExpr() as analyzed:
            yield WrittenType(analyzed.type, expr)
        case TypeApplication() as analyzed:
            yield from (WrittenType(typ, expr) for typ in analyzed.types)


def _bounds(variables: Iterable[TypeVarLikeType], node: Node) -> Iterator[WrittenType]:
    for variable in variables:
        yield WrittenType(variable.default, node)
        if isinstance(variable, TypeVarType):
            for typ in (*variable.values, variable.upper_bound):
                yield WrittenType(typ, node)


def _positioned(typ: Type, otherwise: Node) -> Context:
    """``typ``, or ``otherwise`` where it has no position."""
    return typ if typ.line > 0 else otherwise


def not_read_in(module: TypedModule) -> set[Expression]:
    """Expressions whose value nobody reads: those that are types in fact, and assigned targets."""
    return module.once(_not_read_in)


def _not_read_in(module: TypedModule) -> set[Expression]:
    return set(_not_read(module.statements))


def _not_read(statements: Statements) -> Iterator[Expression]:
    for stmt in statements.of(AssignmentStmt):
        yield from names_in(stmt.rvalue) if stmt.is_alias_def else stmt.lvalues
    for kind in (Import, ImportFrom, ImportAll):
        for imported in statements.of(kind):
            for made in imported.assignments:  # mypy makes them of a name that is there already
                yield from (made.rvalue, *made.lvalues)
    for alias in statements.of(TypeAliasStmt):
        yield from names_in(alias.value)
    for definition in statements.of(ClassDef):
        yield from definition.base_type_exprs
