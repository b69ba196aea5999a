"""What members of handles take, so that a call of no handle's is told from them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial

from mypy.nodes import CallExpr
from mypy.types import Type, TypeVarType

from mypy_txn.audit.handles import classes_of, parts_of
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.suspects import has_restricted, is_unknown
from mypy_txn.catalog.arguments import ARGUMENTS


def may_be_given(module: TypedModule, call: CallExpr, name: str, named: bool) -> bool:
    """Whether some handle's member can be given these arguments: not ``index.commit("message")``.

    Args:
        module: of the call.
        call: of a member of a value of unknown type, or of a class: ``Session.commit(session)``.
        name: of the member.
        named: whether the value is named like a handle; it may be a wrapper of one then, and what
            can only be control is that whatever it is given.

    """
    if name not in ARGUMENTS or (named and name in module.catalog.transactional):
        return True
    args = list(zip(call.args, call.arg_kinds, call.arg_names))
    types = [module.types.get(arg) for arg in call.args]
    if any(kind.is_star() for _, kind, _ in args) or any(map(partial(is_unknown, module), types)):
        return True
    if any(module.handles.in_type(typ) or has_restricted(module, typ) for typ in types):
        return True
    by_position = [typ for typ, (_, _, by_name) in zip(types, args) if by_name is None and typ]
    return takes(name, by_position, {by_name for _, _, by_name in args if by_name})


def takes(name: str, by_position: Sequence[Type], by_name: Set[str]) -> bool:
    """Whether a member of a handle takes arguments of these types, and by these names."""
    taken = ARGUMENTS[name]
    return (
        len(by_position) <= len(taken.by_position)
        and all(map(_is_one_of, by_position, taken.by_position))
        and by_name <= taken.by_name
    )


def _is_one_of(typ: Type, classes: frozenset[str]) -> bool:
    """Whether values of this type are of these classes; yes where it says nothing of a class."""
    if any(isinstance(part, TypeVarType) for part in parts_of(typ)):
        return True
    return all(any(base.fullname in classes for base in info.mro) for info in classes_of(typ))
