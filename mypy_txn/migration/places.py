"""What stands at a place that mypy gave: types to look through, or a parameter without one.

mypy 2.4 places a type of a comment where its statement, its parameter or its function begins, and a
type in a string where the string begins (``mypy/fastparse.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import libcst as cst

from mypy_txn.migration.references import TypeText, type_in
from mypy_txn.migration.syntax import Parameter, Syntax, TypeComment

_SIGNATURE: Final = re.compile(r"\((.*)\)\s*->\s*(.*)")
_STARS: Final = re.compile(r"(^|,)(\s*)(\*{1,2})")


@dataclass(frozen=True, slots=True)
class Types:
    """The types at a place, and whether Python evaluates them."""

    texts: Sequence[TypeText]
    evaluated: bool


def starts(syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Where types, and what has or may have one, begin; each with the place that ``at`` takes."""
    for annotation in syntax.annotations:
        yield annotation.span.start, annotation.span.start
    for parameter in syntax.parameters:
        typ = parameter.node.annotation
        start = syntax.spans[typ].start if typ else parameter.name.start
        yield parameter.name.start, start
    for comment in syntax.comments:
        yield comment.at, comment.at


def at(syntax: Syntax, offset: int) -> Types | Parameter | None:
    """The types at ``offset``, the parameter that has none there, or None if it is neither."""
    for annotation in syntax.annotations:
        if annotation.span.covers(offset):
            return _annotated(syntax, annotation.node, annotation.evaluated)
    for parameter in syntax.parameters:
        if parameter.name.start == offset:
            return _of_parameter(syntax, parameter)
    for comment in syntax.comments:
        if comment.at == offset or comment.span.covers(offset):
            return Types(_in_comment(comment), False)
    return None


def why_fixed_at(syntax: Syntax, offset: int) -> str:
    """Why the type of the parameter at ``offset`` has to stay as it is; "" if it may change."""
    for parameter in syntax.parameters:
        typ = parameter.node.annotation
        if parameter.name.start == offset or (typ and syntax.spans[typ].covers(offset)):
            return parameter.fixed
    return ""


def has_types(syntax: Syntax, function: cst.FunctionDef) -> bool:
    """Whether any type is written at a function; mypy looks into others only where it has to."""
    own = [one.node for one in syntax.parameters if one.function is function]
    return (
        function.returns is not None
        or any(node.annotation for node in own)
        or any(comment.owner in (function, *own) for comment in syntax.comments)
    )


def _annotated(syntax: Syntax, node: cst.BaseExpression, evaluated: bool) -> Types:
    return Types([TypeText(node, syntax.spans, 0, False)], evaluated and not syntax.postpones)


def _of_parameter(syntax: Syntax, parameter: Parameter) -> Types | Parameter:
    if parameter.node.annotation:
        return _annotated(syntax, parameter.node.annotation.annotation, True)
    for comment in syntax.comments:
        if comment.owner is parameter.node:
            return Types(_in_comment(comment), False)
    for comment in syntax.comments:
        if comment.owner is parameter.function:
            return Types(_argument(syntax, parameter, comment), False)
    return parameter


def _argument(syntax: Syntax, parameter: Parameter, comment: TypeComment) -> list[TypeText]:
    """The type of ``parameter`` in the comment of its function, which may leave out ``self``."""
    arguments = list(_arguments(comment))
    names = [one.name for one in syntax.parameters if one.function is parameter.function]
    index = names.index(parameter.name) - (len(names) - len(arguments))
    return arguments[index : index + 1] if index >= 0 else []


def _in_comment(comment: TypeComment) -> list[TypeText]:
    signature = _SIGNATURE.fullmatch(comment.text)
    if signature and isinstance(comment.owner, cst.FunctionDef):
        returned = type_in(signature[2], _start(comment, signature.start(2)))
        return [*_arguments(comment), *([returned] if returned else [])]
    found = type_in(comment.text, comment.span.start)
    return [found] if found else []


def _arguments(comment: TypeComment) -> Iterator[TypeText]:
    signature = _SIGNATURE.fullmatch(comment.text)
    if signature and signature[1].strip():
        plain = _STARS.sub(lambda found: found[1] + found[2] + " " * len(found[3]), signature[1])
        found = type_in(f"{plain},", _start(comment, signature.start(1)))
        if found and isinstance(found.node, cst.Tuple):
            for element in found.node.elements:
                yield found._replace(node=element.value)


def _start(comment: TypeComment, index: int) -> int:
    return comment.span.start + len(comment.text[:index].encode())
