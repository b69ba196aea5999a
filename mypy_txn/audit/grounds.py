"""What the types in a module depend on, where mypy (2.4.1) records no dependency."""

from __future__ import annotations

from mypy.nodes import MatchStmt, MemberExpr, MypyFile, RefExpr, TypeInfo
from mypy.types import Instance, get_proper_type

from mypy_txn.audit.handles import mentioned
from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.patterns import class_patterns
from mypy_txn.files import is_installed


def has_unchecked(module: TypedModule) -> bool:
    """Whether some of the types are not mypy's own."""
    return module.types is not module.checked


def has_unrecorded(module: TypedModule) -> bool:
    """Whether mypy's daemon would miss that a type in the module is another one now.

    It does for what nobody checked, what a descriptor or a ``__getattr__`` yields, and fields that
    a pattern matches by position.
    """
    matched = class_patterns(module.everything.of(MatchStmt))
    return (
        has_unchecked(module)
        or any(pattern.positionals for _, pattern in matched)
        or any(_is_computed(module, member) for member in module.of_kind(MemberExpr))
    )


def _is_computed(module: TypedModule, member: MemberExpr) -> bool:
    """Whether code of the project, not of a library, makes the type of a member."""
    if isinstance(member.expr, RefExpr) and isinstance(member.expr.node, MypyFile):
        return "__getattr__" in member.expr.node.names
    for info in module.classes(member.expr):
        symbol = info.get(member.name)
        typ = get_proper_type(symbol.type) if symbol else None
        maker = info.get_containing_type_info("__getattr__") if symbol is None else None
        if isinstance(typ, Instance):
            maker = typ.type.get_containing_type_info("__get__")
        if maker is not None and _is_of_the_project(module, maker):
            return True
    return False


def _is_of_the_project(module: TypedModule, info: TypeInfo) -> bool:
    file = module.followed.get(info.module_name)
    return file is not None and not is_installed(file.path)


def grounds_of(module: TypedModule) -> set[str]:
    """The modules of the classes that the verdict depends on, and of those they inherit from."""
    found = set[str]().union(*map(module.handles.modules_of, module.handles.asked))
    found.update(name.rpartition(".")[0] for name in module.handles.aliases)
    if has_unchecked(module):
        for expr, typ in module.types.items():
            if module.checked.get(expr) is not typ:
                found.update(*map(module.handles.modules_of, mentioned(typ)))
    return found


def names_of(module: TypedModule) -> set[str]:
    """The full names of those classes and aliases that are the project's, and not this module's."""
    classes = {base for info in module.handles.asked for base in info.mro}
    own = {
        info.fullname
        for info in classes
        if not module.is_here(info) and _is_of_the_project(module, info)
    }
    return own | module.handles.aliases
