"""What resolved names tell about expressions that mypy did not check.

In functions without annotations mypy types single names and takes everything made of them for
``Any``; code that it takes for unreachable and blocks that it leaves out (``if not TYPE_CHECKING``)
it does not type at all (seen with mypy 2.4.1). Names are resolved in the first two all the same:
``sqlite3.connect(path)`` is a known function with a declared type. What nothing is known of is
``Any``.

What a ``sessionmaker`` makes is ``Any`` to mypy where nobody wrote ``sessionmaker[Session]``; it is
a ``Session`` all the same, the bound of the type variable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from mypy.erasetype import erase_typevars
from mypy.nodes import (
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
from mypy.subtypes import find_member
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
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

from mypy_txn.audit.handles import alternatives, awaited, instances_of
from mypy_txn.audit.symbols import is_property
from mypy_txn.audit.unchecked_locals import Entered, Value, is_any, local_values, owners
from mypy_txn.audit.walk import Name, expressions_in, expressions_of, lines_of

Place = tuple[type[Expression], int, int, int | None, int | None]
MOST: Final = 16
"""Of a variable with more values than this, or reached through more, nothing is known."""


def unchecked_types(
    names: Iterable[Name],
    body: Sequence[Statement],
    checked: Mapping[Expression, Type],
    libraries: Container[str],
    kinds: Mapping[type[Expression], Iterable[Expression]],
) -> Mapping[Expression, Type]:
    """The types of those expressions of a module that mypy did not check.

    Args:
        names: every name and member of a module.
        body: its statements, with those that mypy leaves out.
        checked: mypy's type of each expression.
        libraries: the packages that handles come from.
        kinds: the expressions that mypy checked, by class.

    """
    # mypy does not type the modules in a dotted name.
    untyped = (name for name in names if name not in checked)
    lines = {name.line for name in untyped if not isinstance(name.node, MypyFile)}
    copies = _types_of_copies(checked) if lines and any(map(is_copied, body)) else {}
    calls = (call for call in kinds.get(CallExpr, ()) if isinstance(call, CallExpr))
    bare = {call.line for call in calls if _is_bare(checked.get(call.callee), libraries)}
    lines |= bare
    functions = (stmt for stmt in body if isinstance(stmt, FuncDef) and stmt.line > 0)
    for func in functions:
        if func.is_dynamic() or (bare and not bare.isdisjoint(lines_of(func))):
            lines.update(lines_of(func))
    if not lines:
        return {}
    declared = _Declared(owners(body), local_values(body), checked, libraries)
    return {
        expr: copies.get(_place(expr)) or declared.type_of(expr)
        for stmt in body
        for root in expressions_of(stmt)
        if not lines.isdisjoint(lines_of(root))
        for expr in expressions_in(root)
        if is_any(checked.get(expr))
    }


def _is_bare(callee: Type | None, libraries: Container[str]) -> bool:
    """Whether it is an object of a library's generic class without its argument."""
    if type(callee) is not Instance or not callee.args:
        return False
    return any(map(is_any, callee.args)) and (
        callee.type.module_name.partition(".")[0] in libraries
    )


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
        if not is_any(typ):
            found[_place(expr)].append(typ)
    return {place: UnionType.make_union(types) for place, types in found.items()}


def _place(expr: Expression) -> Place:
    """What an expression shares with its copies."""
    return type(expr), expr.line, expr.column, expr.end_line, expr.end_column


class _Declared:
    """Types by declaration alone; remembers each expression it was asked about."""

    def __init__(
        self,
        owners: Mapping[Var, TypeInfo],
        values: Mapping[Var, Sequence[Value]],
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
        if typ is not None and not is_any(typ):
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
            types = [self._of_value(value) for value in values[: MOST + 1]]
            if types and len(types) <= MOST and None not in types:
                self._variables[node] = UnionType.make_union([typ for typ in types if typ])
            self._on_the_way.pop()
        return self._variables[node]

    def _of_value(self, value: Value) -> Type | None:
        if not isinstance(value, Entered):
            return self._of_library(value)
        if not self._is_made_bare(value.given):
            return None
        made = self.type_of(value.given)
        entered = [find_member(value.by, one, one) for one in instances_of(made)]
        results = [_returned(typ) for typ in entered]
        found = [awaited(typ) or typ for typ in results if typ is not None]
        return UnionType.make_union(found) if found else None

    def _is_made_bare(self, value: Expression) -> bool:
        return isinstance(value, CallExpr) and _is_bare(self.type_of(value.callee), self._libraries)

    def _of_library(self, value: Expression) -> Type | None:
        if self._is_made_bare(value):
            return self.type_of(value)
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


def _is_none(value: Value) -> bool:
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
        case Instance() as typ if len(typ.args) == len(typ.type.defn.type_vars) > 0:
            full = typ.copy_modified(args=[*map(_bound, typ.type.defn.type_vars, typ.args)])
            return _returned(find_member("__call__", full, full))
        case AnyType() as typ:  # it tells which package has no types
            return typ if typ.missing_import_name else None
    return None


def _bound(variable: TypeVarLikeType, arg: Type) -> Type:
    """The bound of a type variable that nobody gave an argument, if it has one."""
    bound = get_proper_type(variable.upper_bound)
    is_plain = isinstance(bound, Instance) and bound.type.fullname == "builtins.object"
    return arg if is_plain or not is_any(arg) else bound


def _awaited(typ: Type) -> Type | None:
    proper = get_proper_type(typ)
    return _returned(proper) if isinstance(proper, AnyType) else awaited(proper)
