"""Which modules the types of unchecked expressions come from: mypy records no dependency there."""

from __future__ import annotations

from mypy_txn.audit.handles import classes_of
from mypy_txn.audit.module import TypedModule


def has_unchecked(module: TypedModule) -> bool:
    """Whether some of the types are not mypy's own."""
    return module.types is not module.checked


def grounds_of(module: TypedModule) -> set[str]:
    """The modules of the classes that such types name, and of those that they inherit from."""
    if not has_unchecked(module):
        return set()
    return {
        base.module_name
        for expr, typ in module.types.items()
        if module.checked.get(expr) is not typ
        for info in classes_of(typ)
        for base in info.mro
    }
