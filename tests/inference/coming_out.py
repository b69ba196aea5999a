"""What comes out of the objects of objects.py; cases as in unpacking.py."""

from __future__ import annotations

from typing import Final

OUT_OF_OBJECTS: Final = """
    import dataclasses
    import operator
    from collections.abc import Generator
    from contextlib import ExitStack

    from sqlalchemy.orm import Session

    from app import objects

    def maps_an_object(session: Session) -> None:
        'control: commit'
        list(map(lambda one: one.commit(), objects.Iterates(session)))

    def comes_out_of_a_method(session: Session) -> None:
        'control: commit'
        get = objects.Gets(session).get
        get().commit()

    def comes_out_of_next(session: Session) -> None:
        'control: commit'
        next(objects.Next(session)).commit()

    def comes_out_of_a_stack(session: Session) -> None:
        'control: commit'
        with ExitStack() as stack:
            stack.enter_context(objects.Enters(session)).commit()

    async def comes_out_of_await(session: Session) -> None:
        'control: commit'
        (await objects.Waits(session)).commit()

    def comes_out_of_yield_from(session: Session) -> Generator[None, None, None]:
        'control: commit'
        one = yield from objects.returning(session)
        one.commit()

    def comes_out_of_a_descriptor(session: Session) -> None:
        'control: commit'
        objects.Lazy(session).session.commit()

    def comes_out_of_an_own_descriptor(session: Session) -> None:
        'control: commit'
        class Has:
            one = objects.Described(session)
        Has().one.commit()

    def comes_out_of_any_name(session: Session) -> None:
        'control: commit'
        objects.AnyName(session).one.commit()

    def comes_out_of_replace(session: Session, one: objects.Replaced) -> None:
        '?nothing: given to dataclasses.replace()'
        dataclasses.replace(one, session=session).session.commit()

    def comes_out_of_astuple(session: Session) -> None:
        '?nothing: given to dataclasses.astuple()'
        dataclasses.astuple(objects.AsTuple(session))[0].commit()

    def comes_out_of_dict(session: Session) -> None:
        '?nothing: taken from __dict__'
        objects.Dict(session).__dict__["session"].commit()

    def comes_out_of_vars(session: Session) -> None:
        '?nothing: given to vars()'
        vars(objects.Vars(session))["session"].commit()

    def comes_out_by_name(session: Session) -> None:
        'control: commit'
        getattr(objects.ByName(session), "session").commit()

    def does_not_come_out_by_name(session: Session) -> None:
        'nothing'
        getattr(objects.OtherName(session), "name").commit()

    def comes_out_by_a_getter(session: Session) -> None:
        'control: commit'
        operator.attrgetter("session")(objects.ByGetter(session)).commit()

    def in_a_text_that_runs(session: Session) -> None:
        '?nothing: given to exec()'
        exec("session.commit()")

    def among_local_names(session: Session) -> None:
        '?nothing: given to locals()'
        locals()["session"].commit()

    def in_a_made_class(session: Session) -> None:
        '?nothing: given to type()'
        type("X", (), {"s": session}).s.commit()  # type: ignore[attr-defined]

    def comes_out_of_a_whatever(session: Session) -> None:
        'control: commit'
        objects.Whatever(session).one.commit()

    def comes_out_of_steps(session: Session) -> None:
        'control: commit'
        for one in objects.Steps(session):
            one.commit()

    def comes_out_of_unpacking(session: Session) -> None:
        'control: commit'
        one, two = objects.Unpacked(session)
        one.commit()

    async def comes_out_later(session: Session) -> None:
        'control: commit'
        async for one in objects.Later(session):
            one.commit()

    async def comes_out_in_a_comprehension(session: Session) -> None:
        'control: commit'
        [one.commit() async for one in objects.Comprehended(session)]

    def comes_out_by_numbers(session: Session) -> None:
        'control: commit'
        for one in objects.Numbered(session):
            one.commit()

    def comes_out_reversed(session: Session) -> None:
        'control: commit'
        for one in reversed(objects.Reversed(session)):
            one.commit()

    def comes_out_of_a_protocol(session: Session) -> None:
        'control: commit'
        objects.by_protocol(objects.AsProtocol(session))

    def comes_out_of_a_mixin(session: Session) -> None:
        'control: commit'
        objects.Mixed(session).end()

    def set_by_a_property(session: Session, box: objects.Sets) -> None:
        'control: commit'
        box.one = session

    def is_spread(session: Session) -> None:
        'control: commit'
        objects.commits(*objects.Spread(session))

    def is_listed(session: Session) -> None:
        'control: commit'
        [*objects.Listed(session)][0].commit()
"""
