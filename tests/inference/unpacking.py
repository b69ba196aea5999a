"""Ways out of objects and containers: patterns, stars, targets of loops; cases as in program.py.

Each case that puts the session into an object has a class of its own, for what is in an attribute
of a class gets wherever anybody takes it out.
"""

from __future__ import annotations

from typing import Final

KEEPING: Final = ("Keyword", "Positional", "Nested", "Fields", "Reads", "Leaves")
NAMED: Final = ("Pair", "ByClass", "InAList", "Unpacked", "InALoop", "Indexed", "OnlyRead")
CLASSES: Final = "\n".join(
    (
        *(f"@dataclass\nclass {name}:\n    name: str\n    session: Session" for name in KEEPING),
        *(f"class {name}(NamedTuple):\n    name: str\n    session: Session" for name in NAMED),
    )
)
BOXES: Final = f"""\
from dataclasses import dataclass
from typing import NamedTuple
from sqlalchemy.orm import Session

{CLASSES}

class Own(Session):
    def end(self) -> None:
        self.commit()

@dataclass
class Outer:
    inner: Nested

@dataclass
class Around:
    fields: Fields

class Lazy:
    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def session(self) -> Session:
        return self._session
"""
UNPACKING: Final = """
    from collections.abc import Generator
    from typing import Any

    from sqlalchemy.orm import Session

    from app import boxes
    from app.models import User
    from mypy_txn import ReadWriteSession

    def keyword(session: Session) -> None:
        'control: commit'
        match boxes.Keyword("a", session):
            case boxes.Keyword(session=one):
                one.commit()

    def positional(session: Session) -> None:
        'control: commit'
        match boxes.Positional("a", session):
            case boxes.Positional(_, one):
                one.commit()

    def nested(session: Session) -> None:
        'control: commit'
        match [boxes.Outer(boxes.Nested("a", session))]:
            case [boxes.Outer(boxes.Nested(session=one) | boxes.Nested(_, one))]:
                one.commit()

    def of_a_property(session: Session) -> None:
        'control: commit'
        match boxes.Lazy(session):
            case boxes.Lazy(session=one):
                one.commit()

    def reads_an_attribute(session: Session) -> None:
        'read: get'
        match boxes.Reads("a", session):
            case boxes.Reads(name, session=one):
                one.get(User, name)

    def leaves_an_attribute(session: Session) -> None:
        'nothing'
        match boxes.Leaves("a", session):
            case boxes.Leaves(name=name) as kept:
                print(name, kept)

    def fields(session: Session) -> None:
        'control: commit'
        match boxes.Pair("a", session):
            case (_, one):
                one.commit()

    def fields_by_class(session: Session) -> None:
        'control: commit'
        match boxes.ByClass("a", session):
            case boxes.ByClass(_, Session() as one):
                one.commit()

    def fields_in_a_list(session: Session) -> None:
        'control: commit'
        match [boxes.InAList("a", session)]:
            case [(_, one)]:
                one.commit()

    def unpacks_fields(session: Session) -> None:
        'control: commit'
        name, one = boxes.Unpacked("a", session)
        one.commit()

    def unpacks_fields_in_a_loop(session: Session) -> None:
        'control: commit'
        for name, one in [boxes.InALoop("a", session)]:
            one.commit()

    def gets_a_field(session: Session) -> None:
        'control: commit'
        boxes.Indexed("a", session)[1].commit()

    def unpacks_fields_to_read(session: Session) -> None:
        'read: get'
        name, one = boxes.OnlyRead("a", session)
        one.get(User, name)

    def rest_of_a_sequence(session: Session, other: Session) -> None:
        'control: commit'
        match [other, session]:
            case [_, *rest]:
                rest[0].commit()

    def of_a_mapping(session: Session) -> None:
        'control: commit'
        match {"session": session}:
            case {"session": one}:
                one.commit()

    def rest_of_a_mapping(session: Session) -> None:
        'control: commit'
        match {"session": session}:
            case {"a": _, **rest}:
                rest["b"].commit()

    def one_of_several(session: Session | int) -> None:
        'control: commit'
        match session:
            case int() | str():
                pass
            case Session() as one:
                one.commit()

    def of_a_restricted_one(session: ReadWriteSession) -> None:
        'control: commit'
        match session:
            case Session() as one:
                one.commit()

    def of_a_subclass(session: Session) -> None:
        'control: end'
        match session:
            case boxes.Own() as one:
                one.end()

    def beside_a_text(session: Session, name: str) -> None:
        'read: get'
        match name, session:
            case str() as text, Session() as one:
                one.get(User, text)

    def beside_an_object(session: Session, name: boxes.Fields) -> None:
        'read: get'
        match name, session:
            case boxes.Fields(name=text), one:
                one.get(User, text)

    def in_a_guard(session: Session, name: str) -> None:
        'control: commit'
        match name, session:
            case _, one if one.commit() is None:
                pass

    def in_a_pattern(session: Session, name: object) -> None:
        'control: bind'
        match name:
            case session.bind:
                pass

    def member_in_a_pattern(session: Session) -> None:
        'control: bind'
        match session:
            case Session(bind=bind):
                pass

    def first_and_rest(session: Session, other: Session) -> None:
        'control: commit'
        one, *rest = other, session
        rest[0].commit()

    def rest_and_last(session: Session, other: Session) -> None:
        'control: commit'
        *rest, one = other, other, session
        one.commit()

    def behind_a_star(session: Session, other: list[Session]) -> None:
        'control: commit'
        one, two = *other, session
        two.commit()

    def rest_of_many(session: list[Session]) -> None:
        'control: commit'
        first, *rest = session
        rest[0].commit()

    def behind_many(session: Session) -> None:
        'control: commit'
        one, *_, five = 1, 2, 3, 4, session
        five.commit()

    def nested_display(session: Session) -> None:
        'control: commit'
        (name, (one, *rest)), two = ("a", (session, session)), 1
        rest[0].commit()

    def rest_behind_a_text(session: Session) -> None:
        'read: get'
        name, *rest = "a", session
        rest[0].get(User, name)

    def switch_by_a_loop(session: Session) -> None:
        'control: autoflush'
        for session.autoflush in (True, False):
            pass

    def switch_in_a_comprehension(session: Session) -> None:
        'control: autoflush'
        [1 for session.autoflush in (True, False)]

    def switch_in_a_display(session: Session) -> None:
        'control: autoflush'
        session.autoflush, one = True, 1

    def switch_in_a_tuple(session: Session, pair: tuple[bool, int]) -> None:
        'control: autoflush'
        session.autoflush, one = pair

    def switch_in_a_star(session: Session, pair: tuple[bool, int]) -> None:
        'control: autoflush'
        one, (*session.autoflush, two) = 1, pair

    def switch_by_with(session: Session) -> None:
        'control: autoflush'
        with open("a") as session.autoflush:
            pass

    def switch_in_a_loop_over_pairs(session: Session) -> None:
        'control: autoflush'
        for one, session.autoflush in [(1, True)]:
            pass

    def item_by_a_loop(session: Session) -> None:
        'control: get_bind'
        held: dict[object, int] = {}
        for held[session.get_bind()] in (1, 2):
            pass

    def other_targets(session: Session, user: boxes.Leaves) -> None:
        'nothing'
        for user.name in ("a", "b"):
            pass
        user.name, *rest = "c", "d"
        print(session)
"""
