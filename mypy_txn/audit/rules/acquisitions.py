"""``txn-acquire``: a handle made or received.

An expression is a *source* if its type is, holds or returns a handle and none of the values it is
made from does: there the handle enters the module. What is derived from a source, or from a name
whose own annotation is reported, is not reported again. The catalogue adds the escapes, which
count whatever their declared type says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    IndexExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    RefExpr,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    Var,
    YieldFromExpr,
)
from mypy.types import AnyType, Type, get_proper_type

from mypy_txn.audit.bindings import bindings
from mypy_txn.audit.handles import alternatives, shown
from mypy_txn.audit.module import TypedModule, class_of, describe, place_of
from mypy_txn.audit.written import expressions_that_are_types
from mypy_txn.catalog.model import INSPECTED
from mypy_txn.violations import Violation, handle_class_taken, handle_made, handle_received

Function = (FuncBase, Decorator)
CAN_BE_SOURCES = (NameExpr, MemberExpr, CallExpr, AwaitExpr, YieldFromExpr, IndexExpr, OpExpr)


def check(module: TypedModule) -> Iterator[Violation]:
    """Every place where a handle enters the module."""
    sources = _Sources(module).find()
    read: set[tuple[int, str]] = set()
    for expr, source in sources.items():
        if _is_derived_further(module, expr, sources):
            continue
        if source.read is not None:
            once = module.function_at(expr.line), source.read
            if once in read:
                continue
            read.add(once)
        yield source.violation


@dataclass(frozen=True, slots=True)
class Source:
    """A finding, and the object's full name where it is a mere read, reported once a function."""

    violation: Violation
    read: str | None = None


def _is_derived_further(
    module: TypedModule, expr: Expression, sources: dict[Expression, Source]
) -> bool:
    """Whether a longer expression around ``expr`` is a source too: the longest one is reported."""
    link = module.chain.get(expr)
    while link is not None:
        if link in sources:
            return True
        link = module.chain.get(link)
    return False


