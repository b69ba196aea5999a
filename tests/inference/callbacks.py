"""Functions that something foreign calls with a session; cases as in program.py."""

from __future__ import annotations

from typing import Final

CALLED: Final = """
    from collections.abc import Generator

    from sqlalchemy.orm import Session

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
"""
CALLBACKS: Final = """
    import asyncio
    import functools
    import heapq
    import itertools
    import operator
    from collections.abc import Callable
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

    def deep_in_calls_of_overloads(session: Session) -> int:
        'read: is_active'
        return max(1, max(1, max(1, max(1, max(1, max(1, max(1, max(1, max(1, max(
            1, max(1, max(1, session.is_active))))))))))))

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
