"""How the plugin ends a run in which nothing could be checked: with a message, never in silence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mypy.errorcodes import ErrorCode
from mypy.errors import CompileError

from mypy_txn.codes import CONFIG, INTERNAL

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Refused(Exception):
    """Nothing can be checked; the text is the complaint.

    Attributes:
        code: what the complaint is about.

    """

    def __init__(self, complaint: str, code: ErrorCode = CONFIG) -> None:
        super().__init__(complaint)
        self.code = code


def guarded(entry: Callable[_P, _R]) -> Callable[_P, _R]:
    """An entry that fails ends the run with a message and exit status 2, not with a traceback."""

    @wraps(entry)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return entry(*args, **kwargs)
        except CompileError:
            raise
        except Exception as error:
            refused = as_refused(error)
        # Not from within: the exception would keep what its context has, mypy's cache for one.
        raise CompileError([f"{refused}  {_mark(refused.code)}"]) from refused.__cause__

    return call


def as_refused(error: Exception) -> Refused:
    """What to say of an exception: what it says, if it is meant to, or that we failed."""
    if isinstance(error, Refused):
        return error
    text = f"mypy_txn failed, nothing is checked: {type(error).__name__}: {error}"
    refused = Refused(text, INTERNAL)
    refused.__cause__ = error
    return refused


def is_refusal(text: str) -> bool:
    """Whether a message that ended a run is one of ours."""
    return text.endswith((_mark(CONFIG), _mark(INTERNAL)))


def _mark(code: ErrorCode) -> str:
    return f"[{code.code}]"
