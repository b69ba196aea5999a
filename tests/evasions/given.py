"""What the unrestricted modules of a backend offer: a module ``given.<kind>`` for each kind."""

from __future__ import annotations

from string import Template

from .kinds import KINDS, Kind

_PLAIN = '"""Nothing to do with handles."""\n\n\nclass Counted(int):\n    pass\n'
_SUBCLASSES = """\
\"\"\"Subclasses of handles.\"\"\"

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session


class AuditedSession(Session):
    pass


class TenantSession(AsyncSession):
    pass
"""

_TEXT = Template('''\
"""Handles of one kind, and every way to be handed one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypedDict, TypeVar

from $M import $C
$imports

Alias = $N
Bound = TypeVar("Bound", bound=$N)
opened: $N
by_name: dict[str, $N] = {}
current: ContextVar[$N] = ContextVar("current")


def hand_out(handle: $N) -> None:
    """Make ``handle`` what all of the following yield."""
    global opened
    opened = by_name["db"] = Base.inherited = handle
    current.set(handle)


def open_it() -> $N:
    return opened


async def open_later() -> $N:
    return opened


def provide() -> Iterator[$N]:
    yield opened


async def provide_later() -> AsyncIterator[$N]:
    yield opened


@contextmanager
def scope() -> Iterator[$N]:
    yield opened


@asynccontextmanager
async def scope_later() -> AsyncIterator[$N]:
    yield opened


def opener() -> Callable[[], $N]:
    return open_it


class Base:
    inherited: $N


class Context:
    """A request's context, which L4 builds."""

    def __init__(self) -> None:
        self.attribute = opened

    @property
    def item(self) -> $N:
        return opened

    @cached_property
    def cached(self) -> $N:
        return opened

    @classmethod
    def default(cls) -> $N:
        return opened

    @staticmethod
    def static() -> $N:
        return opened

    def get(self) -> $N:
        return opened


class Lazy:
    """Not a handle itself; whatever is done with it yields one."""

    def __enter__(self) -> $N:
        return opened

    def __exit__(self, *exc: object) -> None: ...

    async def __aenter__(self) -> $N:
        return opened

    async def __aexit__(self, *exc: object) -> None: ...

    def __call__(self) -> $N:
        return opened

    def __iter__(self) -> Iterator[$N]:
        yield opened

    async def __aiter__(self) -> AsyncIterator[$N]:
        yield opened

    def __getitem__(self, name: str) -> $N:
        return opened

    def __await__(self) -> Generator[None, None, $N]:
        yield from ()
        return opened

    def __neg__(self) -> $N:
        return opened

    def __or__(self, other: int) -> $N:
        return opened

    def __getattr__(self, name: str) -> $N:
        return opened


class Descriptor:
    def __get__(self, instance: object, owner: type) -> $N:
        return opened


class Described:
    item = Descriptor()


@dataclass
class Data:
    item: $N


class Pair(NamedTuple):
    item: $N
    number: int


class Keyed(TypedDict):
    item: $N


def data() -> Data:
    return Data(opened)


def pair() -> Pair:
    return Pair(opened, 1)


def keyed() -> Keyed:
    return {"item": opened}
''')


def given() -> dict[str, str]:
    """Files by name."""
    return {f"given/{kind.name}.py": _text(kind) for kind in KINDS} | {
        "given/plain.py": _PLAIN,
        "given/subclasses.py": _SUBCLASSES,
    }


def _text(kind: Kind) -> str:
    return _TEXT.substitute(M=kind.module, C=kind.cls, N=kind.cls + kind.args, imports=kind.imports)
