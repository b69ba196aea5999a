"""What resolved names tell about expressions that mypy did not check.

In functions without annotations mypy types single names and takes everything made of them for
``Any``; code that it takes for unreachable and blocks that it leaves out (``if not TYPE_CHECKING``)
it does not type at all (seen with mypy 2.4.1). Names are resolved in the first two all the same:
``sqlite3.connect(path)`` is a known function with a declared type. What nothing is known of is
``Any``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from mypy.erasetype import erase_typevars
from mypy.nodes import (
    AssignmentStmt,
    AwaitExpr,
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    FuncBase,
    FuncDef,
    MemberExpr,
    MypyFile,
    NameExpr,
    RefExpr,
    Statement,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.types import (
    AnyType,
    CallableType,
    NoneType,
    Overloaded,
    Type,
    TypeOfAny,
    TypeType,
    TypeVarLikeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)
from mypy.typevars import fill_typevars_with_any

from mypy_txn.audit.assigned import targets_of
from mypy_txn.audit.handles import alternatives, awaited, instances_of
from mypy_txn.audit.symbols import is_property
from mypy_txn.audit.walk import Name, expressions_in, expressions_of, lines_of

Place = tuple[type[Expression], int, int, int | None, int | None]
MOST: Final = 16
"""Of a variable with more values than this, or reached through more, nothing is known."""


def unchecked_types(
    names: Iterable[Name],
    body: Sequence[Statement],
    checked: Mapping[Expression, Type],
    libraries: Container[str],
) -> Mapping[Expression, Type]:
    """The types of those expressions of a module that mypy did not check.

    Args:
        names: every name and member of a module.
        body: its statements, with those that mypy leaves out.
        checked: mypy's type of each expression.
        libraries: the packages that handles come from.

    """
    # mypy does not type the modules in a dotted name.
    untyped = (name for name in names if name not in checked)
    lines = {name.line for name in untyped if not isinstance(name.node, MypyFile)}
    copies = _types_of_copies(checked) if lines and any(map(is_copied, body)) else {}
    for func in body:
        if isinstance(func, FuncDef) and func.is_dynamic() and func.line > 0:
            lines.update(lines_of(func))
    if not lines:
        return {}
    declared = _Declared(_owners(body), _locals(body), checked, libraries)
    return {
        expr: copies.get(_place(expr)) or declared.type_of(expr)
        for stmt in body
        for root in expressions_of(stmt)
        if not lines.isdisjoint(lines_of(root))
        for expr in expressions_in(root)
        if _is_unknown(checked.get(expr))
    }


def is_copied(stmt: Statement) -> bool:
    """Whether mypy checks a function or a class once for each value of a type variable."""
    variables: Sequence[TypeVarLikeType] = ()
    if isinstance(stmt, FuncDef):
        of_class = stmt.info.defn.type_vars if stmt.info else []
        of_function = stmt.type.variables if isinstance(stmt.type, CallableType) else ()
        variables = (*of_class, *of_function)
    elif isinstance(stmt, ClassDef):
        variables = stmt.type_vars
    return any(isinstance(variable, TypeVarType) and variable.values for variable in variables)


def _types_of_copies(checked: Mapping[Expression, Type]) -> Mapping[Place, Type]:
    """What mypy checked instead of the original: one copy for each value of a type variable."""
    found = defaultdict[Place, list[Type]](list)
    for expr, typ in checked.items():
        if not _is_unknown(typ):
            found[_place(expr)].append(typ)
    return {place: UnionType.make_union(types) for place, types in found.items()}


def _place(expr: Expression) -> Place:
    """What an expression shares with its copies."""
    return type(expr), expr.line, expr.column, expr.end_line, expr.end_column


def _is_unknown(typ: Type | None) -> bool:
    return typ is None or isinstance(get_proper_type(typ), AnyType)


def _owners(everything: Iterable[Statement]) -> dict[Var, TypeInfo]:
    """The class of each method's ``self``."""
    return {
        func.arguments[0].variable: func.info
        for func in everything
        if isinstance(func, FuncDef) and func.info and func.arguments
        if func.arguments[0].variable.is_self
    }


def _locals(everything: Iterable[Statement]) -> dict[Var, list[Expression]]:
    """All that each local variable is assigned, if nothing else binds it."""
    values = defaultdict[Var, list[Expression]](list)
    bound = set[object]()
    for stmt in everything:
        for target in targets_of(stmt):
            if isinstance(stmt, AssignmentStmt) and isinstance(target, NameExpr):
                if isinstance(target.node, Var) and _is_local(target.node):
                    values[target.node].append(stmt.rvalue)
            else:
                bound.update(name.node for name in expressions_in(target) if type(name) is NameExpr)
    return {node: given for node, given in values.items() if node not in bound}


