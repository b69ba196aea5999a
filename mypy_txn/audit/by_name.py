"""Members reached by name: ``getattr(x, "commit")``, ``methodcaller``, ``vars(x)["commit"]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from mypy.nodes import (
    CallExpr,
    Expression,
    IndexExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    Node,
    RefExpr,
    SymbolNode,
)
from mypy.patterns import ClassPattern

from mypy_txn.audit.arguments import is_called_back
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.patterns import class_patterns
from mypy_txn.audit.symbols import class_of
from mypy_txn.audit.texts import known_texts

GETTERS: Final = ("builtins.getattr", "inspect.getattr_static")
GETATTRIBUTE: Final = "__getattribute__"
SETATTRIBUTE: Final = "__setattr__"
SETTERS: Final = ("builtins.setattr", "builtins.object.__setattr__")
METHODCALLER: Final = "operator.methodcaller"
ATTRGETTER: Final = "operator.attrgetter"
CALLERS: Final = (METHODCALLER, ATTRGETTER)


class ByName(NamedTuple):
    """A member got by its name.

    Attributes:
        at: the call, the subscript or the pattern that gets it.
        names: what the name may be; empty where it is not known.
        of: the objects of which one has the member.
        callee: the expression whose being called calls the member.

    """

    at: Node
    names: Sequence[str]
    of: list[Expression]
    callee: Expression


class SetByName(NamedTuple):
    """A member set by its name.

    Attributes:
        at: the call that sets it, or makes what will.
        names: what the name may be; empty where it is not known.
        of: the object.

    """

    at: CallExpr
    names: Sequence[str]
    of: Expression


def reached_by_name(module: TypedModule) -> list[ByName]:
    """Every member of the module that is reached so."""
    return module.once(_reached)


def _reached(module: TypedModule) -> list[ByName]:
    return [found for find in (_called_by_name, _subscripts, _patterns) for found in find(module)]


def _called_by_name(module: TypedModule) -> Iterator[ByName]:
    gets = module.mentions(GETTERS)
    calls = module.mentions(CALLERS)
    callers = _assigned_callers(module) if calls else {}
    for call in module.calls:
        if gets:
            yield from _got(module, call)
        yield from _got_outright(module, call)
        for caller in (call.callee, *call.args) if calls else ():
            names = _names_called(module, caller, callers)
            if names is not None:
                of = [arg for arg in call.args if arg is not caller]
                yield ByName(call, names, of, caller if caller is call.callee else call)


def _subscripts(module: TypedModule) -> Iterator[ByName]:
    for subscript in module.of_kind(IndexExpr):
        names = module.catalog.control_names.intersection(known_texts(module, subscript.index))
        if names and (module.is_called(subscript) or is_called_back(module, subscript)):
            yield ByName(subscript, sorted(names), [subscript], subscript)


def _patterns(module: TypedModule) -> Iterator[ByName]:
    for subject, pattern in class_patterns(module.everything.of(MatchStmt)):
        if pattern.keyword_keys and not _is_plain(module, pattern):
            yield ByName(pattern, pattern.keyword_keys, [subject], subject)


def _is_plain(module: TypedModule, pattern: ClassPattern) -> bool:
    """Whether mypy knows the members, and their class is neither a handle's nor a Protocol."""
    info = class_of(pattern.class_ref.node)
    if (
        info is None
        or info.is_protocol
        or any(info.get(key) is None for key in pattern.keyword_keys)
    ):
        return False
    return not (module.handles.facts(info).classified or module.is_restricted(info))


def _got(module: TypedModule, call: CallExpr) -> Iterator[ByName]:
    args = call.args
    for arg in args:  # partial(getattr, session)
        if isinstance(arg, RefExpr) and arg.fullname in GETTERS:
            yield ByName(call, [], [other for other in args if other is not arg], call)
    if len(args) > 1 and module.may_call(call.callee, GETTERS):
        yield ByName(call, known_texts(module, args[1]), args[:1], call)


def _got_outright(module: TypedModule, call: CallExpr) -> Iterator[ByName]:
    callee, args = call.callee, call.args
    if isinstance(callee, MemberExpr) and callee.name == GETATTRIBUTE and args:
        of = args[:1] if len(args) > 1 else [callee.expr]
        yield ByName(call, known_texts(module, args[-1]), of, call)


def set_by_name(module: TypedModule) -> list[SetByName]:
    """Every member of the module that is set so: ``setattr(x, name, value)``."""
    return module.once(_set)


def _set(module: TypedModule) -> list[SetByName]:
    sets = module.mentions(SETTERS)
    if not (sets or module.members_named((SETATTRIBUTE,))):
        return []
    parts = ((call, _parts_set(module, call, sets)) for call in module.calls)
    return [
        SetByName(call, known_texts(module, given[1]), given[0])
        for call, given in parts
        if len(given) > 1
    ]


def _parts_set(module: TypedModule, call: CallExpr, sets: bool) -> Sequence[Expression]:
    """The object, the name and, if it is given yet, the value."""
    callee, args = call.callee, call.args
    if sets and module.may_call(callee, SETTERS):
        return args
    if isinstance(callee, MemberExpr) and callee.name == SETATTRIBUTE:
        return args if len(args) > 2 else (callee.expr, *args)
    for index, arg in enumerate(args) if sets else ():  # partial(setattr, session, "autocommit")
        if isinstance(arg, RefExpr) and arg.fullname in SETTERS:
            return args[index + 1 :]
    return ()


def _names_called(
    module: TypedModule, caller: Expression, callers: Mapping[SymbolNode, Sequence[str]]
) -> Sequence[str] | None:
    """``commit`` for ``methodcaller("commit")``, and for a name it was assigned to."""
    if isinstance(caller, NameExpr) and caller.node is not None:
        return callers.get(caller.node)
    match caller:
        case CallExpr(callee=RefExpr(fullname=maker), args=[named, *_]) if maker == METHODCALLER:
            return known_texts(module, named)
        case CallExpr(callee=RefExpr(fullname=maker), args=args) if maker == ATTRGETTER:
            paths = [path for arg in args for path in known_texts(module, arg)]
            return [name for path in paths for name in path.split(".")]
    return None


def _assigned_callers(module: TypedModule) -> Mapping[SymbolNode, Sequence[str]]:
    """The variables that hold a ``methodcaller`` or an ``attrgetter``."""
    found: dict[SymbolNode, list[str]] = {}
    for node, values in module.assigned.items():
        for value in values:
            if (names := _names_called(module, value, {})) is not None:
                found.setdefault(node, []).extend(names)
    return found
