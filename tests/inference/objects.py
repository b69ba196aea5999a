"""Objects that hold a session, each in a way of its own."""

from __future__ import annotations

import textwrap
from typing import Final

HOLDING: Final = (
    "Replaced",
    "AsTuple",
    "Dict",
    "Vars",
    "ByName",
    "AsProtocol",
    "OtherName",
    "ByGetter",
)
HOLDERS: Final = "".join(
    f"\n@dataclass\nclass {name}:\n    session: Session\n    name: str = ''\n" for name in HOLDING
)
OBJECTS: Final = (
    textwrap.dedent("""
    from __future__ import annotations

    from collections.abc import Callable, Generator, Iterator
    from dataclasses import dataclass
    from typing import Any, Generic, Protocol, TypeVar

    from sqlalchemy.orm import Session

    T = TypeVar("T")

    def commits(session: Session) -> None:
        session.commit()

    def returning(session: Session) -> Generator[None, None, Session]:
        yield None
        return session

    class Lazily(Generic[T]):
        def __init__(self, function: Callable[[Any], T]) -> None:
            self.function = function

        def __get__(self, of: object, owner: object) -> T:
            return self.function(of)

    class Iterates:
        def __init__(self, session: Session) -> None:
            self.iterated = session

        def __iter__(self) -> Iterator[Session]:
            yield self.iterated

    class Spread:
        def __init__(self, session: Session) -> None:
            self.spread = session

        def __iter__(self) -> Iterator[Session]:
            yield self.spread

    class Listed:
        def __init__(self, session: Session) -> None:
            self.listed = session

        def __iter__(self) -> Iterator[Session]:
            yield self.listed

    @dataclass
    class Next:
        session: Session

        def __next__(self) -> Session:
            return self.session

        def __iter__(self) -> Next:
            return self

    @dataclass
    class Enters:
        session: Session

        def __enter__(self) -> Session:
            return self.session

        def __exit__(self, *args: object) -> None: ...

    @dataclass
    class Waits:
        session: Session

        def __await__(self) -> Generator[None, None, Session]:
            yield None
            return self.session

    @dataclass
    class Gets:
        session: Session

        def get(self) -> Session:
            return self.session

    class Lazy:
        def __init__(self, session: Session) -> None:
            self._session = session

        @Lazily
        def session(self) -> Session:
            return self._session

    @dataclass
    class Described:
        session: Session

        def __get__(self, of: object, owner: object) -> Session:
            return self.session

        def __set__(self, of: object, value: Session) -> None:
            value.commit()

    class Sets:
        @property
        def one(self) -> Session: ...

        @one.setter
        def one(self, value: Session) -> None:
            value.commit()

    class HasSession(Protocol):
        @property
        def session(self) -> Session: ...

    class Ends:
        def end(self: HasOwn) -> None:
            self.own.commit()

    class HasOwn(Protocol):
        own: Session

    class Mixed(Ends):
        def __init__(self, session: Session) -> None:
            self.own = session

    def by_protocol(one: HasSession) -> None:
        one.session.commit()

    @dataclass
    class Steps:
        session: Session

        def __iter__(self) -> Steps:
            return self

        def __next__(self) -> Session:
            return self.session

    @dataclass
    class Unpacked:
        session: Session

        def __iter__(self) -> UnpackedIterator:
            return UnpackedIterator(self.session)

    @dataclass
    class UnpackedIterator:
        session: Session

        def __next__(self) -> Session:
            return self.session

        def __iter__(self) -> UnpackedIterator:
            return self

    @dataclass
    class Later:
        session: Session

        def __aiter__(self) -> Later:
            return self

        async def __anext__(self) -> Session:
            return self.session

    @dataclass
    class Comprehended:
        session: Session

        def __aiter__(self) -> Comprehended:
            return self

        async def __anext__(self) -> Session:
            return self.session

    @dataclass
    class Numbered:
        session: Session

        def __getitem__(self, number: int) -> Session:
            return self.session

    @dataclass
    class Reversed:
        session: Session

        def __reversed__(self) -> Iterator[Session]:
            yield self.session

    @dataclass
    class Whatever:
        session: Session

        def __getattribute__(self, name: str) -> Session:
            return object.__getattribute__(self, "session")

    @dataclass
    class AnyName:
        session: Session

        def __getattr__(self, name: str) -> Session:
            return self.session
""")
    + HOLDERS
)
