"""The typed module as the rules see it: its syntax, its layer, mypy's type of each expression."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, cast

from mypy.nodes import (
    AssignmentExpr,
    AwaitExpr,
    CallExpr,
    Context,
    Decorator,
    Expression,
    FuncBase,
    FuncDef,
    IndexExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OverloadedFuncDef,
    RefExpr,
    StrExpr,
    SuperExpr,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    Var,
)
from mypy.options import Options
from mypy.types import Type

from mypy_txn.audit.assigned import assignments
from mypy_txn.audit.handles import HandleFinder, classes_of, is_ours
from mypy_txn.audit.symbols import literal_text, member_of
from mypy_txn.audit.unchecked import unchecked_types
from mypy_txn.audit.walk import Member, by_kind, by_name, ends_of, lines_of, names_in, statements_of
from mypy_txn.violations import Parties, Place

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Expression)


class TypedModule:
    """One module after mypy has checked it.

    Attributes:
        tree: mypy's syntax tree, analysed.
        statements: every statement, in source order, those in functions and classes included.
        everything: the same, and what mypy leaves out (``if not TYPE_CHECKING``).
        checked: mypy's type of every expression it checked.
        types: the same, and of the others what their names tell; ``Any`` where that is nothing.
        who: the layer, for messages.
        handle_names: names that suggest a handle where there is no type.
        followed: the modules that mypy has looked into.
        options: mypy's, of the module.
        handles: which types are handles.
        catalog: what is known about the libraries.

    """

    def __init__(
        self,
        tree: MypyFile,
        types: Mapping[Expression, Type],
        who: Parties,
        handles: HandleFinder,
        handle_names: Sequence[str],
        followed: Mapping[str, MypyFile],
        options: Options,
    ) -> None:
        self.tree = tree
        self.everything, self.statements = statements_of(tree)
        self.checked = types
        names = names_in(tree)
        self._mentioned = {name.fullname for name in names}
        self.handles, self.catalog = handles, handles.catalog
        kinds = by_kind(types)
        told = unchecked_types(names, self.everything, types, self.catalog.packages, kinds)
        self.types = {**types, **told} if told else types
        self._by_kind = by_kind(self.types) if told else kinds
        self.who = who
        self.handle_names = tuple(handle_names)
        self.followed, self.options = followed, options
        self._found: dict[object, object] = {}
        self._definitions: dict[Expression, SymbolNode | None] = {}

    def once(self, find: Callable[[TypedModule], _T]) -> _T:
        """What ``find`` makes of the module, computed once for all who ask."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast(_T, self._found[find])

    def mentions(self, names: Iterable[str]) -> bool:
        """Whether anything in the module's text stands for one of these full names."""
        return not self._mentioned.isdisjoint(names)

    def of_kind(self, *kinds: type[_E]) -> Iterator[_E]:
        """The expressions that mypy checked and that are of exactly these classes."""
        lists = [self._by_kind.get(kind, ()) for kind in kinds]
        return cast("Iterator[_E]", itertools.chain.from_iterable(lists))

    def members_named(self, names: Container[str]) -> list[Member]:
        """Every ``x.name`` and ``super().name`` with one of these names, name by name."""
        found = (members for name, members in self._members.items() if name in names)
        return list(itertools.chain.from_iterable(found))

    @cached_property
    def _members(self) -> Mapping[str, list[Member]]:
        return by_name(self.of_kind(MemberExpr, SuperExpr))

    @property
    def references(self) -> Iterator[NameExpr | MemberExpr]:
        """Every ``name`` and ``x.name``."""
        return self.of_kind(NameExpr, MemberExpr)

    @cached_property
    def calls(self) -> Mapping[CallExpr, SymbolNode | None]:
        """Every call, with what its callee stands for."""
        return {call: self.definition(call.callee) for call in self.of_kind(CallExpr)}

    def handle_in(self, expr: Expression) -> TypeInfo | None:
        """The handle that the value of ``expr`` is, holds or returns; None if there is none."""
        return self.handles.in_type(self.types.get(expr))

    @cached_property
    def chain(self) -> Mapping[Expression, Expression]:
        """From a callee, a member's base, an indexed or awaited value to what is made of it."""
        chain: dict[Expression, Expression] = {}
        for call in self.of_kind(CallExpr):
            chain[call.callee] = call
            if not isinstance(call.callee, RefExpr):  # (x.commit if done else x.rollback)()
                chain.update((end, call) for end in ends_of(call.callee))
        chain.update((made.expr, made) for made in self.of_kind(MemberExpr))
        chain.update((made.expr, made) for made in self.of_kind(AwaitExpr))
        chain.update((made.base, made) for made in self.of_kind(IndexExpr))
        return chain

    def chained_below(self, expr: Expression | None) -> Iterator[Expression]:
        """``expr`` and what it is made of: its callee, its base, what it awaits or indexes."""
        while expr is not None:
            yield expr
            expr = _made_of(expr)

    def chained_above(self, expr: Expression) -> Iterator[Expression]:
        """What is made of ``expr``, and what is made of that in turn."""
        link = self.chain.get(expr)
        while link is not None:
            yield link
            link = self.chain.get(link)

    def is_called(self, expr: Expression) -> bool:
        """Whether ``expr`` is the callee of a call."""
        return isinstance(self.chain.get(expr), CallExpr)

    def is_function(self, expr: Expression) -> bool:
        """Whether ``expr`` stands for a function or a class as it is defined somewhere."""
        return isinstance(self.definition(expr), (FuncBase, Decorator, TypeInfo, TypeAlias))

    def called_name(self, callee: Expression) -> str:
        """The full name of a callee, also of one that the module has under another name."""
        values = self.values(callee) if isinstance(callee, NameExpr) else ()
        named = values[0] if len(values) == 1 else callee
        return named.fullname if isinstance(named, RefExpr) else ""

    def may_call(self, callee: Expression, names: Container[str]) -> bool:
        """Whether a callee is one of these by its full name, or a variable that is given one."""
        values = self.values(callee) if isinstance(callee, NameExpr) else ()
        named = (one for one in (callee, *values) if isinstance(one, RefExpr))
        return any(one.fullname in names for one in named)

    def is_control_function(self, node: SymbolNode | None) -> bool:
        """Whether the catalogue or the configuration has this function as control."""
        if not isinstance(node, (FuncBase, Decorator)):
            return False
        return node.fullname in self.catalog.control_functions

    def is_ours(self, info: TypeInfo) -> bool:
        """Whether the class is one of our Protocols."""
        return is_ours(info)

    def is_restricted(self, info: TypeInfo) -> bool:
        """Whether the class is one of our Protocols, or extends one."""
        return self.handles.is_restricted(info)

    def classes(self, expr: Expression) -> Sequence[TypeInfo]:
        """The classes that the value of ``expr`` may be an instance of, or may itself be."""
        return classes_of(self.types.get(expr))

    def receivers(self, expr: Expression) -> Sequence[TypeInfo]:
        """The classes in which mypy looks for a member, in this order."""
        if isinstance(expr, MemberExpr):
            return self.classes(expr.expr)
        return expr.info.mro[1:] if isinstance(expr, SuperExpr) and expr.info else ()

    def definition(self, expr: Expression) -> SymbolNode | None:
        """What a name or a member stands for, as far as mypy's types tell."""
        if isinstance(expr, RefExpr) and expr.node is not None:
            return expr.node
        if not isinstance(expr, (MemberExpr, SuperExpr)):
            return None
        if expr not in self._definitions:
            found = (member_of(info, expr.name) for info in self.receivers(expr))
            self._definitions[expr] = next((node for node in found if node), None)
        return self._definitions[expr]

    def is_here(self, node: SymbolNode) -> bool:
        """Whether ``node`` is defined in this module, at whatever depth."""
        owner = node
        if isinstance(node, (Var, FuncDef, Decorator, OverloadedFuncDef)) and node.info:
            owner = node.info
        if isinstance(owner, TypeInfo):
            return owner.module_name == self.tree.fullname
        return self.is_name_here(node.fullname)

    def is_name_here(self, fullname: str) -> bool:
        """Whether ``fullname`` names something in this module; a name without dots is a local."""
        if "." not in fullname:
            return True
        prefix = self.tree.fullname + "."
        if not fullname.startswith(prefix):
            return False
        head = fullname.removeprefix(prefix).partition(".")[0]
        symbol = self.tree.names.get(head)
        if symbol is None:  # local to a function, or in a submodule of this package
            return not (self.tree.is_package_init_file() and "." in fullname.removeprefix(prefix))
        return not isinstance(symbol.node, MypyFile)

    @cached_property
    def assigned(self) -> Mapping[SymbolNode, list[Expression]]:
        """What this module assigns to each variable and attribute, a parameter's default first."""
        values = defaultdict[SymbolNode, list[Expression]](list)
        for func in self.everything.of(FuncDef):
            for argument in func.arguments:
                if argument.initializer is not None:
                    values[argument.variable].append(argument.initializer)
        for target, value in assignments(self.statements, self.of_kind(AssignmentExpr)):
            if node := self.definition(target):
                values[node].append(value)
        return values

    def values(self, expr: Expression) -> Sequence[Expression]:
        """What this module assigns to the variable or attribute that ``expr`` is."""
        node = self.definition(expr)
        return () if node is None else self.assigned.get(node, ())

    def literal(self, expr: Expression) -> str | None:
        """The text of a string whose value mypy knows."""
        if isinstance(expr, StrExpr):
            return expr.value
        return literal_text(self.types.get(expr))

    def function_at(self, line: int) -> FuncDef | None:
        """The innermost function around ``line``."""
        return self._functions.get(line)

    @cached_property
    def _functions(self) -> Mapping[int, FuncDef]:
        """From each line of a function to the function; inner ones come last and win."""
        return {line: stmt for stmt in self.everything.of(FuncDef) for line in lines_of(stmt)}


def _made_of(expr: Expression) -> Expression | None:
    match expr:
        case CallExpr():
            return expr.callee
        case MemberExpr() | AwaitExpr():
            return expr.expr
        case IndexExpr():
            return expr.base
        case _:
            return None


def place_of(node: Context) -> Place:
    """Where ``node`` stands."""
    return Place(node.line, node.column, node.end_line, node.end_column)


def describe(expr: Expression) -> str:
    """A short text for an expression: its dotted name where it has one."""
    match expr:
        case MemberExpr():
            return f"{describe(expr.expr)}.{expr.name}"
        case NameExpr():
            return expr.name.rstrip("'")  # as mypy marks a name that a later block binds again
        case SuperExpr():
            return f"super().{expr.name}"
        case CallExpr():
            return f"{describe(expr.callee)}()"
        case AwaitExpr():
            return describe(expr.expr)
        case IndexExpr():
            return f"{describe(expr.base)}[]"
        case _:
            return "an expression"
