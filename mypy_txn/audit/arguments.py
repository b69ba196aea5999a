"""Which parameter of a call's function each argument goes to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mypy.argmap import map_actuals_to_formals
from mypy.nodes import (
    ArgKind,
    AssignmentExpr,
    CallExpr,
    ConditionalExpr,
    Expression,
    IndexExpr,
    MemberExpr,
    OpExpr,
    SymbolNode,
    TypeInfo,
)
from mypy.subtypes import find_member
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    Overloaded,
    Type,
    TypeOfAny,
    UnpackType,
    get_proper_type,
)

from mypy_txn.audit.handles import alternatives
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import declared_type
from mypy_txn.audit.walk import ends_of

PARTIAL: Final = "functools.partial"
NO_PLAIN_NAME: Final = (MemberExpr, IndexExpr, AssignmentExpr, ConditionalExpr, OpExpr)


class Given(NamedTuple):
    """An argument, and the type and name of the parameter it goes to.

    The type is None where the function's is not known.
    """

    argument: Expression
    type: Type | None
    name: str | None = None


def given(module: TypedModule, call: CallExpr) -> Iterator[Given]:
    """Each argument of a call, once for each overload that it may go to."""
    return _given_to(module, call, call.callee)


def given_on(
    module: TypedModule, call: CallExpr, node: SymbolNode | None
) -> tuple[Expression, Iterator[Given]] | None:
    """The function that a call of ``node`` hands arguments to, and what that is given.

    ``to_thread(finish, session)``, ``partial(finish, session)``; None for other calls. mypy's type
    of the call has what the function says of them for a ``ParamSpec``; for a ``TypeVarTuple`` it
    joins types, and for ``partial`` it is checked elsewhere (2.4.1).
    """
    if isinstance(node, TypeInfo) and node.fullname == PARTIAL:
        return call.args[0], _given_to(module, call, call.args[0], 1)
    declared = get_proper_type(declared_type(node)) if node is not None else None
    items = declared.items if isinstance(declared, (CallableType, Overloaded)) else []
    joins = any(isinstance(typ, UnpackType) for item in items for typ in item.arg_types)
    if not joins and not any(item.param_spec() for item in items):
        return None
    for index, arg in enumerate(call.args):
        if _is_function(module.types.get(arg)):
            return arg, _given_to(module, call, arg, index + 1) if joins else given(module, call)
    return None


def _given_to(
    module: TypedModule, call: CallExpr, function: Expression, start: int = 0
) -> Iterator[Given]:
    """The arguments from ``start`` on, as far as ``function`` takes them."""
    callees: Sequence[Type | None] = alternatives(module.types.get(function)) or (None,)
    for callee in callees:
        match _called(callee):
            case CallableType() | Overloaded() as typ:
                for item in typ.items:
                    for formal, arg in mapped(module, call, item.arg_kinds, item.arg_names, start):
                        yield Given(arg, item.arg_types[formal], item.arg_names[formal])
            case _:
                yield from (Given(arg, None) for arg in call.args[start:])


def _is_function(typ: Type | None) -> bool:
    return isinstance(get_proper_type(typ), (CallableType, Overloaded))


def _called(callee: Type | None) -> Type | None:
    """The type of what runs when a value of type ``callee`` is called."""
    typ = get_proper_type(callee)
    if isinstance(typ, Instance):
        return get_proper_type(find_member("__call__", typ, typ))
    return typ


def mapped(
    module: TypedModule,
    call: CallExpr,
    kinds: Sequence[ArgKind],
    names: Sequence[str | None],
    start: int = 0,
) -> Iterator[tuple[int, Expression]]:
    """Each argument from ``start`` on, and which of the parameters it goes to.

    Args:
        module: the module of the call.
        call: the call.
        kinds: of the parameters.
        names: of the parameters.
        start: how many arguments are for something else.

    """
    args = call.args[start:]

    def type_of(index: int) -> Type:
        return module.types.get(args[index]) or AnyType(TypeOfAny.special_form)

    of_call = call.arg_kinds[start:], call.arg_names[start:]
    formals = map_actuals_to_formals(*of_call, list(kinds), names, type_of)
    for formal, actuals in enumerate(formals):
        yield from ((formal, args[actual]) for actual in actuals)


def is_called_back(module: TypedModule, expr: Expression) -> bool:
    """Whether ``expr`` goes to a parameter that is a callable, or to a variable that is called."""
    return expr in module.once(_callbacks)


def _callbacks(module: TypedModule) -> set[Expression]:
    called = set(module.calls.values())
    assigned = (value for node, made in module.assigned.items() if node in called for value in made)
    passed = (
        one.argument
        for call in module.calls
        if any(isinstance(arg, NO_PLAIN_NAME) for arg in call.args)
        for one in given(module, call)
        if any(isinstance(item, CallableType) for item in alternatives(one.type))
    )
    return {end for value in itertools.chain(assigned, passed) for end in ends_of(value)}
