"""What operators, brackets and classes are given; cases as in program.py."""

from __future__ import annotations

from typing import Final

OPERANDS: Final = """
    from __future__ import annotations

    from functools import total_ordering
    from typing import Any

    from sqlalchemy.orm import Session

    class Gets:
        def __getitem__(self, session: Session) -> int:
            session.commit()
            return 1

    class Reads:
        def __getitem__(self, session: Session) -> int:
            return 1 if session.is_active else 0

    class Missing(dict[Session, int]):
        def __missing__(self, session: Session) -> int:
            session.commit()
            return 1

    class Sets:
        def __setitem__(self, session: Session, value: int) -> None:
            session.commit()

    class Changes(Reads):
        def __setitem__(self, session: Session, value: int) -> None:
            session.flush()

    class Deletes:
        def __delitem__(self, session: Session) -> None:
            session.commit()

    class Slices:
        def __getitem__(self, session: slice) -> int:
            session.start.commit()
            return 1

    class Tuples:
        def __getitem__(self, session: tuple[int, Session]) -> int:
            session[1].commit()
            return 1

    class Equals:
        def __eq__(self, session: object) -> bool:
            assert isinstance(session, Session)
            session.commit()
            return True

    class Orders:
        def __lt__(self, session: Session) -> bool:
            session.commit()
            return True

    @total_ordering
    class Ordered:
        def __lt__(self, session: Session) -> bool:
            session.commit()
            return True

    class Contains:
        def __contains__(self, session: Session) -> bool:
            session.commit()
            return True

    class Multiplies:
        def __mul__(self, session: Session) -> None:
            session.flush()

        def __rsub__(self, session: Session) -> None:
            session.commit()

    class Hands:
        def __matmul__(self, session: Session) -> Session:
            return session

    class Augments:
        def __iadd__(self, session: Session) -> Augments:
            session.commit()
            return self

    class Negates:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __neg__(self) -> Session:
            return self.session

    class Plain: ...

    class Base:
        def __init_subclass__(cls, session: Session) -> None:
            session.commit()

    class Meta(type):
        def __new__(
            cls, name: str, bases: tuple[type, ...], space: dict[str, Any], session: Session
        ) -> Meta:
            session.commit()
            return super().__new__(cls, name, bases, space)

    def base(session: Session) -> type[object]:
        session.commit()
        return object
"""
OPERATORS: Final = """
    from collections import defaultdict
    from typing import Any

    from sqlalchemy.orm import Session

    from app import operands

    def gets(session: Session, box: operands.Gets) -> None:
        'control: commit'
        box[session]

    def gets_to_read(session: Session, box: operands.Reads) -> None:
        'read: is_active'
        box[session]

    def gets_what_is_missing(session: Session, box: operands.Missing) -> None:
        'control: commit'
        box[session]

    def gets_a_slice(session: Session, box: operands.Slices) -> None:
        'control: commit'
        box[session:]

    def gets_by_a_tuple(session: Session, box: operands.Tuples) -> None:
        'control: commit'
        box[1, session]

    def gets_of_anything(session: Session, box: Any) -> None:
        '?nothing: given to box[]'
        box[session]

    def sets(session: Session, box: operands.Sets) -> None:
        'control: commit'
        box[session] = 1

    def sets_in_a_tuple(session: Session, box: operands.Sets) -> None:
        'control: commit'
        box[session], one = 1, 2

    def sets_in_a_loop(session: Session, box: operands.Sets) -> None:
        'control: commit'
        for box[session] in (1, 2):
            pass

    def changes(session: Session, box: operands.Changes) -> None:
        'write: flush'
        box[session] += 1

    def deletes(session: Session, box: operands.Deletes) -> None:
        'control: commit'
        del box[session]

    def as_a_key(session: Session) -> None:
        'control: commit'
        held: dict[Session, int] = {}
        held[session] = 1
        for one in held:
            one.commit()

    def as_a_default_key(session: Session) -> None:
        'control: commit'
        held = defaultdict[Session, int](int)
        held[session]
        for one in held:
            one.commit()

    def as_any_key(session: Session, held: dict[object, int]) -> None:
        '?nothing: taken as dict'
        held[session] = 1

    def equals(session: Session, box: operands.Equals) -> None:
        'control: commit'
        box == session

    def equals_not(session: Session, box: operands.Equals) -> None:
        'control: commit'
        box != session

    def equals_reflected(session: Session, box: operands.Equals) -> None:
        'control: commit'
        session == box

    def equals_in_a_chain(session: Session, box: operands.Equals) -> None:
        'control: commit'
        1 == session == box

    def orders(session: Session, box: operands.Orders) -> None:
        'control: commit'
        box < session

    def orders_reflected(session: Session, box: operands.Orders) -> None:
        'control: commit'
        session > box

    def orders_by_decorator(session: Session, box: operands.Ordered) -> None:
        'control: commit'
        box >= session

    def orders_anything(session: Session, box: Any) -> None:
        '?nothing: given to <'
        box < session

    def contains(session: Session, box: operands.Contains) -> None:
        'control: commit'
        session in box

    def contains_not(session: Session, box: operands.Contains) -> None:
        'control: commit'
        session not in box

    def contained_by_anything(session: Session, box: Any) -> None:
        '?nothing: given to in'
        session in box

    def multiplies(session: Session, box: operands.Multiplies) -> None:
        'write: flush'
        box * session

    def subtracts_reflected(session: Session, box: operands.Multiplies) -> None:
        'control: commit'
        session - box

    def multiplies_and_goes_on(session: Session, box: operands.Hands) -> None:
        'control: commit'
        (box @ session).commit()

    def multiplies_in_place(session: Session, box: operands.Hands | Session) -> None:
        'control: commit'
        assert isinstance(box, operands.Hands)
        box @= session
        box.commit()

    def augments(session: Session, box: operands.Augments) -> None:
        'control: commit'
        box += session

    def negates(session: Session) -> None:
        'control: commit'
        (-operands.Negates(session)).commit()

    def given_to_a_class(session: Session) -> None:
        '?nothing: given to the class Inner'
        class Inner(operands.Base, session=session): ...

    def given_to_a_metaclass(session: Session) -> None:
        '?nothing: given to the class Inner'
        class Inner(metaclass=operands.Meta, session=session): ...

    def given_for_a_base(session: Session) -> None:
        'control: commit'
        class Inner(operands.base(session)): ...  # type: ignore[misc]

    def harmless_comparisons(
        session: Session, other: Session, plain: operands.Plain, some: list[Any], anything: Any
    ) -> None:
        'nothing'
        session == other, session != None, plain == session, other == session, 1 == session
        session is other, session in some, session in [other], session in {other: 1}
        session == anything, anything is session

    def harmless_mappings(session: Session, names: dict[Session, str]) -> None:
        'nothing'
        names[session], names.get(session), session in names, names == {}
        names[session] = "a"
        names[session] += "b"
        del names[session]
"""
