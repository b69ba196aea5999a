"""What the import statements of a module say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from mypy.nodes import Import, ImportAll, ImportFrom, MypyFile
from mypy.util import correct_relative_import

from mypy_txn.audit.module import TypedModule

EVERYTHING: Final = "*"


class Imported(NamedTuple):
    """One name that is imported.

    Attributes:
        module: from where, in full, also where the import is a relative one.
        name: what is imported: "" for the module itself, ``EVERYTHING`` for all names in it.
        bound: what it is called here.

    """

    module: str
    name: str
    bound: str

    @property
    def package(self) -> str:
        """The first part of the module's name."""
        return self.module.partition(".")[0]


NOT_IMPORTED: Final = Imported("", "", "")


def imported(module: TypedModule) -> dict[str, Imported]:
    """What a module imports, by what it is called there."""
    return module.once(_by_name)


def _by_name(module: TypedModule) -> dict[str, Imported]:
    return {one.bound: one for one in imported_in(module.tree)}


def imported_in(tree: MypyFile) -> Iterator[Imported]:
    """All that a module imports, in its functions too."""
    for stmt in tree.imports:
        if isinstance(stmt, Import):
            for module, bound in stmt.ids:
                yield Imported(module, "", bound or module.partition(".")[0])
        elif isinstance(stmt, (ImportFrom, ImportAll)):
            is_package = tree.is_package_init_file()
            module, _ = correct_relative_import(tree.fullname, stmt.relative, stmt.id, is_package)
            names = stmt.names if isinstance(stmt, ImportFrom) else [(EVERYTHING, None)]
            for name, bound in names:
                yield Imported(module, name, bound or name)
