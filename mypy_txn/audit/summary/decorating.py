"""What decorators do with what is given to the functions that they decorate.

What gets into a parameter of a decorated function gets into the function that a decorator puts in
its place as well. That may stand in another module, so a slot of the decorator joins the two:
``app.helpers.saving(@session)``, and ``app.helpers.saving(@0)`` for the first parameter. All is
done with it that is done with the parameter there, but that it is handed to what is decorated: what
that does with it is known where it is decorated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mypy.nodes import (
    ArgKind,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    FuncDef,
    LambdaExpr,
    MemberExpr,
    NameExpr,
    ReturnStmt,
    SymbolNode,
    Var,
)

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.given import is_harmless
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.symbols import class_of
from mypy_txn.audit.walk import expressions_in, expressions_of, lines_of
from mypy_txn.summaries import During, Flow, Lost, Use


def decorations(
    module: TypedModule, slots: Slots, known: Iterable[Use | Flow | Lost]
) -> Iterator[Use | Flow | Lost]:
    """What decorators, those of the module and of its functions, do with what they are given.

    Args:
        module: any.
        slots: of that module.
        known: what its functions do with their parameters.

    """
    yield from _into_decorators(module, slots)
    yield from _dispatched(module, slots)
    yield from _in_decorators(module, slots, known)
    yield from _in_lambdas(module, slots)


def _into_decorators(module: TypedModule, slots: Slots) -> Iterator[Flow]:
    """What gets into a decorated function gets into its decorators."""
    for stmt, callee in _decorators(module):
        node = module.definition(callee)
        if info := class_of(node):
            call = info.get("__call__")
            node = call.node if call else None
            yield from _given(slots, node, stmt.func)
        if node is not None and (decorator := slots.function(node)):
            function = slots.names[stmt.func]
            for index, name, source in _parameters(slots, function, stmt.func):
                for key in (name, index, "*"):
                    target = f"{decorator}(@{key})"
                    yield Flow(source, target, "", stmt.line, During.NOW)


def _decorators(module: TypedModule) -> Iterator[tuple[Decorator, Expression]]:
    """Each decorated function with each of its decorators, without what these are called with."""
    for stmt in module.everything.of(Decorator):
        for expr in stmt.original_decorators:
            yield stmt, expr.callee if isinstance(expr, CallExpr) else expr


def _given(slots: Slots, node: SymbolNode | None, func: FuncDef) -> Iterator[Flow]:
    """What gets into ``func`` gets into the ``__call__`` of an object in its place."""
    function = slots.function(node) if node else None
    if function and isinstance(node, FuncDef):
        for index, _, source in _parameters(slots, slots.names[func], func):
            for place, name in list(enumerate(node.arg_names))[index + 1 : index + 2]:
                target = slots.parameter(function, name, place)
                yield Flow(source, target, "", func.line, During.NOW)


def _dispatched(module: TypedModule, slots: Slots) -> Iterator[Flow]:
    """What gets into a ``singledispatch`` function gets into those that it registers."""
    for stmt, callee in _decorators(module):
        if isinstance(callee, MemberExpr) and callee.name == "register":
            yield from _registered(slots, module.definition(callee.expr), stmt.func)


def _registered(slots: Slots, node: SymbolNode | None, func: FuncDef) -> Iterator[Flow]:
    generic = slots.function(node) if node else None
    if generic is None or not isinstance(node, Decorator):
        return
    names: Sequence[str | None] = node.func.arg_names
    for index, _, target in _parameters(slots, slots.names[func], func):
        if index < len(names):
            source = slots.parameter(generic, names[index], index)
            yield Flow(source, target, "", func.line, During.NOW)


def _in_decorators(
    module: TypedModule, slots: Slots, known: Iterable[Use | Flow | Lost]
) -> Iterator[Use | Flow | Lost]:
    """What the functions in a decorator do with what gets into it."""
    facts = defaultdict[str, list[Use | Flow | Lost]](list)
    for fact in known:
        facts[fact[0]].append(fact)
    functions = {name: one for one, name in slots.names.items() if isinstance(one, FuncDef)}
    around = {name.rpartition(".")[0] for name in functions}
    for function, func in functions.items():
        outer = function.rpartition(".")[0]
        while function not in around and outer in functions:
            decorated = {f"given to {name}()" for name in functions[outer].arg_names}
            for index, name, slot in _parameters(slots, function, func):
                for fact in facts[slot]:
                    if not isinstance(fact, Lost) or fact.why not in decorated:
                        yield from (_of(fact, f"{outer}(@{key})") for key in (name, index))
            if _looks_into(module, slots, func):
                yield _lost(outer, function, func.line)
            outer = outer.rpartition(".")[0]


def _in_lambdas(module: TypedModule, slots: Slots) -> Iterator[Lost]:
    """What gets into a decorator that returns a lambda."""
    for stmt in module.everything:
        if isinstance(stmt, ReturnStmt) and isinstance(stmt.expr, LambdaExpr):
            decorator = slots.function_at(stmt.line)
            yield _lost(decorator, decorator, stmt.line)


def _lost(decorator: str, function: str, line: int) -> Lost:
    why = f"given to the decorator {decorator.rpartition('.')[2]}()"
    return Lost(f"{decorator}(@*)", why, function, line)


def _of(fact: Use | Flow | Lost, slot: str) -> Use | Flow | Lost:
    """The same of another slot."""
    if isinstance(fact, Flow):
        return fact._replace(source=slot)
    return fact._replace(slot=slot)


def _parameters(slots: Slots, function: str, func: FuncDef) -> Iterator[tuple[int, str, str]]:
    """Index, name and slot of those that may be a handle."""
    for index, (argument, kind) in enumerate(zip(func.arguments, func.arg_kinds)):
        variable = argument.variable
        is_own = variable.is_self or variable.is_cls or kind.is_star()
        if not is_own and slots.kind(variable.type) is not Kind.OTHER:
            slot = slots.parameter(function, func.arg_names[index], index)
            yield index, variable.name, slot


def _looks_into(module: TypedModule, slots: Slots, func: FuncDef) -> bool:
    """Whether a function does more with its ``*args`` than to hand them to what it decorates."""
    stars = {
        argument.variable
        for argument, kind in zip(func.arguments, func.arg_kinds)
        if kind.is_star()
    }
    if not stars:
        return False
    lines = lines_of(func)
    inside = (stmt for stmt in module.everything if stmt.line in lines)
    roots = (root for stmt in inside for root in expressions_of(stmt))
    found = [one for root in roots for one in expressions_in(root)]
    uses = [one for one in found if isinstance(one, NameExpr) and one.node in stars]
    calls = (one for one in found if isinstance(one, CallExpr))
    return len(uses) > sum(len(_handed_on(module, slots, call, stars)) for call in calls)


def _handed_on(
    module: TypedModule, slots: Slots, call: CallExpr, stars: set[Var]
) -> list[Expression]:
    """The arguments of a call that are ``*args`` and that nobody looks into."""
    node = module.definition(call.callee)
    if node is not None and slots.function(node):
        return []
    name = module.called_name(call.callee)
    harmless = is_harmless(node.fullname if isinstance(node, (FuncBase, Decorator)) else name)
    return [
        arg
        for arg, kind in zip(call.args, call.arg_kinds)
        if isinstance(arg, NameExpr) and arg.node in stars
        if harmless or kind in (ArgKind.ARG_STAR, ArgKind.ARG_STAR2)
    ]
