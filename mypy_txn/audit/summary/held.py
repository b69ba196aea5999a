"""Which parameters, results, attributes and variables of a module may hold a handle."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    AssignmentStmt,
    Expression,
    FuncDef,
    MemberExpr,
    NameExpr,
    Node,
    TypeInfo,
    Var,
)
from mypy.types import AnyType, CallableType, Type, get_proper_type

from mypy_txn.access import protocol_of
from mypy_txn.audit.module import TypedModule, place_of
from mypy_txn.audit.summary.definitions import is_generated
from mypy_txn.audit.summary.init_vars import init_var, init_vars
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.audit.suspects import handle_word
from mypy_txn.summaries import Held, Needs, function_of


def held_in(module: TypedModule, slots: Slots) -> Iterator[Held]:
    """Every such slot of the module; those of attributes and variables where they are first."""
    seen = set[str]()
    for stmt in module.everything:
        match stmt:
            case FuncDef() if not is_generated(stmt):
                yield from _in_function(module, slots, stmt)
            case AssignmentStmt() if not stmt.is_alias_def:
                for target in stmt.lvalues:
                    for held in _assigned(module, slots, stmt, target):
                        if held.slot not in seen:
                            seen.add(held.slot)
                            yield held
    for info, stmt, name in init_vars(module):
        about = init_var(slots, info, name.name), "attribute", name.name, stmt.type
        yield from _held(module, slots, about, stmt.unanalyzed_type, name)


def _in_function(module: TypedModule, slots: Slots, func: FuncDef) -> Iterator[Held]:
    function = slots.names[func]
    for index, (argument, name) in enumerate(zip(func.arguments, func.arg_names)):
        variable = argument.variable
        if not (variable.is_self or variable.is_cls):
            slot = slots.parameter(function, name, index)
            about = slot, "parameter", variable.name, variable.type
            yield from _held(module, slots, about, argument.type_annotation, argument)
    written = func.unanalyzed_type
    if isinstance(func.type, CallableType) and isinstance(written, CallableType):
        about = f"{function}()", "return", "", func.type.ret_type
        yield from _held(module, slots, about, written.ret_type, func)


def _assigned(
    module: TypedModule, slots: Slots, stmt: AssignmentStmt, target: Expression
) -> Iterator[Held]:
    node = module.definition(target)
    if not isinstance(target, (NameExpr, MemberExpr)) or not isinstance(node, Var):
        return
    slot = slots.variable(node, stmt.line)
    if slot is None or function_of(slot) or not module.is_here(node):
        return
    about = slot, "attribute" if node.info else "variable", node.name, node.type
    yield from _held(module, slots, about, stmt.unanalyzed_type, target)


def _held(
    module: TypedModule,
    slots: Slots,
    about: tuple[str, str, str, Type | None],
    written: Type | None,
    at: Node,
) -> Iterator[Held]:
    slot, kind, name, typ = about
    said, classes = slots.kind(typ), slots.classes_in(typ)
    may_be_one = said is Kind.UNKNOWN and handle_word(module, name)
    if said is Kind.OTHER or not (classes or may_be_one):
        return
    info, families = max(classes, key=_grants, default=None), set(map(slots.family, classes))
    instead = {module.handles.instead(info) for info in classes}
    annotated = written is not None and not isinstance(get_proper_type(written), AnyType)
    place = place_of(written if annotated and written is not None and written.line > 0 else at)
    yield Held(
        slot,
        kind,
        info.fullname if info else "",
        families.pop() if len(families) == 1 else "",
        instead.pop() if len(instead) == 1 else "",
        place.line,
        place.column,
        place.end_line or place.line,
        place.end_column or place.column + 1,
        annotated,
        slots.is_public(slot),
    )


def _grants(info: TypeInfo) -> Needs:
    """What a handle class or a Protocol of ours lets its holder do."""
    granted = protocol_of(info.fullname)
    return granted[1] if granted else Needs.CONTROL
