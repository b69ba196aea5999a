"""``txn-acquire``: a handle made or received.

An expression is a *source* if its type is, holds or returns a handle and none of the values it is
made from does: there the handle enters the module. What is derived from a source, or from a name
whose own annotation is reported, is not reported again. The catalogue adds the escapes, which
count whatever their declared type says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    ComparisonExpr,
    Expression,
    FuncDef,
    IndexExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    OpExpr,
    RefExpr,
    SuperExpr,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    UnaryExpr,
    Var,
    YieldFromExpr,
)
from mypy.patterns import ClassPattern

from mypy_txn.audit.asked import asked_of_handles
from mypy_txn.audit.bindings import Binding, bindings, types_bound
from mypy_txn.audit.candidates import FUNCTIONS, holders
from mypy_txn.audit.handed import handed_in, listeners
from mypy_txn.audit.handles import shown
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.offered import offered_function
from mypy_txn.audit.origins import Origins, methods_of
from mypy_txn.audit.patterns import captures, class_patterns
from mypy_txn.audit.symbols import class_of
from mypy_txn.audit.written import not_read_in
from mypy_txn.catalog.model import INSPECTED
from mypy_txn.violations import (
    Violation,
    handle_class_taken,
    handle_made,
    handle_received,
    listener_registered,
)


def check(module: TypedModule) -> Iterator[Violation]:
    """Every place where a handle enters the module."""
    sources = _Sources(module).find()
    read: set[tuple[FuncDef | None, str]] = set()
    for expr, source in sources.items():
        if _is_derived_further(module, expr, sources):
            continue
        if source.read is not None:
            once = module.function_at(expr.line), source.read
            if once in read:
                continue
            read.add(once)
        yield source.violation


class Source(NamedTuple):
    """A finding, and the object's full name where it is a mere read, reported once a function."""

    violation: Violation
    read: str | None = None


def _is_derived_further(
    module: TypedModule, expr: Expression, sources: dict[Expression, Source]
) -> bool:
    """Whether a longer expression around ``expr`` is a source too: the longest one is reported."""
    return any(link in sources for link in module.chained_above(expr))