class _Sources:
    """Finds the sources of one module."""

    def __init__(self, module: TypedModule) -> None:
        self.module = module
        self.not_values = set(expressions_that_are_types(module.statements))

    def find(self) -> dict[Expression, Source]:
        found: dict[Expression, Source] = {}
        for expr, typ in self.module.types.items():
            if not isinstance(expr, CAN_BE_SOURCES):
                continue
            source = self.escape(expr) or self.of_type(expr, typ)
            if source is not None:
                found[expr] = source
        for given, targets in bindings(self.module):
            if given not in found and (source := self.bound(given, targets)):
                found[given] = source
        for call in self.module.calls:
            if call in found:  # Session(engine, class_=...): the call is the finding
                for arg in call.args:
                    found.pop(arg, None)
        return found

    def mentions(self, expr: Expression) -> TypeInfo | None:
        return self.module.handles.in_type(self.module.types.get(expr))

    def escape(self, expr: Expression) -> Source | None:
        """A member that the catalogue knows to yield a handle."""
        if not isinstance(expr, MemberExpr):
            return None
        for info in self.module.classes(expr.expr):
            if expr.name in self.module.handles.facts(info).escapes:
                call = "()" if self.module.is_called(expr) else ""
                source = f"{shown(info)}.{expr.name}{call}"
                read = None if call or self.owns(expr.expr) else source
                return self.received(expr, self.mentions(expr), source, read)
        if expr.name in INSPECTED and self.is_inspected(expr.expr):
            return self.received(expr, None, f"inspect().{expr.name}")
        return None

    def is_inspected(self, expr: Expression) -> bool:
        return (
            isinstance(expr, CallExpr)
            and isinstance(expr.callee, RefExpr)
            and expr.callee.fullname in self.module.catalog.inspectors
            and any(isinstance(t, AnyType) for t in alternatives(self.module.types.get(expr)))
        )

    def of_type(self, expr: Expression, typ: Type) -> Source | None:
        """An expression whose type has a handle that its parts do not have."""
        info = self.module.handles.in_type(typ)
        if info is None:
            return None
        match expr:
            case NameExpr():
                return self.reference(expr, expr.node, info)
            case MemberExpr():
                return self.member(expr, info)
            case CallExpr():
                return self.call(expr, info)
            case AwaitExpr() | YieldFromExpr():
                return self.derived(expr, [expr.expr], info)
            case IndexExpr() if expr.analyzed is None:
                return self.derived(expr, [expr.base], info)
            case OpExpr() if expr.analyzed is None:
                return self.derived(expr, [expr.left, expr.right], info)
        return None

    def derived(
        self, expr: Expression, parts: Iterable[Expression], info: TypeInfo
    ) -> Source | None:
        if any(self.mentions(part) or self.is_made_here(part) for part in parts):
            return None
        return self.received(expr, info, describe(next(iter(parts))))

    def is_made_here(self, expr: Expression) -> bool:
        """Whether the object's class is this module's own, its annotations thus reported."""
        return any(
            info.module_name == self.module.tree.fullname for info in self.module.classes(expr)
        )

    def reference(self, expr: RefExpr, node: SymbolNode | None, info: TypeInfo) -> Source | None:
        """A name, or a module's attribute."""
        if node is None or expr in self.not_values:
            return None
        if isinstance(node, (TypeInfo, TypeAlias)):
            return self.class_reference(expr, node)
        if self.module.is_here(node):
            return None
        if isinstance(node, Function):
            if (
                self.module.is_called(expr)
                or node.fullname in self.module.catalog.control_functions
            ):
                return None
            return self.received(expr, info, f"{node.fullname}()")
        return self.received(expr, info, node.fullname, read=node.fullname)

    def class_reference(self, expr: RefExpr, node: TypeInfo | TypeAlias) -> Source | None:
        handle_class = class_of(node)
        if handle_class is None or not self.module.handles.handle(handle_class):
            return None
        if expr in self.module.chain:
            return None
        hint = self.module.handles.instead(handle_class)
        return Source(
            handle_class_taken(self.module.who, place_of(expr), shown(handle_class), hint)
        )

    def member(self, expr: MemberExpr, info: TypeInfo) -> Source | None:
        if isinstance(expr.expr, RefExpr) and isinstance(expr.expr.node, MypyFile):
            return self.reference(expr, expr.node, info)
        if isinstance(expr.node, (TypeInfo, TypeAlias)):
            return self.reference(expr, expr.node, info)
        node = self.module.definition(expr)
        if node is None or self.module.is_here(node) or self.is_classified(expr):
            return None
        if self.mentions(expr.expr) and not self.owns(expr.expr):
            return None  # an item of a container, a method of a Future[Session]
        owner = next(self.module.classes(expr.expr), None)
        source = f"{shown(owner)}.{expr.name}" if owner else expr.name
        if isinstance(node, Function) and not _is_property(node):
            return None if self.module.is_called(expr) else self.received(expr, info, f"{source}()")
        return self.received(expr, info, source, read=node.fullname)

    def owns(self, expr: Expression) -> bool:
        """Whether the value is itself a handle, so that its members are a way to others."""
        return self.module.handles.of_value(self.module.types.get(expr)) is not None

    def is_classified(self, expr: Expression) -> bool:
        """Whether the catalogue has its own opinion of this member."""
        return isinstance(expr, MemberExpr) and any(
            expr.name in self.module.handles.facts(info).classified
            for info in self.module.classes(expr.expr)
        )

    def call(self, expr: CallExpr, info: TypeInfo) -> Source | None:
        callee = expr.callee
        if expr.analyzed is not None or self.is_classified(callee):
            return None
        node = self.module.definition(callee)
        made = class_of(node)
        if made is not None:
            return self.made(expr, made) if self.module.handles.handle(made) else None
        if self.owns(callee):
            return self.made(expr, info)
        if not isinstance(node, Function) or _is_property(node):
            return self.derived(expr, [callee, *expr.args], info)
        if self.module.is_here(node):
            return None
        if isinstance(callee, MemberExpr) and self.mentions(callee.expr):
            if not self.owns(callee.expr):
                return None  # an item of a container, the result of a Future[Session]
        elif not self.returns_outright(callee) and not self.passes_on(expr.args):
            return None
        return self.received(expr, info, f"{describe(callee)}()")

    def returns_outright(self, callee: Expression) -> bool:
        """Whether the function returns a handle whatever it is given."""
        typ = get_proper_type(self.module.types.get(callee))
        return self.module.handles.in_type_outright(typ) is not None

    def passes_on(self, args: Iterable[Expression]) -> bool:
        """Whether a generic function gets its handle out of an argument that only leads to one.

        ``enter_context(UnitOfWork())`` does; ``identity(session)`` passes on what was there
        before, and ``field(default_factory=list)`` takes its type from where it is assigned to.
        """
        args = list(args)
        return not any(self.mentions(arg) for arg in args) and any(
            self.module.handles.led_to(info) for arg in args for info in self.module.classes(arg)
        )

    def bound(self, given: Expression, targets: Iterable[Expression]) -> Source | None:
        """What ``with`` or ``for`` binds, where the object given does not show it."""
        if self.mentions(given) or self.is_made_here(given):
            return None
        for target in targets:
            if info := self.module.handles.in_type(self.type_of_target(target)):
                return self.received(given, info, describe(given))
        return None

    def type_of_target(self, target: Expression) -> Type | None:
        if isinstance(target, NameExpr) and isinstance(target.node, Var):
            return target.node.type
        return self.module.types.get(target)

    def made(self, expr: CallExpr, info: TypeInfo) -> Source:
        hint = self.module.handles.instead(info)
        return Source(
            handle_made(self.module.who, place_of(expr), shown(info), describe(expr.callee), hint)
        )

    def received(
        self, expr: Expression, info: TypeInfo | None, source: str, read: str | None = None
    ) -> Source:
        name = shown(info) if info else "a handle"
        who, place = self.module.who, place_of(expr)
        return Source(
            handle_received(who, place, name, source, self.module.handles.instead(info)), read
        )


def _is_property(node: SymbolNode) -> bool:
    return (isinstance(node, Decorator) and node.var.is_property) or (
        isinstance(node, FuncBase) and node.is_property
    )
