"""The public surface of an installed library, as mypy types it, seen through the catalogue."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mypy import build
from mypy.modulefinder import BuildSource
from mypy.nodes import MypyFile, SymbolNode, TypeAlias, TypeInfo, Var
from mypy.options import Options
from mypy.typeops import bind_self
from mypy.types import CallableType, FunctionLike, Type, get_proper_type

from mypy_txn.adapter.sqlalchemy_line import select_protocols
from mypy_txn.audit.executions import SQL_ARGUMENTS
from mypy_txn.audit.handles import HandleFinder
from mypy_txn.audit.symbols import declared_type
from mypy_txn.catalog import Catalog
from mypy_txn.catalog.arguments import ARGUMENTS, REQUIRED

STUBS = Path(__file__).parents[2] / "stubs"
DUNDERS = frozenset(("__call__", "__await__", "__enter__", "__exit__", "__aenter__", "__aexit__"))


@dataclass
class Surface:
    """What a library shows: each entry ``class.member`` or ``module.name``, by full name.

    Attributes:
        handle_members: public members of handle classes, by the handle class.
        leaks: public members of other classes whose type mentions a handle, by class.
        makers: module-level functions and variables whose type mentions a handle.
        members: every public member of every class that is no handle.
        mro: the full names of the classes that a class inherits from, itself first.
        takes_sql: every member with a parameter named like an SQL text, of the classes that the
            catalogue knows.
        signatures: of each member in ``ARGUMENTS`` and ``REQUIRED`` of a handle class, without
            ``self``.

    """

    handle_members: dict[str, set[str]] = field(default_factory=dict)
    leaks: dict[str, set[str]] = field(default_factory=dict)
    makers: set[str] = field(default_factory=set)
    members: dict[str, set[str]] = field(default_factory=dict)
    mro: dict[str, list[str]] = field(default_factory=dict)
    takes_sql: set[str] = field(default_factory=set)
    signatures: dict[str, list[CallableType]] = field(default_factory=dict)


def modules_of(package: str) -> list[str]:
    """``package`` and the modules below it, without those made for testing.

    They are found as files, since mypy reads what cannot be imported here. Stubs come first, as
    they do for mypy: this project's own, then those of a stub package.
    """
    below = package.replace(".", "/")
    stubs = [STUBS / below, *(Path(place) / f"{package}-stubs" for place in sys.path)]
    root = next((path for path in stubs if path.is_dir()), None)
    if root is None:
        spec = importlib.util.find_spec(package)
        if spec is None:
            raise ModuleNotFoundError(f"{package} is not installed, nor are its stubs")
        if spec.submodule_search_locations is None:
            return [package]
        root = Path(spec.submodule_search_locations[0])
    paths = {
        path.relative_to(root).with_suffix("")
        for path in root.rglob("*.py*")
        if path.suffix in (".py", ".pyi")
    }
    names = {".".join((package, *path.parts)).removesuffix(".__init__") for path in paths}
    return sorted(name for name in names if ".testing" not in name)


def typed_modules(packages: list[str], cache: Path) -> dict[str, MypyFile]:
    """Every module of ``packages`` as mypy analyses it, unannotated bodies included."""
    names = [name for package in packages for name in modules_of(package)]
    options = Options()
    options.cache_dir = str(cache)
    options.mypy_path = [str(STUBS)]
    options.check_untyped_defs = True
    options.python_executable = sys.executable
    select_protocols(options)
    text = "\n".join(f"import {name}" for name in names)
    result = build.build([BuildSource("surface_entry.py", "surface_entry", text)], options)
    return {name: result.files[name] for name in names if name in result.files}


def surface(files: dict[str, MypyFile], catalog: Catalog) -> Surface:
    """Sort every public symbol of ``files`` by what the catalogue has to say about it."""
    found = Surface()
    finder = HandleFinder(catalog)
    for module, tree in files.items():
        for name, symbol in tree.names.items():
            node = symbol.node
            if node is None or name.startswith("__") or not _defined_in(node, module):
                continue
            if isinstance(node, TypeInfo):
                _add_class(found, node, catalog, finder)
            elif not name.startswith("_") and finder.in_type(type_of(node)):
                found.makers.add(f"{module}.{name}")
    return found


def _defined_in(node: SymbolNode, module: str) -> bool:
    return node.fullname.rpartition(".")[0] == module


def _add_class(found: Surface, info: TypeInfo, catalog: Catalog, finder: HandleFinder) -> None:
    mro = [base.fullname for base in info.mro]
    found.mro[info.fullname] = mro
    if catalog.of_class(mro).classified:
        found.takes_sql.update(name for name in info.names if _takes_sql(info, name))
    if catalog.of_class(mro).handle is not None:
        found.handle_members[info.fullname] = set(_public_names(info, inherited=True))
        for name in (*ARGUMENTS, *REQUIRED):
            found.signatures.setdefault(name, []).extend(_signatures(info, name))
        return
    for name in _public_names(info, inherited=False):
        found.members.setdefault(info.fullname, set()).add(name)
        node = info.names[name].node
        if node is not None and finder.in_type(type_of(node)):
            found.leaks.setdefault(info.fullname, set()).add(name)


def _takes_sql(info: TypeInfo, name: str) -> bool:
    taken = (of for signature in _signatures(info, name) for of in signature.arg_names[:1])
    return not name.startswith("_") and any(of in SQL_ARGUMENTS for of in taken)


def _signatures(info: TypeInfo, name: str) -> list[CallableType]:
    symbol = info.get(name)
    typ = get_proper_type(declared_type(symbol.node)) if symbol and symbol.node else None
    return [bind_self(one) for one in typ.items] if isinstance(typ, FunctionLike) else []


def _public_names(info: TypeInfo, inherited: bool) -> Iterator[str]:
    for base in info.mro if inherited else [info]:
        if base.module_name.split(".")[0] in ("builtins", "typing", "typing_extensions", "abc"):
            continue
        for name in base.names:
            if not name.startswith("_") or name in DUNDERS:
                yield name


def type_of(node: SymbolNode) -> Type | None:
    """The declared or inferred type of a symbol; an alias's target."""
    match node:
        case Var():
            return node.type
        case TypeAlias():
            return node.target
        case _:
            return declared_type(node)
