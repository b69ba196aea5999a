"""What may be a handle although no type says so."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mypy.nodes import (
    AwaitExpr,
    CallExpr,
    Expression,
    IndexExpr,
    MemberExpr,
    NameExpr,
    Node,
    TypeInfo,
)
from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    Type,
    TypeType,
    UninhabitedType,
    get_proper_type,
)

from mypy_txn.audit.handles import alternatives, mentioned, objects_of
from mypy_txn.audit.imports import NOT_IMPORTED, imported
from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.unchecked import is_copied
from mypy_txn.catalog.elsewhere import NO_DATABASE, OF_OTHERS
from mypy_txn.catalog.model import members

SUGGESTED: Final = {
    "conn": ("WriteConnection", "a connection"),
    "connection": ("WriteConnection", "a connection"),
    "engine": ("WriteConnection", "a connection"),
    "cursor": ("WriteCursor", "a cursor"),
}
ENGINE: Final = "engine"
CURSOR: Final = "cursor"
"""Closing one, and leaving its block, ends nothing else."""
PASSING_ON: Final = ("anext", "enter_async_context", "enter_context", "next")
"""Functions whose result comes from what they are given."""
OF_MAKERS: Final = members(
    "acquire async begin context create ctx current database factory get local make maker managed"
    " new open orm provide read readonly ro rw scope scoped sql start sync with write yield"
)
"""What stands beside a handle's word in the name of a function that makes one."""
SESSION: Final = ("ReadWriteSession", "a session")


def is_unknown(module: TypedModule, typ: Type | None) -> bool:
    """Whether a value of this type may be a handle: ``Any``, ``Any | None``, or no type at all.

    So is ``Never`` where code runs: what mypy cannot infer, and has in its cache as that instead of
    ``Any`` (2.4.1).
    """
    return typ is None or any(
        isinstance(item, UninhabitedType)
        or (isinstance(item, AnyType) and _package_of(module, item) not in NO_DATABASE)
        for item in alternatives(typ)
    )


def _package_of(module: TypedModule, typ: AnyType) -> str:
    """The package without types that an ``Any`` was imported from; else "".

    Of one in another module mypy knows no more than the name that it has there.
    """
    missing = missing_import(typ)
    own = f"{module.tree.fullname}."
    if missing.startswith(own):
        return imported(module).get(missing.removeprefix(own), NOT_IMPORTED).package
    return missing.rpartition(".")[2]


def missing_import(typ: AnyType) -> str:
    """The name that an ``Any`` was imported as from what mypy does not follow; else ""."""
    return (typ.source_any or typ).missing_import_name or ""


def is_elsewhere(info: TypeInfo) -> bool:
    """Whether a class is of a package that is no way to a database: ``repo.git.commit()``."""
    return info.module_name.partition(".")[0] in NO_DATABASE


def says_nothing(module: TypedModule, typ: Type | None) -> bool:
    """Like ``is_unknown``, and for ``object`` and for ``None`` alone."""
    proper = get_proper_type(typ)
    everything = isinstance(proper, Instance) and proper.type.fullname == "builtins.object"
    return is_unknown(module, typ) or everything or isinstance(proper, NoneType)


def is_restricted(module: TypedModule, expr: Expression) -> bool:
    """Whether a value is an instance of one of our Protocols, or of a class that extends one."""
    return may_be_restricted(module, module.types.get(expr))


def may_be_restricted(module: TypedModule, typ: Type | None) -> bool:
    """Whether a value of this type may be such an instance."""
    if type(typ) is Instance:
        return module.handles.is_restricted(typ.type)
    return any(map(module.is_restricted, objects_of(typ)))


def has_restricted(module: TypedModule, typ: Type | None) -> bool:
    """Whether a value is one, or holds or returns one: ``[session]``."""
    of_class = isinstance(get_proper_type(typ), TypeType)
    return not of_class and any(map(module.is_restricted, mentioned(typ)))


def handle_word(module: TypedModule, name: str) -> str | None:
    """The one of ``handle_names`` that ``name`` is or ends in: ``session`` of ``_db_session``.

    None of ``http_session``.
    """
    return _word(module.handle_names, name)


@cache
def _word(words: tuple[str, ...], name: str) -> str | None:
    bare = name.strip("_'").lower()  # mypy renames what a later block binds again: ``session'``
    word = next((word for word in words if bare == word or bare.endswith(f"_{word}")), None)
    is_of_others = word and not OF_OTHERS.isdisjoint(bare.removesuffix(word).split("_"))
    return None if is_of_others else word


def word_of(module: TypedModule, expr: Expression) -> str | None:
    """The handle word of the variable, attribute or function that a value comes from."""
    return handle_word(module, _name_of(expr))


def _name_of(expr: Expression) -> str:
    match expr:
        case NameExpr() | MemberExpr():
            return expr.name
        case CallExpr():
            return _name_of(expr.callee)
        case AwaitExpr():
            return _name_of(expr.expr)
        case IndexExpr():
            return _name_of(expr.base)
    return ""


def maker_word(module: TypedModule, value: Expression) -> str | None:
    """The handle word of the function that makes a value: ``get_session``, ``SessionLocal``."""
    match value:
        case AwaitExpr():
            return maker_word(module, value.expr)
        case CallExpr(callee=CallExpr() as callee):
            return maker_word(module, callee)
        case CallExpr(callee=NameExpr() | MemberExpr() as callee):
            if callee.name in PASSING_ON and value.args:
                return maker_word(module, value.args[0])
            return _made(module.handle_names, callee.name)
    return None


@cache
def _made(words: tuple[str, ...], function: str) -> str | None:
    parts = re.sub("(?<=[a-z])(?=[A-Z])", "_", function).lower().strip("_").split("_")
    made = [part.removesuffix("maker") for part in parts if part not in OF_MAKERS]
    return made[-1] if made and set(made) <= set(words) else None


def why_unknown(module: TypedModule, at: Node, of: Expression) -> str:
    """Why mypy does not know what ``of`` is, as the end of a sentence."""
    function = module.function_at(at.line)
    if function is not None and function.is_dynamic():
        return f"mypy does not check {function.name}()"
    copied = function is not None and is_copied(function)  # it is a copy that is checked
    if isinstance(at, Expression) and at not in module.checked and not copied:
        return "mypy takes this code for unreachable"
    if not is_unknown(module, module.types.get(of)):
        if isinstance(at, MemberExpr) and (owners := module.receivers(at)):
            return f"{owners[0].name} has no member {at.name}"
        return "mypy has no type for it"
    return f"{describe(of)} is Any"


def advice(module: TypedModule, line: int, name: str) -> str:
    """What to annotate ``name`` as, which stands for a session, a connection or a cursor."""
    function = module.function_at(line)
    first = "annotate the function" if function is not None and function.is_dynamic() else ""
    rest = as_restricted(module, line, name)
    return f"{first}, and {rest}" if first else f"annotate {rest}"


def as_restricted(module: TypedModule, line: int, name: str, word: str | None = None) -> str:
    """``session as ReadWriteSession if it is a session``; ``word`` where the name has none."""
    word = handle_word(module, name.rpartition(".")[2]) or word
    protocol, what = SUGGESTED.get(word or "", SESSION)
    function = module.function_at(line)
    if function is not None and function.is_coroutine and what != "a cursor":
        protocol = f"Async{protocol}"
    return f"{name} as {protocol} if it is {what}"
