"""Types that something looks up at run time: with another one the program would do another thing.

``Depends()`` without a function calls the type itself (FastAPI 0.165), ``register`` of
``functools.singledispatch`` without a class dispatches on the type of the first parameter, and
``inject`` of several libraries finds a value by its type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import libcst as cst

from mypy_txn.migration.syntax import written

_DEPENDENCIES: Final = ("Depends", "Security")
_INJECTORS: Final = ("inject", "autowired")


def why_fixed(function: cst.FunctionDef | cst.Lambda, parameter: cst.Param) -> str:
    """Why the type of a parameter has to stay as it is; "" if nothing is known."""
    calls = [*_calls_in(parameter.annotation), parameter.default]
    if any(isinstance(call, cst.Call) and _is_bare_dependency(call) for call in calls):
        return "FastAPI makes the value by calling its type"
    for decorator in function.decorators if isinstance(function, cst.FunctionDef) else ():
        name = written(decorator.decorator) or ""
        if name.endswith(".register") and parameter in _first(function.params):
            return f"{name} dispatches on its type"
        if name.rpartition(".")[2] in _INJECTORS and parameter.default is None:
            return f"{name} may find the value by its type"
    return ""


def _first(parameters: cst.Parameters) -> Sequence[cst.Param]:
    """The first parameter, and the one behind ``self`` or ``cls``."""
    found = [*parameters.posonly_params, *parameters.params]
    is_method = bool(found) and found[0].annotation is None
    return found[: 2 if is_method else 1]


def _calls_in(annotation: cst.Annotation | None) -> Iterator[cst.Call]:
    """The calls among the arguments of ``Annotated``."""
    if annotation and isinstance(annotation.annotation, cst.Subscript):
        for element in annotation.annotation.slice[1:]:
            match element.slice:
                case cst.Index(value=cst.Call() as call):
                    yield call


def _is_bare_dependency(call: cst.Call) -> bool:
    name = (written(call.func) or "").rpartition(".")[2]
    given = [arg for arg in call.args if arg.keyword is None or arg.keyword.value == "dependency"]
    return name in _DEPENDENCIES and not given