def _is_local(variable: Var) -> bool:
    is_typed = variable.type is not None and not _is_unknown(variable.type)
    return not (is_typed or variable.info or variable.is_argument or "." in variable.fullname)


class _Declared:
    """Types by declaration alone; remembers each expression it was asked about."""

    def __init__(
        self,
        owners: Mapping[Var, TypeInfo],
        values: Mapping[Var, Sequence[Expression]],
        checked: Mapping[Expression, Type],
        libraries: Container[str],
    ) -> None:
        self._owners = owners
        self._values = values
        self._variables: dict[Var, Type | None] = {}
        self._on_the_way: list[Var] = []
        self._libraries = libraries
        self._checked = checked
        self._known: dict[Expression, Type] = {}

    def type_of(self, expr: Expression) -> Type:
        typ = self._checked.get(expr)
        if typ is not None and not _is_unknown(typ):
            return typ
        if expr not in self._known:
            self._known[expr] = self._declared(expr) or typ or AnyType(TypeOfAny.unannotated)
        return self._known[expr]

    def _declared(self, expr: Expression) -> Type | None:
        match expr:
            case RefExpr() if expr.node is not None:
                return self._of_symbol(expr.node)
            case MemberExpr():
                return self._of_member(expr)
            case CallExpr():
                return _returned(self.type_of(expr.callee))
            case AwaitExpr():
                return _awaited(self.type_of(expr.expr))
        return None

    def _of_symbol(self, node: SymbolNode) -> Type | None:
        match node:
            case Var() if node in self._owners:
                return fill_typevars_with_any(self._owners[node])
            case TypeInfo():
                return TypeType.make_normalized(fill_typevars_with_any(node))
            case Var() if node in self._values:
                return self._of_variable(node)
            case Var():
                # ``self.engine = None``, which an unannotated method fills in later.
                return None if isinstance(get_proper_type(node.type), NoneType) else node.type
            case FuncBase():
                return node.type
            case Decorator():
                return node.var.type
        return None

    def _of_variable(self, node: Var) -> Type | None:
        """What a variable is that has got nothing but objects of libraries; else None.

        What other modules of the project return would have to be a dependency of this one: mypy
        records none for what it does not check.
        """
        if node not in self._variables:
            self._variables[node] = None  # of one that is made of itself nothing is known
            if len(self._on_the_way) == MOST:
                return None
            self._on_the_way.append(node)
            values = [value for value in self._values[node] if not _is_none(value)]
            types = [self._of_library(value) for value in values[: MOST + 1]]
            if types and len(types) <= MOST and None not in types:
                self._variables[node] = UnionType.make_union([typ for typ in types if typ])
            self._on_the_way.pop()
        return self._variables[node]

    def _of_library(self, value: Expression) -> Type | None:
        root = value
        while isinstance(root, (AwaitExpr, CallExpr, MemberExpr)) and not _is_global(root):
            root = root.callee if isinstance(root, CallExpr) else root.expr
        typ = self.type_of(value)
        if isinstance(proper := get_proper_type(typ), AnyType):
            return typ if proper.missing_import_name else None
        if not isinstance(root, RefExpr):
            return None
        package = root.fullname.partition(".")[0].lstrip("_")  # _sqlite3.connect
        return typ if package in self._libraries or root.node in self._variables else None

    def _of_member(self, expr: MemberExpr) -> Type | None:
        of = self.type_of(expr.expr)
        for instance in instances_of(of):
            symbol = instance.type.get(expr.name)
            if symbol is not None and symbol.node is not None:
                typ = self._of_symbol(symbol.node)
                return _returned(typ) if is_property(symbol.node) else typ
        foreign = (item for item in alternatives(of) if isinstance(item, AnyType))
        return _returned(next(foreign, None))


def _is_none(value: Expression) -> bool:
    return isinstance(value, NameExpr) and value.fullname == "builtins.None"


def _is_global(expr: Expression) -> bool:
    return isinstance(expr, RefExpr) and "." in expr.fullname


def _returned(callee: Type | None) -> Type | None:
    match get_proper_type(callee):
        case CallableType() | Overloaded() as typ:
            # What a type variable stands for is known once the function is called only.
            plain = [item.ret_type for item in typ.items if not item.variables]
            generic = [erase_typevars(item.ret_type) for item in typ.items]
            return UnionType.make_union(plain or generic)
        case TypeType() as typ:
            return typ.item
        case AnyType() as typ:  # it tells which package has no types
            return typ if typ.missing_import_name else None
    return None


def _awaited(typ: Type) -> Type | None:
    proper = get_proper_type(typ)
    return _returned(proper) if isinstance(proper, AnyType) else awaited(proper)
