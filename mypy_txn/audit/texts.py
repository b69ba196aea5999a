"""What is known of a text before the program runs."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mypy.nodes import (
    AssertTypeExpr,
    AssignmentExpr,
    BytesExpr,
    CallExpr,
    CastExpr,
    ConditionalExpr,
    DictExpr,
    Expression,
    IndexExpr,
    IntExpr,
    ListExpr,
    MemberExpr,
    OpExpr,
    RefExpr,
    StarExpr,
    StrExpr,
    SymbolNode,
    TemplateStrExpr,
    TupleExpr,
    Var,
)
from mypy.types import Instance, get_proper_type

from mypy_txn.audit.assigned import DISPLAYS
from mypy_txn.audit.bindings import FOR, bindings
from mypy_txn.audit.displays import displays, items_of, keys_in
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.symbols import literal_texts
from mypy_txn.audit.walk import ends_of

UNKNOWN: Final = " unknown_part "
"""Stands for what is not known: to SQL a name like any other."""
MOST: Final = 10_000
"""Of more alternatives than this, the first: of a variable that is given one out of the other."""
COMBINED: Final = 256
"""Of more combinations of parts than this, the first."""
DEEPEST: Final = 3
"""How many variables are followed, one out of the other."""
METHODS: Final = frozenset(
    (
        *("capitalize", "casefold", "lower", "swapcase", "title", "upper"),
        *("lstrip", "removeprefix", "removesuffix", "replace", "rstrip", "strip"),
    )
)
SAME: Final = frozenset(("as_bytes", "as_string", "decode", "encode", "expandtabs", "format_map"))
CLEANERS: Final = frozenset(("textwrap.dedent", "inspect.cleandoc", "builtins.str"))
PASSING: Final = frozenset(
    f"builtins.{name}" for name in ("enumerate", "list", "reversed", "set", "sorted", "tuple")
)
FIELD: Final = re.compile(r"\{[^{}]*\}")
PERCENT: Final = re.compile(r"%\(\w+\)[a-z]|%[a-z]")
TEMPLATE: Final = "string.templatelib.Template"
F_STRING_FIELD: Final = "{:{}}"
"""mypy parses ``f"{a}b"`` as ``"".join(["{:{}}".format(a, ""), "b"])`` (mypy 2.4.1)."""


def known_texts(module: TypedModule, expr: Expression) -> tuple[str, ...]:
    """The values that a text may have, as far as they are known; none if nothing is."""
    node = module.definition(expr) if isinstance(expr, RefExpr) else None
    if not isinstance(node, Var) or _literals(module, expr):
        return _known(_texts(module, expr, frozenset()))
    found = module.once(_of_variables)
    if node not in found:
        found[node] = _known(_texts(module, expr, frozenset()))
    return found[node]


def _of_variables(module: TypedModule) -> dict[Var, tuple[str, ...]]:
    """The texts of those that were asked for: a script has one for all of its statements."""
    return {}


def _is_as_given(module: TypedModule, function: RefExpr) -> bool:
    """Whether a function, or a class, is a text as its argument says."""
    return function.fullname in CLEANERS or function.fullname in module.catalog.wrappers


def _known(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in _some(texts) if text != UNKNOWN)


def _texts(module: TypedModule, expr: Expression, through: frozenset[Var]) -> Iterator[str]:
    """The alternatives of ``expr``; ``through`` are the variables on the way to it."""
    if literals := _literals(module, expr):
        yield from literals
        return
    match expr:
        case AssignmentExpr() | ConditionalExpr() | OpExpr(op="and" | "or"):
            for end in ends_of(expr):
                yield from _texts(module, end, through)
        case CallExpr(analyzed=CastExpr() | AssertTypeExpr() as made):
            yield from _texts(module, made.expr, through)
        case BytesExpr():
            yield expr.value
        case OpExpr(op="+"):
            yield from _joined(module, "", _summands(expr), through)
        case OpExpr(op="%"):
            for text in _texts(module, expr.left, through):
                yield PERCENT.sub(UNKNOWN, text)
        case TemplateStrExpr():
            parts = [item[0] if isinstance(item, tuple) else item for item in expr.items]
            yield from _joined(module, "", _known_to_sql(module, parts), through)
        case CallExpr(callee=RefExpr(fullname=name)) if name == TEMPLATE:
            yield from _joined(module, "", _known_to_sql(module, expr.args), through)
        case CallExpr(
            callee=RefExpr(fullname=name), args=[ListExpr(items=parts) | TupleExpr(items=parts)]
        ) if name in module.catalog.joiners:
            yield from _joined(module, "", parts, through)
        case CallExpr(callee=MemberExpr() as method):
            yield from _called(module, expr, method, through)
        case CallExpr(callee=RefExpr() as function, args=[given]) if _is_as_given(module, function):
            yield from _texts(module, given, through)
        case RefExpr():
            yield from _assigned(module, expr, through)
        case IndexExpr():
            yield from _got(module, expr.base, expr.index, through, ())
        case _:
            yield UNKNOWN


def _literals(module: TypedModule, expr: Expression) -> list[str]:
    """The texts of which mypy knows that ``expr`` is one."""
    literal = module.literal(expr)
    return literal_texts(module.types.get(expr)) if literal is None else [literal]


def _called(
    module: TypedModule, call: CallExpr, method: MemberExpr, through: frozenset[Var]
) -> Iterator[str]:
    if _is_as_given(module, method) and len(call.args) == 1:
        yield from _texts(module, call.args[0], through)
        return
    if module.literal(method.expr) == F_STRING_FIELD and call.args:
        yield from _texts(module, call.args[0], through)
        return
    if method.name == "get" and call.args:
        yield from _got(module, method.expr, call.args[0], through, call.args[1:])
        return
    for receiver in _texts(module, method.expr, through):
        if method.name == "join" and call.args and isinstance(call.args[0], DISPLAYS):
            yield from _joined(module, receiver, call.args[0].items, through)
        elif method.name == "format":
            yield FIELD.sub(UNKNOWN, receiver)
        elif method.name in SAME:
            yield receiver
        elif method.name in METHODS:
            yield from _applied(module, receiver, method.name, call.args, through)
        else:
            yield UNKNOWN


def _joined(
    module: TypedModule, by: str, parts: Iterable[Expression | None], through: frozenset[Var]
) -> Iterator[str]:
    alternatives = (
        [UNKNOWN]
        if part is None or isinstance(part, StarExpr)
        else _some(_texts(module, part, through))
        for part in parts
    )
    yield from map(by.join, itertools.islice(itertools.product(*alternatives), COMBINED))


def _summands(expr: Expression) -> list[Expression]:
    """``a``, ``b`` and ``c`` of ``a + b + c``; as a loop, since generated code has a thousand."""
    parts = []
    while isinstance(expr, OpExpr) and expr.op == "+":
        parts.append(expr.right)
        expr = expr.left
    return [expr, *reversed(parts)]


def _known_to_sql(module: TypedModule, parts: Iterable[Expression]) -> Iterator[Expression | None]:
    """The parts of a template that are SQL: its own text, and templates interpolated into it."""
    for part in parts:
        typ = get_proper_type(module.types.get(part))
        is_template = isinstance(typ, Instance) and typ.type.fullname == TEMPLATE
        yield part if is_template or isinstance(part, StrExpr) else None


def _some(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(itertools.islice(texts, MOST)))


def _applied(
    module: TypedModule, receiver: str, name: str, args: list[Expression], through: frozenset[Var]
) -> Iterator[str]:
    """A method of ``str`` on a known receiver; where an argument is not known, nothing is."""
    alternatives = (_some(_texts(module, arg, through)) for arg in args)
    for given in itertools.islice(itertools.product(*alternatives), COMBINED):
        try:
            yield UNKNOWN if UNKNOWN in given else getattr(receiver, name)(*given)
        except TypeError:  # ``replace("a", "b", 1)``: mypy has its say about wrong arguments
            yield UNKNOWN


def _assigned(module: TypedModule, expr: RefExpr, through: frozenset[Var]) -> Iterator[str]:
    """What this module assigns to a variable, where mypy has only ``str`` for it.

    A parameter may be anything else than its default.
    """
    node = module.definition(expr)
    if not isinstance(node, Var) or node in through or len(through) == DEEPEST:
        yield UNKNOWN
        return
    found = (*module.assigned.get(node, ()), *module.once(_gone_through).get(node, ()))
    values = list(dict.fromkeys(found))  # both have what ``for`` gets out of a list
    for value in values:
        yield from _texts(module, value, through | {node})
    if not values or node.is_argument:
        yield UNKNOWN


def _gone_through(module: TypedModule) -> Mapping[SymbolNode, list[Expression]]:
    """What the variables of loops and comprehensions get out of displays."""
    values = defaultdict[SymbolNode, list[Expression]](list)
    for binding in bindings(module):
        nodes = [module.definition(target) for target in binding.targets]
        for item in _iterated(module, binding.given) if binding.by is FOR else ():
            parts = item.items if isinstance(item, DISPLAYS) else []
            pairs = zip(nodes, parts if len(parts) == len(nodes) > 1 else [item] * len(nodes))
            for node, value in pairs:
                if node is not None:
                    values[node].append(value)
    return values


def _iterated(module: TypedModule, given: Expression) -> Iterator[Expression]:
    match given:
        case CallExpr(callee=MemberExpr(name="values" | "items", expr=of)):
            yield from (value for _, value in items_of(module, of))
        case CallExpr(callee=MemberExpr(name="split" | "splitlines", expr=of)):
            yield of  # the statements of a script, each by itself
        case CallExpr(callee=RefExpr(fullname=name), args=[of, *_]) if name in PASSING:
            yield from _iterated(module, of)
        case _:
            for display in displays(module, given):
                yield from keys_in(display) if isinstance(display, DictExpr) else display.items


def _got(
    module: TypedModule,
    of: Expression,
    key: Expression,
    through: frozenset[Var],
    defaults: Iterable[Expression],
) -> Iterator[str]:
    """``QUERIES["end"]``: what a display has there, or anything in it if the key is not known."""
    node = module.definition(of)
    if isinstance(node, Var):
        if node in through or len(through) == DEEPEST:
            yield UNKNOWN
            return
        through |= {node}
    by = key.value if isinstance(key, IntExpr) else module.literal(key)
    items = list(items_of(module, of))
    found = [value for key, value in items if None in (key, by) or key == by]
    known = by is not None and any(key == by for key, _ in items)
    for value in (*found, *(() if known else defaults)):
        yield from _texts(module, value, through)
    if not found:
        yield UNKNOWN
