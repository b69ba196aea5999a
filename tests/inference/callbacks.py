"""Functions and objects that something foreign calls with a session; cases as in program.py."""

from __future__ import annotations

from typing import Final

CALLED: Final = """
    from __future__ import annotations

    from collections.abc import Callable, Generator, Iterator
    from typing import Any, Generic, TypeVar

    from sqlalchemy.orm import Session

    T = TypeVar("T")

    def commits(session: Session) -> int:
        session.commit()
        return 1

    def reads(session: Session) -> int:
        return 1 if session.is_active else 0

    def folds(so_far: int, session: Session) -> int:
        session.commit()
        return so_far

    def folds_two(session: Session, other: Session) -> Session:
        other.commit()
        return session

    def same(session: Session) -> Session:
        return session

    def without(*, number: int = 1) -> None: ...

    def returning(session: Session) -> Generator[None, None, Session]:
        yield None
        return session

    def receiving() -> Generator[None, Session, None]:
        one = yield
        one.commit()

    class Making:
        def __init__(self, session: Session) -> None:
            session.commit()

    class Calls:
        def __call__(self, session: Session) -> int:
            session.commit()
            return 1

        def method(self, session: Session) -> int:
            session.commit()
            return 1

    class Own(Session):
        def end(self) -> int:
            self.commit()
            return 1

    class Lazily(Generic[T]):
        def __init__(self, function: Callable[[Any], T]) -> None:
            self.function = function

        def __get__(self, of: object, owner: object) -> T:
            return self.function(of)

    class Keeps:
        def __init__(self, session: Session) -> None:
            self.session = session

    class Iterates(Keeps):
        def __init__(self, session: Session) -> None:
            self.iterated = session

        def __iter__(self) -> Iterator[Session]:
            yield self.iterated

    class Spread(Keeps):
        def __init__(self, session: Session) -> None:
            self.spread = session

        def __iter__(self) -> Iterator[Session]:
            yield self.spread

    class Listed(Keeps):
        def __init__(self, session: Session) -> None:
            self.listed = session

        def __iter__(self) -> Iterator[Session]:
            yield self.listed

    class Next:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __next__(self) -> Session:
            return self.session

        def __iter__(self) -> Next:
            return self

    class Enters:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __enter__(self) -> Session:
            return self.session

        def __exit__(self, *args: object) -> None: ...

    class Waits:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __await__(self) -> Generator[None, None, Session]:
            yield None
            return self.session

    class Gets:
        def __init__(self, session: Session) -> None:
            self.session = session

        def get(self) -> Session:
            return self.session

    class Lazy:
        def __init__(self, session: Session) -> None:
            self._session = session

        @Lazily
        def session(self) -> Session:
            return self._session

    class Described:
        def __init__(self, session: Session) -> None:
            self.session = session

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

    class AnyName:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __getattr__(self, name: str) -> Session:
            return self.session
"""
CALLBACKS: Final = """
    import asyncio
    import functools
    import heapq
    import itertools
    import operator
    from collections.abc import Callable, Generator
    from contextlib import ExitStack
    from typing import Any

    from sqlalchemy.orm import Session

    from app import called
    from app.called import commits, folds, reads

    def sorts(session: list[Session]) -> None:
        'control: commit'
        session.sort(key=commits)

    def sorts_to_read(session: list[Session]) -> None:
        'read: is_active'
        session.sort(key=reads)

    def sorts_by_lambda(session: list[Session]) -> None:
        'control: commit'
        session.sort(key=lambda one: one.commit() or 1)

    def sorts_by_attribute(session: list[Session]) -> None:
        'read: is_active'
        session.sort(key=lambda one: one.is_active)

    def sorts_by_id(session: list[Session]) -> None:
        'nothing'
        session.sort(key=id)

    def sorts_by_method(session: list[Session], calls: called.Calls) -> None:
        'control: commit'
        session.sort(key=calls.method)

    def sorts_by_object(session: list[Session]) -> None:
        'control: commit'
        session.sort(key=called.Calls())

    def sorts_by_variable(session: list[Session], key: Callable[[Session], int]) -> None:
        '?nothing: given to key()'
        session.sort(key=key)

    def sorts_by_anything(session: list[Session], key: Any) -> None:
        '?nothing: given to key()'
        session.sort(key=key)

    def sorts_by_spread(session: list[Session]) -> None:
        '?nothing: given to an expression()'
        session.sort(**{"key": commits})

    def sorts_by_either(session: list[Session], flag: bool) -> None:
        'control: commit'
        session.sort(key=commits if flag else reads)

    def sorts_by_own_method(session: list[called.Own]) -> None:
        '?nothing: given to called.Own.end()'
        session.sort(key=called.Own.end)

    def sorts_by_foreign_method(session: list[Session]) -> None:
        '?nothing: given to Session.commit()'
        session.sort(key=Session.commit)

    def sorts_by_caller(session: list[Session]) -> None:
        '?nothing: given to operator.methodcaller()()'
        session.sort(key=operator.methodcaller("commit"))

    def sorts_by_partial(session: list[Session]) -> None:
        '?nothing: given to functools.partial()()'
        session.sort(key=functools.partial(folds, 1))

    def maps(session: list[Session]) -> None:
        'control: commit'
        list(map(commits, session))

    def maps_to_read(session: list[Session]) -> None:
        'read: is_active'
        list(map(reads, session))

    def maps_to_a_class(session: list[Session]) -> None:
        'control: commit'
        list(map(called.Making, session))

    def maps_by_lambda(session: list[Session]) -> None:
        'control: commit'
        list(map(lambda one: one.commit(), session))

    def maps_an_object(session: Session) -> None:
        'control: commit'
        list(map(lambda one: one.commit(), called.Iterates(session)))

    def maps_and_goes_on(session: list[Session]) -> None:
        'control: commit'
        for one in map(called.same, session):
            one.commit()

    def filters(session: list[Session]) -> None:
        'control: commit'
        list(filter(commits, session))

    def filters_by_lambda(session: list[Session]) -> None:
        'control: commit'
        list(filter(lambda one: one.commit() or True, session))

    def finds_the_largest(session: list[Session]) -> None:
        'control: commit'
        max(session, key=commits)

    def sorted_by(session: list[Session]) -> None:
        'control: commit'
        sorted(session, key=commits)

    def sorted_by_attribute(session: list[Session]) -> None:
        'read: is_active'
        sorted(session, key=lambda one: one.is_active)

    def reduces(session: list[Session]) -> None:
        'control: commit'
        functools.reduce(folds, session, 1)

    def reduces_two(session: list[Session]) -> None:
        'control: commit'
        functools.reduce(called.folds_two, session)

    def groups(session: list[Session]) -> None:
        'control: commit'
        list(itertools.groupby(session, key=commits))

    def maps_stars(session: list[tuple[int, Session]]) -> None:
        'control: commit'
        list(itertools.starmap(folds, session))

    def finds_many(session: list[Session]) -> None:
        'control: commit'
        heapq.nlargest(1, session, key=commits)

    def sorts_values(session: dict[str, Session]) -> None:
        'control: commit'
        sorted(session.values(), key=commits)

    def sorts_items(session: dict[str, Session]) -> None:
        'control: commit'
        sorted(session.items(), key=lambda item: item[1].commit() or 1)

    def sends(session: Session) -> None:
        '?nothing: given to generator.send()'
        generator = called.receiving()
        generator.send(session)

    def beside_a_function(session: Session) -> None:
        '?nothing: taken as int'
        asyncio.get_running_loop().call_soon(called.without, session)  # type: ignore[arg-type]

    async def comes_back_out_of_a_thread(session: Session) -> None:
        'control: commit'
        (await asyncio.to_thread(called.same, session)).commit()

    def comes_back_out_of_a_partial(session: Session) -> None:
        'control: commit'
        functools.partial(called.same, session)().commit()

    def comes_out_of_a_method(session: Session) -> None:
        'control: commit'
        get = called.Gets(session).get
        get().commit()

    def comes_out_of_next(session: Session) -> None:
        'control: commit'
        next(called.Next(session)).commit()

    def comes_out_of_a_stack(session: Session) -> None:
        'control: commit'
        with ExitStack() as stack:
            stack.enter_context(called.Enters(session)).commit()

    async def comes_out_of_await(session: Session) -> None:
        'control: commit'
        (await called.Waits(session)).commit()

    def comes_out_of_yield_from(session: Session) -> Generator[None, None, None]:
        'control: commit'
        one = yield from called.returning(session)
        one.commit()

    def comes_out_of_a_descriptor(session: Session) -> None:
        'control: commit'
        called.Lazy(session).session.commit()

    def comes_out_of_an_own_descriptor(session: Session) -> None:
        'control: commit'
        class Has:
            one = called.Described(session)
        Has().one.commit()

    def comes_out_of_any_name(session: Session) -> None:
        'control: commit'
        called.AnyName(session).one.commit()

    def set_by_a_property(session: Session, box: called.Sets) -> None:
        'control: commit'
        box.one = session

    def is_spread(session: Session) -> None:
        'control: commit'
        commits(*called.Spread(session))

    def is_listed(session: Session) -> None:
        'control: commit'
        [*called.Listed(session)][0].commit()

    def out_of_builtins(session: list[Session]) -> None:
        'control: commit'
        for number, one in enumerate(list(session)):
            one.commit()

    def harmless_methods(session: list[Session]) -> None:
        'nothing'
        session.append(session[0])
        len(session), session.index(session[0]), session.count(session[0]), session.copy()
        print(session), bool(session), str(session), isinstance(session, list)
        session.remove(session[0]), session.pop(), session.reverse(), session.clear()

    def harmless_builtins(session: list[Session]) -> None:
        'nothing'
        for one in sorted(set(session), key=id):
            print(one)
        for number, one in enumerate(session):
            print(one)
        for one, two in zip(session, reversed(session)):
            print(one, two)
        any(one is None for one in list(session))
"""
