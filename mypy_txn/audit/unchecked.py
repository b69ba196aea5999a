"""What resolved names tell about expressions that mypy did not check.

In functions without annotations mypy types single names and takes everything made of them for
``Any``; code that it takes for unreachable and blocks that it leaves out (``if not TYPE_CHECKING``)
it does not type at all (seen with mypy 2.4.1). Names are resolved in the first two all the same:
``sqlite3.connect(path)`` is a known function with a declared type. What nothing is known of is
``Any``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from mypy.erasetype import erase_typevars
from mypy.nodes import (
    AssignmentStmt,
    AwaitExpr,
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    ForStmt,
    FuncBase,
    FuncDef,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    OperatorAssignmentStmt,
    RefExpr,
    Statement,
    SymbolNode,
    TryStmt,
    TypeInfo,
    Var,
    WithStmt,
)
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

from mypy_txn.audit.assigned import DISPLAYS, assignments
from mypy_txn.audit.handles import alternatives, instances_of
from mypy_txn.audit.patterns import captures
from mypy_txn.audit.symbols import is_property
from mypy_txn.audit.walk import Name, expressions_in, expressions_of, lines_of

Place = tuple[type[Expression], int, int, int | None, int | None]
AWAITABLE = ("typing.Coroutine", "typing.Awaitable", "typing.Generator")


def unchecked_types(
    names: Iterable[Name], body: Sequence[Statement], checked: Mapping[Expression, Type]
) -> Mapping[Expression, Type]:
    """The types of those expressions of a module that mypy did not check.

    Args:
        names: every name and member of a module.
        body: its statements, with those that mypy leaves out.
        checked: mypy's type of each expression.

    """
    # mypy does not type the modules in a dotted name.
    untyped = (name for name in names if name not in checked)
    lines = {name.line for name in untyped if not isinstance(name.node, MypyFile)}
    copies = _types_of_copies(checked) if lines and any(map(_is_copied, body)) else {}
    for func in body:
        if isinstance(func, FuncDef) and func.is_dynamic() and func.line > 0:
            lines.update(lines_of(func))
    if not lines:
        return {}
    declared = _Declared(_owners(body), _locals(body, lines), checked)
    return {
        expr: copies.get(_place(expr)) or declared.type_of(expr)
        for stmt in body
        for root in expressions_of(stmt)
        if not lines.isdisjoint(lines_of(root))
        for expr in expressions_in(root)
        if _is_unknown(checked.get(expr))
    }


def _is_copied(stmt: Statement) -> bool:
    """Whether mypy checks a function or a class once for each value of a type variable."""
    variables: Sequence[TypeVarLikeType] = ()
    if isinstance(stmt, FuncDef) and isinstance(stmt.type, CallableType):
        variables = stmt.type.variables
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


def _locals(everything: Sequence[Statement], lines: Container[int]) -> dict[Var, list[Expression]]:
    """All that each local variable of unchecked code is assigned, if nothing else binds it."""
    values = defaultdict[Var, list[Expression]](list)
    for target, value in assignments((stmt for stmt in everything if stmt.line in lines), ()):
        node = target.node if isinstance(target, NameExpr) else None
        if isinstance(node, Var) and _is_local(node):
            values[node].append(value)
    for name in _bound(everything):
        if isinstance(name.node, Var):
            values.pop(name.node, None)
    return values


def _is_local(variable: Var) -> bool:
    is_typed = variable.type is not None and not _is_unknown(variable.type)
    return not (is_typed or variable.info or variable.is_argument or "." in variable.fullname)


def _bound(everything: Iterable[Statement]) -> Iterator[NameExpr]:
    """The names that something else than an assignment gives a value."""
    for stmt in everything:
        match stmt:
            case ForStmt():
                targets: list[Expression | None] = [stmt.index]
            case WithStmt():
                targets = list(stmt.target)
            case OperatorAssignmentStmt():
                targets = [stmt.lvalue]
            case TryStmt():
                targets = list(stmt.vars)
            case MatchStmt():
                targets = [name for pattern in stmt.patterns for name, _ in captures(pattern)]
            case AssignmentStmt() if not isinstance(stmt.rvalue, DISPLAYS):
                targets = [target for target in stmt.lvalues if isinstance(target, DISPLAYS)]
            case _:
                continue
        for target in targets:
            if target is not None:
                yield from (part for part in expressions_in(target) if isinstance(part, NameExpr))


class _Declared:
    """Types by declaration alone; remembers each expression it was asked about."""

    def __init__(
        self,
        owners: Mapping[Var, TypeInfo],
        values: Mapping[Var, Sequence[Expression]],
        checked: Mapping[Expression, Type],
    ) -> None:
        self._owners = owners
        self._values = values
        self._checked = checked
        self._known: dict[Expression, Type] = {}

    def type_of(self, expr: Expression) -> Type:
        typ = self._checked.get(expr)
        if typ is not None and not _is_unknown(typ):
            return typ
        if expr not in self._known:
            self._known[expr] = AnyType(TypeOfAny.unannotated)  # of a variable made of itself
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
                return self._of_values(self._values[node])
            case Var():
                # ``self.engine = None``, which an unannotated method fills in later.
                return None if isinstance(get_proper_type(node.type), NoneType) else node.type
            case FuncBase():
                return node.type
            case Decorator():
                return node.var.type
        return None

    def _of_values(self, values: Sequence[Expression]) -> Type | None:
        """What a variable may be that has been assigned these; None if that is not known."""
        types = [get_proper_type(self.type_of(value)) for value in values]
        known = [typ for typ in types if not isinstance(typ, NoneType)]
        foreign = (one for one in known if isinstance(one, AnyType))
        if any(not one.missing_import_name for one in foreign):
            return None
        return UnionType.make_union(known) if known else None

    def _of_member(self, expr: MemberExpr) -> Type | None:
        of = self.type_of(expr.expr)
        for instance in instances_of(of):
            symbol = instance.type.get(expr.name)
            if symbol is not None and symbol.node is not None:
                typ = self._of_symbol(symbol.node)
                return _returned(typ) if is_property(symbol.node) else typ
        foreign = (item for item in alternatives(of) if isinstance(item, AnyType))
        return _returned(next(foreign, None))


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
    if isinstance(proper, Instance) and proper.type.fullname in AWAITABLE and proper.args:
        return proper.args[-1]
    return _returned(proper) if isinstance(proper, AnyType) else None
