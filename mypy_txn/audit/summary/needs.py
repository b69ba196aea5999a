"""What a member, or a class that a value is taken as, needs of a handle."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, TypeInfo
from mypy.types import Type

from mypy_txn.access import EXECUTING, needs_of_member, protocol_of
from mypy_txn.audit.handles import classes_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Slots
from mypy_txn.summaries import Needs

READING = frozenset(
    f"sqlalchemy.sql.selectable.{name}" for name in ("Select", "CompoundSelect", "TextualSelect")
)


def member_needs(
    module: TypedModule, slots: Slots, typ: Type | None, name: str, call: CallExpr | None
) -> Needs:
    """What using a member takes.

    Args:
        module: where it is used.
        slots: of that module.
        typ: of the object that has the member.
        name: the member.
        call: the call of it; None where it is not called at once.

    """
    classes = slots.classes_in(typ)
    if not classes:
        return _of_family(module, "", name, call)
    return max(_of_class(module, slots, info, name, call) for info in classes)


def _of_class(
    module: TypedModule, slots: Slots, info: TypeInfo, name: str, call: CallExpr | None
) -> Needs:
    facts = module.handles.facts(info)
    if name in facts.control | facts.escapes | facts.switches:
        return Needs.CONTROL
    family = slots.family(info)
    if not family:  # a driver's connection or an engine
        return Needs.WRITE if facts.handle and name in facts.handle.data else Needs.CONTROL
    return _of_family(module, family, name, call)


def _of_family(module: TypedModule, family: str, name: str, call: CallExpr | None) -> Needs:
    if name in EXECUTING:
        return _statement_needs(module, call)
    return needs_of_member(family, name) or Needs.CONTROL


def _statement_needs(module: TypedModule, call: CallExpr | None) -> Needs:
    """What a call of ``execute`` takes: its statement is the first argument."""
    if call is None or not call.args:
        return Needs.WRITE
    classes = list(classes_of(module.types.get(call.args[0])))
    reads = classes and all(any(b.fullname in READING for b in info.mro) for info in classes)
    return Needs.READ if reads else Needs.WRITE


def class_needs(
    module: TypedModule, slots: Slots, info: TypeInfo, leaf: Expression
) -> Needs | None:
    """What whoever takes a value as a class may do with it; None if that is not known.

    Args:
        module: where it is given.
        slots: of that module.
        info: what it is taken as.
        leaf: the value.

    """
    if known := protocol_of(info.fullname):
        return known[1]
    if module.handles.handle(info):
        return Needs.CONTROL
    typ = module.types.get(leaf)
    is_base = any(given.has_base(info.fullname) for given in classes_of(typ))
    if not (is_base or info.is_protocol) or info.fullname == "builtins.object":
        return None
    names = {name for base in info.mro[:-1] for name in base.names}
    needs = (member_needs(module, slots, typ, name, None) for name in names if _can_be_used(name))
    return max(needs, default=Needs.NOTHING)


def _can_be_used(name: str) -> bool:
    ignored = ("__slots__", "__doc__", "__module__", "__init__", "__hash__", "__subclasshook__")
    return name not in ignored and not name.startswith("_abc") and not name.startswith("__class")