class _Sources:
    """Finds the sources of one module."""

    def __init__(self, module: TypedModule) -> None:
        self.module = module
        self.origins = Origins(module)
        self.not_read = not_read_in(module) | asked_of_handles(module)

    def find(self) -> dict[Expression, Source]:
        found: dict[Expression, Source] = {}
        for member in self.module.members_named(self.module.catalog.escape_names):
            if member not in self.not_read and (source := self.escape(member)):
                found[member] = source
        for expr, info in holders(self.module):
            if expr in found or expr in self.not_read:
                continue
            if source := self.of_type(expr, info):
                found[expr] = source
        for binding in bindings(self.module):
            if binding.given not in found and (source := self.bound(binding)):
                found[binding.given] = source
        for call, event in listeners(self.module):
            found[call] = Source(listener_registered(self.module.who, place_of(call), event))
        for handed in handed_in(self.module, self.origins):
            found[handed.at] = self.received(handed.at, handed.handle, handed.source)
        for expr in self.module.references:
            if isinstance(expr.node, TypeAlias) and (source := self.union(expr, expr.node)):
                found[expr] = source
        for _, pattern in class_patterns(self.module.statements.of(MatchStmt)):
            if source := self.class_reference(pattern.class_ref, pattern.class_ref.node):
                found[pattern.class_ref] = source
        for stmt in self.module.statements.of(MatchStmt):
            for name, around in (one for each in stmt.patterns for one in captures(each)):
                if source := self.captured(stmt.subject, name, around):
                    found[name] = source
        for call in [expr for expr in found if isinstance(expr, CallExpr)]:
            if call in found:  # Session(engine, class_=...): the call is the finding
                for arg in call.args:
                    for part in self.module.chained_below(arg):
                        found.pop(part, None)
        return found

    def escape(self, expr: MemberExpr | SuperExpr) -> Source | None:
        """A member that the catalogue knows to yield a handle."""
        for info in self.module.receivers(expr):
            if expr.name in self.module.handles.facts(info).escapes:
                call = "()" if self.module.is_called(expr) else ""
                source = f"{shown(info)}.{expr.name}{call}"
                read = None if call or self.module.handles.handle(info) else source
                found = self.received(expr, self.origins.handle_in(expr), source, read, of=info)
                return self.with_function(expr, info, found)
        if expr.name in INSPECTED and self.origins.is_inspected(expr):
            return self.received(expr, None, f"inspect().{expr.name}")
        return None

    def with_function(self, expr: MemberExpr | SuperExpr, info: TypeInfo, found: Source) -> Source:
        """``found``, whose hint says what mypy_txn has for it: ``session.get_bind().dialect``."""
        function = offered_function(self.module, expr)
        instead = self.module.handles.instead(info)
        if not function or not instead:
            return found
        violation = found.violation._replace(hint=f"{instead}; {function}")
        return found._replace(violation=violation)

    def of_type(self, expr: Expression, info: TypeInfo) -> Source | None:
        """An expression whose type has the handle ``info``, if its parts do not have it."""
        match expr:
            case NameExpr():
                return self.reference(expr, expr.node, info)
            case (
                MemberExpr(node=TypeInfo() | TypeAlias())
                | MemberExpr(expr=RefExpr(node=MypyFile()))
            ):
                return self.reference(expr, expr.node, info)
            case MemberExpr() | SuperExpr():
                return self.member(expr, info)
            case CallExpr() if expr.analyzed is None:
                return self.call(expr, info)
            case AwaitExpr() | YieldFromExpr():
                return self.derived(expr, [expr.expr], ("__await__", "__iter__"), info)
            case IndexExpr() if expr.analyzed is None:
                return self.derived(expr, [expr.base], ("__getitem__",), info)
            case OpExpr() if expr.analyzed is None:
                return self.derived(expr, [expr.left, expr.right], methods_of(expr), info)
            case UnaryExpr():
                return self.derived(expr, [expr.expr], methods_of(expr), info)
            case ComparisonExpr():
                return self.derived(expr, expr.operands, methods_of(expr), info)
        return None

    def derived(
        self, expr: Expression, parts: list[Expression], by: Iterable[str], info: TypeInfo
    ) -> Source | None:
        if any(self.origins.is_accounted_for(part, by) for part in parts):
            return None
        source = f"{describe(expr.callee)}()" if isinstance(expr, CallExpr) else describe(parts[0])
        return self.received(expr, info, source)

    def reference(self, expr: RefExpr, node: SymbolNode | None, info: TypeInfo) -> Source | None:
        """A name, or a module's attribute."""
        if node is None:
            return None
        if isinstance(node, (TypeInfo, TypeAlias)):
            return self.class_reference(expr, node)
        if self.module.is_here(node) or self.module.is_control_function(node):
            return None
        if isinstance(node, FUNCTIONS):
            called = self.module.is_called(expr)
            return None if called else self.received(expr, info, f"{node.fullname}()")
        return self.received(expr, info, node.fullname, read=node.fullname)

    def class_reference(self, expr: RefExpr, node: SymbolNode | None) -> Source | None:
        """The class itself as a value; this module's own is reported at its base."""
        info = class_of(node)
        if info is None or not self.module.handles.handle(info) or expr in self.module.chain:
            return None
        if self.module.is_here(info):
            return None
        return self.taken(expr, info)

    def union(self, expr: RefExpr, alias: TypeAlias) -> Source | None:
        """An alias of several classes as a value; this module's own is reported where it is made.

        ``isinstance(x, AnySession)``, where ``AnySession`` is ``Session | AsyncSession``.
        """
        info = self.module.handles.of_value(alias.target)
        if info is None or class_of(alias) or self.module.is_here(alias):
            return None
        return self.taken(expr, info)

    def taken(self, expr: RefExpr, info: TypeInfo) -> Source:
        instead = self.module.handles.instead(info)
        return Source(handle_class_taken(self.module.who, place_of(expr), shown(info), instead))

    def member(self, expr: MemberExpr | SuperExpr, info: TypeInfo) -> Source | None:
        node = self.module.definition(expr)
        if self.origins.is_classified(expr) or (node is not None and self.is_no_news(node)):
            return None
        if self.origins.is_item(expr):
            return None
        owner = next(iter(self.module.receivers(expr)), None)
        source = f"{shown(owner)}.{expr.name}" if owner else expr.name
        if self.origins.is_function(node) and node.name == expr.name:
            return None if self.module.is_called(expr) else self.received(expr, info, f"{source}()")
        return self.received(expr, info, source, read=source)

    def is_no_news(self, node: SymbolNode) -> bool:
        """Whether a member is this module's own, or one that every object has (``__class__``)."""
        owner = getattr(node, "info", None)
        everybodys = isinstance(owner, TypeInfo) and owner.fullname == "builtins.object"
        return everybodys or self.origins.is_own(node)

    def call(self, expr: CallExpr, info: TypeInfo) -> Source | None:
        callee = expr.callee
        node = self.module.definition(callee)
        if self.origins.is_classified(callee) or self.module.is_control_function(node):
            return None
        made = class_of(node)
        if made is not None and self.module.handles.handle(made):
            return self.made(expr, made)
        if made is not None:
            passed = any(self.origins.handle_in(arg) for arg in expr.args)
            leads = self.origins.leads(expr.args) or (self.origins.is_handle(expr) and not passed)
            return self.received(expr, info, f"{describe(callee)}()") if leads else None
        if self.origins.is_handle(callee):
            return self.made(expr, info)
        if not self.origins.is_function(node):
            return self.derived(expr, [callee, *expr.args], ("__call__",), info)
        if self.origins.is_own(node) or not self.origins.returns_handle(callee, node, expr.args):
            return None
        return self.received(expr, info, f"{describe(callee)}()")

    def bound(self, binding: Binding) -> Source | None:
        """What ``with`` or ``for`` binds, where the object given does not show it."""
        held = map(self.module.handles.in_type, types_bound(self.module, binding))
        info = next(filter(None, held), None)
        if info is None or self.origins.is_accounted_for(binding.given, binding.by):
            return None
        return self.received(binding.given, info, describe(binding.given))

    def captured(
        self, subject: Expression, name: NameExpr, around: list[ClassPattern]
    ) -> Source | None:
        """What a pattern takes out of its subject: ``case Context(session=session)``."""
        classes = [info for one in around if (info := class_of(one.class_ref.node))]
        if any(self.module.handles.handle(one) or self.module.is_here(one) for one in classes):
            return None
        if self.origins.is_accounted_for(subject):
            return None
        node = name.node
        info = self.module.handles.in_type(node.type if isinstance(node, Var) else None)
        return self.received(name, info, describe(subject)) if info else None

    def made(self, expr: CallExpr, info: TypeInfo) -> Source:
        instead = self.module.handles.instead(info)
        maker = describe(expr.callee)
        return Source(handle_made(self.module.who, place_of(expr), shown(info), maker, instead))

    def received(
        self,
        expr: Expression,
        info: TypeInfo | None,
        source: str,
        read: str | None = None,
        of: TypeInfo | None = None,
    ) -> Source:
        name = shown(info) if info else "a handle"
        who, place = self.module.who, place_of(expr)
        handles = self.module.handles
        instead = handles.instead(info or of) or handles.instead(None)
        return Source(handle_received(who, place, name, source, instead), read)
