"""What is done to a value of unknown type and would control a transaction if it were a handle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mypy.nodes import (
    CallExpr,
    Expression,
    MemberExpr,
    MypyFile,
    Node,
    RefExpr,
    TypeInfo,
)
from mypy.types import CallableType, Type, get_proper_type

from mypy_txn.audit.arguments import is_called_back
from mypy_txn.audit.bindings import set_members
from mypy_txn.audit.by_name import reached_by_name, set_by_name
from mypy_txn.audit.executions import executions, takes_sql
from mypy_txn.audit.module import TypedModule, describe, place_of
from mypy_txn.audit.offered import offered_function
from mypy_txn.audit.rules.untyped.fitting import fits_a_handle
from mypy_txn.audit.suspects import (
    CURSOR,
    advice,
    has_restricted,
    is_elsewhere,
    is_restricted,
    is_unknown,
    says_nothing,
    why_unknown,
    word_of,
)
from mypy_txn.audit.takes import may_be_given
from mypy_txn.audit.texts import known_texts
from mypy_txn.audit.written import not_read_in
from mypy_txn.catalog import TRANSACTIONAL
from mypy_txn.catalog.model import SWITCHED
from mypy_txn.violations import Violation, control_unverified

RUNS: Final = ("builtins.eval", "builtins.exec")
PLAIN_WORDS: Final = ("cursor", "prepare")
"""Of what takes SQL, members that other objects have as well."""
SWITCHING_METHODS: Final = ("execution_options", "set_session")
"""Methods that switch what they are given by name: SQLAlchemy's and psycopg2's."""


def control(module: TypedModule) -> Iterator[Violation]:
    """Every such place in the module."""
    yield from _members(module)
    yield from _by_name(module)
    yield from _executed(module)
    yield from _switched(module)
    yield from _run(module)


def _members(module: TypedModule) -> Iterator[Violation]:
    """Members that are control-shaped, of values of unknown type."""
    found = module.once(suspicious_members)
    for expr in found:
        if not any(link in found for link in module.chained_above(expr)):
            does = "calls" if module.is_called(expr) else "takes"
            call = "()" if module.is_called(expr) else ""
            why = _fits_a_handle(module, expr)
            violation = finding(module, expr, f"{does} {describe(expr)}{call}", expr.expr, why)
            function = offered_function(module, expr)
            if function and is_restricted(module, expr.expr):
                violation = violation._replace(hint=function)
            yield violation


def suspicious_members(module: TypedModule) -> set[MemberExpr]:
    """Those members; the longest one of a chain is reported."""
    not_read = not_read_in(module)
    return {
        expr
        for expr in module.members_named(module.catalog.control_shaped)
        if isinstance(expr, MemberExpr) and expr not in not_read and _is_suspicious(module, expr)
    }


def _is_suspicious(module: TypedModule, expr: MemberExpr) -> bool:
    if expr.node is not None or _is_module(expr.expr):
        return False
    word = word_of(module, expr.expr)
    if word == CURSOR and expr.name == "close":
        return False
    named = word is not None and expr.name in module.catalog.suspicious
    if not (named or expr.name in module.catalog.transactional):
        return False
    call = module.chain.get(expr) if module.is_called(expr) else None
    if isinstance(call, CallExpr) and not may_be_given(module, call, expr.name, word is not None):
        return False
    known = {
        part for info in module.receivers(expr) for part in module.handles.facts(info).classified
    }
    if expr.name in known:
        return False
    used = named or module.is_called(expr) or is_called_back(module, expr)
    if is_unknown(module, module.types.get(expr.expr)):
        return used
    if known or any(is_elsewhere(info) for info in module.receivers(expr)):
        return False
    return _fits_a_handle(module, expr) is not None or (used and _is_undefined(module, expr))


def _is_module(expr: Expression) -> bool:
    return isinstance(expr, RefExpr) and isinstance(expr.node, MypyFile)


def _fits_a_handle(module: TypedModule, expr: MemberExpr) -> str | None:
    """Why a handle may be the receiver: its class is a Protocol with nothing but what one has."""
    for info in (part for whole in module.receivers(expr) for part in _parts(whole)):
        fits = info.is_protocol and _adds(module, info, expr.name)
        if fits and (module.is_restricted(info) or fits_a_handle(module, info)):
            return f"a session or a connection fits {info.name}"
    return None


def _adds(module: TypedModule, info: TypeInfo, name: str) -> bool:
    """Whether a class has a member that none of our Protocols gives it."""
    defining = info.get_containing_type_info(name)
    return defining is not None and not module.is_ours(defining)


def _parts(info: TypeInfo) -> list[TypeInfo]:
    """The classes of what ``isinstance()`` has narrowed to several."""
    return [base.type for base in info.bases] if info.is_intersection else [info]


def _is_undefined(module: TypedModule, expr: MemberExpr) -> bool:
    """Whether the class knows nothing of the member: ``if hasattr(x, "commit"): x.commit()``.

    Nor does one whose ``__getattr__`` has ``Any`` or any callable for whatever it is asked for.
    """
    node, typ = module.definition(expr), get_proper_type(module.types.get(expr))
    if node is None:
        return is_unknown(module, typ)
    is_asked = module.is_called(expr) and node.name == "__getattr__"
    return is_asked and (isinstance(typ, CallableType) or is_unknown(module, typ))


def _by_name(module: TypedModule) -> Iterator[Violation]:
    for found in reached_by_name(module):
        named = module.catalog.transactional.intersection(found.names)
        for of in found.of:
            typ = module.types.get(of)
            restricted = has_restricted(module, typ)
            if named and (restricted or is_unknown(module, typ) or _is_object(module, typ, of)):
                does = f"gets {min(named)} of {describe(of)} by its name"
            elif not found.names and (restricted or module.handles.of_value(typ)):
                does = f"gets a member of {describe(of)} by a name that is not known"
            else:
                continue
            yield finding(module, found.at, does, of)
            break


def _is_object(module: TypedModule, typ: Type | None, expr: Expression) -> bool:
    """Whether a variable or an attribute says no more than ``object``."""
    return isinstance(expr, RefExpr) and says_nothing(module, typ)


def _executed(module: TypedModule) -> Iterator[Violation]:
    for execution in executions(module):
        member = execution.member
        if takes_sql(module, member) or _is_module(member.expr):
            continue
        if member.name in PLAIN_WORDS and word_of(module, member.expr) is None:
            continue
        why = _fits_a_handle(module, member)
        if why or is_unknown(module, module.types.get(member.expr)):
            for statement in execution.controls(module):
                does = f"executes {statement} with {describe(member)}()"
                yield finding(module, execution.call, does, member.expr, why)


def _switched(module: TypedModule) -> Iterator[Violation]:
    for target in set_members(module):
        if target.name in SWITCHED:
            of = target.expr
            unknown = is_unknown(module, module.types.get(of))
            if unknown and word_of(module, of):
                yield finding(module, target, f"sets {describe(target)}", of)
    for call in module.calls:
        if SWITCHED.intersection(call.arg_names) and isinstance(call.callee, MemberExpr):
            of, sets = call.callee.expr, min(SWITCHED.intersection(filter(None, call.arg_names)))
            if call.callee.name in SWITCHING_METHODS and is_unknown(module, module.types.get(of)):
                yield finding(module, call, f"sets {sets} with {describe(call.callee)}()", of)
    for found in set_by_name(module):
        names, classes = found.names, module.classes(found.of)
        added = names and all(_adds(module, info, name) for info in classes for name in names)
        if is_restricted(module, found.of) and not added:
            what = " or ".join(names) or "a member"
            does = f"sets {what} of {describe(found.of)} by its name"
            yield finding(module, found.at, does, found.of)


def _run(module: TypedModule) -> Iterator[Violation]:
    """``exec`` and ``eval`` of code that controls a transaction, or of which nothing is known."""
    for call in module.calls if module.mentions(RUNS) else ():
        if module.may_call(call.callee, RUNS) and call.args:
            texts = known_texts(module, call.args[0])
            if not texts or any(TRANSACTIONAL.search(text) for text in texts):
                does = f"runs code with {describe(call.callee)}()"
                yield finding(module, call, does, call, "mypy does not see that code")


def finding(
    module: TypedModule, at: Node, does: str, of: Expression, why: str | None = None
) -> Violation:
    """That ``does`` is done to ``of``, with what to do instead: a type for it, if it has none."""
    hint = f"do it in {module.who.owner_code}"
    if why is None and is_unknown(module, module.types.get(of)):
        hint = advice(module, at.line, describe(of) if isinstance(of, RefExpr) else "it")
    why = why or why_unknown(module, at, of)
    return control_unverified(module.who, place_of(at), does, why, hint)
