"""From a method's source to its narrowed signature."""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from classification import DROPPED_PARAMETERS

OWN_NAMES = {"_T", "_Ts", "_O", "_TSelectParam", "SQLModelSelect", "Protocol", "overload"}
BUILTINS = {"bool", "dict", "int", "list", "object", "str", "tuple", "type"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """The source of one class, and what the names in it stand for."""

    module: str
    name: str

    def methods(self, name: str) -> tuple[ModuleType, list[Function]]:
        """The overloads of a method, or the method itself, and the module that defines it."""
        real = getattr(importlib.import_module(self.module), self.name)
        for base in real.__mro__:
            if name not in vars(base):
                continue
            tree = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
            assert isinstance(tree, ast.ClassDef)
            found = [node for node in tree.body if isinstance(node, Function) and node.name == name]
            overloads = [node for node in found if _is_decorated(node, "overload")]
            return importlib.import_module(base.__module__), overloads or found[:1]
        raise LookupError(f"{self.name}.{name}")


def import_of(name: str, module: ModuleType) -> str:
    """The import statement that brings what ``module`` calls ``name`` into another module."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    package = module.__name__.split(".")[: -node.level] if node.level else []
                    origin = ".".join([*package, *([node.module] if node.module else [])])
                    shown = alias.name if alias.name == name else f"{alias.name} as {name}"
                    return f"from {origin} import {shown}"
    return f"from {module.__name__} import {name}"


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


@dataclass(frozen=True)
class Narrowing:
    """The rules by which a signature becomes a Protocol's: what is executed, what comes back."""

    line: str
    write: bool
    is_connection: bool

    def overloads(self, functions: list[Function]) -> Iterator[Function]:
        """The narrowed overloads, those that would accept too much left out."""
        for function in functions:
            narrowed = copy.deepcopy(function)
            parameters = narrowed.args
            parameters.args = [arg for arg in parameters.args if arg.arg not in DROPPED_PARAMETERS]
            parameters.kwonlyargs = [
                arg for arg in parameters.kwonlyargs if arg.arg not in DROPPED_PARAMETERS
            ]
            parameters.kwarg = None
            required = len(parameters.args) - len(function.args.defaults)
            parameters.defaults = [ast.Constant(...) for _ in parameters.args[required:]]
            parameters.kw_defaults = [ast.Constant(...) for _ in parameters.kwonlyargs]
            if not self._narrow_statement(narrowed, alone=len(functions) == 1):
                continue
            if narrowed.returns is not None:
                narrowed.returns = _Results().visit(narrowed.returns)
            yield narrowed

    def _narrow_statement(self, function: Function, alone: bool) -> bool:
        """Narrow what may be executed; False if the overload is to be left out."""
        statement = next((arg for arg in function.args.args if arg.arg == "statement"), None)
        if statement is None or statement.annotation is None:
            return True
        text = ast.unparse(statement.annotation)
        if "Never" in text:
            # An overload for a checker's sake. Without it mypy 2.4.1 does not see that the real
            # connection accepts what the other two accept; sessions it sees through.
            return self.write and self.is_connection
        if text == "UpdateBase":
            return self.write and function.name == "exec"
        if function.name == "exec":
            return True
        if text.startswith("TypedReturnsRows["):
            row = text.removeprefix("TypedReturnsRows")
            if not self.write:
                text = f"Select{row} | CompoundSelect{row}"
        elif not self.write:
            anything = "[Any]" if self.line == "20" else "[Unpack[tuple[Any, ...]]]"
            several = f"Select{anything} | CompoundSelect{anything} | TextualSelect"
            rows_are_known = function.name in ("execute", "stream") and not alone
            text = "TextualSelect" if rows_are_known else several
        statement.annotation = ast.parse(text, mode="eval").body
        return True


class _Results(ast.NodeTransformer):
    """A connection's ``CursorResult`` becomes ``Result``, which has no way back."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name("Result") if node.id == "CursorResult" else node


SQLMODEL_SELECT = "SQLModelSelect"


class _SQLModelSelect(ast.NodeTransformer):
    """What SQLModel calls ``Select`` is not SQLAlchemy's."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(SQLMODEL_SELECT) if node.id == "Select" else node


WHERE = {
    "CompoundSelect": "from sqlalchemy.sql.selectable import CompoundSelect",
    "Iterable": "from collections.abc import Iterable",
    "Result": "from sqlalchemy.engine import Result",
    "Executable": "from sqlalchemy.sql.base import Executable",
    "ScalarResult": "from sqlalchemy.engine import ScalarResult",
    "Select": "from sqlalchemy.sql.selectable import Select",
    "TextualSelect": "from sqlalchemy.sql.selectable import TextualSelect",
    "Unpack": "from typing_extensions import Unpack",
    "Any": "from typing import Any",
}
"""Where the names come from that the narrowing itself brings in."""

PROPERTIES = {"is_active": "bool"} | dict.fromkeys(("new", "dirty", "deleted"), "Iterable[Any]")
"""Properties of the real classes, with a type that sync, async and scoped sessions all meet."""


def render(
    source: Source, member: str, narrowing: Narrowing, docstring: str, imports: set[str]
) -> str:
    """The text of one member, indented for a class; what it needs is added to ``imports``."""
    if member in PROPERTIES:
        annotation = PROPERTIES[member]
        imports.update(WHERE[name] for name in _names(ast.parse(annotation)) if name in WHERE)
        text = f'@property\ndef {member}(self) -> {annotation}:\n    """{docstring}"""\n    ...'
        return textwrap.indent(text, "    ")
    module, functions = source.methods(member)
    functions = list(narrowing.overloads(functions))
    texts = []
    for number, function in enumerate(functions):
        if member == "exec":
            imports.add(f"from sqlmodel.sql.expression import Select as {SQLMODEL_SELECT}")
            function = _SQLModelSelect().visit(function)
        for name in _names(function):
            is_own = name in WHERE and (member != "exec" or name.endswith("Result"))
            imports.add(WHERE[name] if is_own else import_of(name, module))
        function.decorator_list = [ast.Name("overload")] if len(functions) > 1 else []
        function.body = [ast.Expr(ast.Constant(docstring) if number == 0 else ast.Constant(...))]
        text = ast.unparse(ast.fix_missing_locations(function))
        texts.append(text.replace("[*_Ts,]", "[*_Ts]"))
    return textwrap.indent("\n".join(texts), "    ")


def _names(tree: ast.AST) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names - OWN_NAMES - BUILTINS


def _is_decorated(function: Function, name: str) -> bool:
    return any(
        isinstance(decorator, ast.Name) and decorator.id == name
        for decorator in function.decorator_list
    )
