"""Functions that hand a full session to what they are given."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeGuard, TypeVar

from sqlalchemy.orm import Session
from typing_extensions import TypeIs

_T = TypeVar("_T")

current: ContextVar[Session] = ContextVar("current")


def with_session(work: Callable[[Session], _T]) -> _T: ...


def with_number(work: Callable[[int], _T]) -> _T: ...


def is_session(x: object) -> TypeGuard[Session]: ...


def is_really_session(x: object) -> TypeIs[Session]: ...


def is_number(x: object) -> TypeGuard[int]: ...
