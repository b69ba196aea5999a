"""Where imports of Protocols go: into one that is there, or beside what they take the place of."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from typing import Final, NamedTuple

import libcst as cst

from mypy_txn.migration.needs import Need
from mypy_txn.migration.statements import added, in_order, statement, width_of
from mypy_txn.migration.syntax import Block, Import, Syntax, written
from mypy_txn.migration.text import Edit, Text

_OURS: Final = "mypy_txn"
_ENDS: Final = (b"\r", b"\n", b"")
_LIBRARIES: Final = ("sqlalchemy", "sqlmodel")


class Line(NamedTuple):
    """A line of a block that is an import statement and nothing else."""

    node: cst.SimpleStatementLine
    statement: cst.Import | cst.ImportFrom

    @property
    def module(self) -> str:
        """The first module that it names, with the dots of a relative import."""
        if isinstance(self.statement, cst.Import):
            return written(self.statement.names[0].name) or ""
        node = self.statement
        return "." * len(node.relative) + (written(node.module) or "" if node.module else "")

    @property
    def package(self) -> str:
        """The package of that module."""
        return self.module.partition(".")[0]


def additions(syntax: Syntax, text: Text, needs: Iterable[Need]) -> Iterator[Edit]:
    """The edits that import what is needed."""

    def key(need: Need) -> tuple[int, int, str]:
        return need.block.span.start, need.block.span.end, need.protocol.rpartition(".")[0]

    for (_, _, module), found in groupby(sorted(needs, key=key), key=key):
        group = list(found)
        names = in_order([_imported(need) for need in group])
        beside = next((need.beside for need in group if need.beside), None)
        yield from _Adding(syntax, text, group[0].block, module, names).edits(beside)


def _imported(need: Need) -> str:
    name = need.protocol.rpartition(".")[2]
    return name if name == need.local else f"{name} as {need.local}"


class _Adding:
    """Adding ``from module import names`` to a block."""

    def __init__(
        self, syntax: Syntax, text: Text, block: Block, module: str, names: list[str]
    ) -> None:
        self._syntax = syntax
        self._text = text
        self._block = block
        self._module = module
        self._names = names
        self._width = width_of(syntax, text)
        self._sections = list(_sections(block))

    def edits(self, beside: Import | None) -> Iterator[Edit]:
        for line in (line for section in self._sections for line in section):
            match line.statement:
                case cst.ImportFrom(names=[*_]) as node if line.module == self._module:
                    yield from added(self._syntax, self._text, node, self._names, self._width)
                    return
        section = self._section(beside)
        yield self._into(section) if section else self._apart()

    def _section(self, beside: Import | None) -> list[Line] | None:
        """The section of imports that the new one belongs to; None if there is none yet."""
        for section in self._sections:
            if any(line.package == _OURS for line in section):
                return section
        for section in self._sections:
            for line in section:
                if beside and line.node is beside.line and not _is_standard(line):
                    return section
        for section in self._sections:
            if any(line.package in _LIBRARIES for line in section):
                return section
        is_inner = self._block is not self._syntax.root
        return self._sections[-1] if is_inner and self._sections else None

    def _into(self, section: Sequence[Line]) -> Edit:
        """The statement at its place by the order of a section."""
        kinds = [isinstance(line.statement, cst.ImportFrom) for line in section]
        mixed = any(a and not b for a, b in pairwise(kinds))

        def key(kind: bool, module: str) -> tuple[bool, bool, str]:
            return module.startswith("."), kind or mixed, module.lower()

        ours = key(True, self._module)
        for line, kind in zip(section, kinds, strict=True):
            if key(kind, line.module) > ours:
                return self._before(line.node)
        return self._after(section[-1].node)

    def _apart(self) -> Edit:
        """The statement in a section of its own, behind the standard library's."""
        body = self._block.node.body
        if self._block is not self._syntax.root:
            return self._before(body[0])
        leading = list(_leading(self._syntax.module, self._sections))
        standard = [section for section in leading if _is_standard(section[0])]
        if standard:
            return self._after(standard[-1][-1].node, apart=True)
        if leading:
            edit = self._before(leading[0][0].node)
            return edit._replace(text=edit.text + self._text.line_break(edit.start))
        if _is_docstring(body[0]):
            return self._spaced(self._after(body[0], apart=True))
        return self._spaced(self._first())

    def _first(self) -> Edit:
        """The statement behind the comments at the start of the file."""
        start = 0
        while self._text.data[start : start + 1] == b"#":
            start = self._text.line_end(start)
        line_break = self._text.line_break(start)
        new = statement(self._module, self._names, "", line_break, self._width)
        return Edit(start, start, f"{line_break if start else ''}{new}{line_break}")

    def _spaced(self, edit: Edit) -> Edit:
        """``edit`` with two empty lines behind it, if there is none."""
        if self._text.data[edit.end : edit.end + 1] in _ENDS:
            return edit
        return edit._replace(text=edit.text + self._text.line_break(edit.start) * 2)

    def _before(self, node: cst.BaseStatement | cst.BaseSmallStatement) -> Edit:
        start = self._text.line_start(self._syntax.spans[node].start)
        indent = self._text.indent(self._syntax.spans[node].start)
        line_break = self._text.line_break(start)
        new = statement(self._module, self._names, indent, line_break, self._width)
        return Edit(start, start, f"{indent}{new}{line_break}")

    def _after(self, node: cst.BaseStatement | cst.BaseSmallStatement, apart: bool = False) -> Edit:
        span = self._syntax.spans[node]
        indent, line_break = self._text.indent(span.start), self._text.line_break(span.end)
        end = self._text.line_end(span.end)
        new = statement(self._module, self._names, indent, line_break, self._width)
        among_imports = self._text.data.startswith((b"from ", b"import "), end)
        gap = line_break if apart and not among_imports else ""
        if self._text.data[:end].endswith((b"\n", b"\r")):
            return Edit(end, end, f"{gap}{indent}{new}{line_break}")
        return Edit(end, end, f"{line_break}{gap}{indent}{new}")


def _sections(block: Block) -> Iterator[list[Line]]:
    """The import lines of a block, those that stand together and are of one kind in a list."""
    section: list[Line] = []
    for node in block.node.body:
        match node:
            case cst.SimpleStatementLine(body=[cst.Import() | cst.ImportFrom() as found]):
                line = Line(node, found)
                if section and (
                    node.leading_lines or _is_standard(line) != _is_standard(section[0])
                ):
                    yield section
                    section = []
                section.append(line)
            case _ if section:
                yield section
                section = []
    if section:
        yield section


def _leading(module: cst.Module, sections: Iterable[list[Line]]) -> Iterator[list[Line]]:
    """The sections before the first function or class."""
    definitions = (cst.FunctionDef, cst.ClassDef)
    top = list(takewhile(lambda node: not isinstance(node, definitions), module.body))
    return (section for section in sections if section[0].node in top)


def _is_standard(line: Line) -> bool:
    return line.package in sys.stdlib_module_names


def _is_docstring(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString())]):
            return True
        case _:
            return False
