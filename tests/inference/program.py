"""A program in which every way that a handle can go is gone once, and what is expected of it.

Each function whose docstring is ``needs: because`` is a case for its parameter ``session``: what it
needs, ``?`` in front where more may be needed, and the use or the reason that decides.
"""

from __future__ import annotations

from typing import Final

from inference.callbacks import CALLBACKS, CALLED
from inference.coming_out import OUT_OF_OBJECTS
from inference.objects import OBJECTS
from inference.operators import OPERANDS, OPERATORS
from inference.unpacking import BOXES, UNPACKING

MODELS: Final = """
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): ...

    class User(Base):
        __tablename__ = "user"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]
"""
HELPERS: Final = """
    from collections.abc import Callable, Iterator
    from contextlib import contextmanager
    from dataclasses import InitVar, dataclass
    from functools import cache, singledispatch, wraps
    from typing import Any, Concatenate, NamedTuple, ParamSpec, Protocol, TypeVar

    import attrs
    from pydantic import BaseModel, ConfigDict
    from sqlalchemy.orm import Session

    from app.models import User
    from mypy_txn import ReadOnlySession, ReadWriteSession

    T = TypeVar("T")
    S = TypeVar("S", bound=ReadWriteSession)
    P = ParamSpec("P")
    B = TypeVar("B", bound="Executes")

    def read(session: Session) -> None:
        session.get(User, 1)

    def write(session: Session) -> None:
        session.flush()

    def control(session: Session) -> None:
        session.commit()

    def untyped(session, name=None):
        session.add(name)

    def same(session: Session) -> Session:
        return session

    def any_one(value: Any) -> None:
        value.flush()

    def generic(value: T) -> T:
        return value

    def bounded(value: B) -> B:
        return value

    def adding(session: S, user: User) -> S:
        session.add(user)
        return session

    def reading(session: Session, work: Callable[[ReadOnlySession], T]) -> T:
        return work(session)

    def variadic(*args: Any, **kwargs: Any) -> None: ...

    def sessions_of(*sessions: Session) -> None:
        for one in sessions:
            one.flush()

    def callback(session: Session, work: Callable[[Session], T]) -> T:
        return work(session)

    def injected(function: Callable[Concatenate[int, P], T]) -> Callable[P, T]:
        def inner(*args: P.args, **kwargs: P.kwargs) -> T:
            return function(1, *args, **kwargs)
        return inner

    @injected
    def decorated(number: int, session: Session) -> None:
        session.flush()

    @cache
    def cached(session: Session) -> None:
        session.flush()

    def saving(
        function: Callable[Concatenate[Session, P], T],
    ) -> Callable[Concatenate[Session, P], T]:
        def inner(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
            made = function(session, *args, **kwargs)
            session.commit()
            return made
        return inner

    def saving_after(times: int):
        def decorate(function):
            @wraps(function)
            def inner(*args, **kwargs):
                function(*args, **kwargs)
                args[0].commit()
            return inner
        return decorate

    def logging(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def inner(*args: P.args, **kwargs: P.kwargs) -> T:
            return function(*args, **kwargs)
        return inner

    def flushing(
        function: Callable[Concatenate[Session, P], T],
    ) -> Callable[Concatenate[Session, P], T]:
        @wraps(function)
        def inner(session: Session, *args: P.args, **kwargs: P.kwargs) -> T:
            session.flush()
            return function(session, *args, **kwargs)
        return inner

    @flushing
    def flushed(session: Session) -> None:
        session.get(User, 1)

    class Committing:
        def __init__(self, function: Callable[[Session], None]) -> None:
            self.function = function

        def __call__(self, session: Session) -> None:
            session.commit()

    @Committing
    def committed(session: Session) -> None:
        session.flush()

    def by_lambda(function: Callable[[Session], None]) -> Callable[[Session], None]:
        return lambda session: session.commit()

    @by_lambda
    def in_lambda(session: Session) -> None:
        session.flush()

    @saving
    def saved(session: Session) -> None:
        session.flush()

    @saving_after(1)
    def saved_after(session: Session) -> None:
        session.flush()

    @logging
    def logged(session: Session) -> None:
        session.flush()

    @singledispatch
    def dispatching(what: object, session: Session) -> None:
        session.get(User, 1)

    @dispatching.register
    def _(what: int, session: Session) -> None:
        session.flush()

    @dispatching.register(str)
    def of_text(what: str, session: Session) -> None:
        session.commit()

    OneOrOther = TypeVar("OneOrOther", "OneKind", "OtherKind")

    class Keeps:
        def __init__(self, session: Session) -> None:
            self.session = session

    class Saves(Keeps):
        session: Session

        def save(self) -> None:
            self.session.commit()

    class KeepsOn:
        def __init__(self, session: Session) -> None:
            self.session = session

    class Mixin:
        session: Session

        def save(self) -> None:
            self.session.commit()

    class Mixed(Mixin, KeepsOn): ...

    @contextmanager
    def scope(session: Session) -> Iterator[Session]:
        yield session

    @contextmanager
    def untyped_scope(session: Session):
        yield session

    class Executes(Protocol):
        def execute(self, statement: Any) -> Any: ...

    class Works(Protocol):
        def work(self, session: Session) -> None: ...

    def as_protocol(session: Executes) -> None: ...

    @dataclass
    class Data:
        session: Session

        def go(self) -> None:
            self.session.flush()

    @dataclass
    class Given:
        session: InitVar[Session]

        def __post_init__(self, session: Session) -> None:
            session.flush()

    class Named(NamedTuple):
        session: Session

        def go(self) -> None:
            self.session.flush()

    @attrs.define
    class Attributes:
        _session: Session

        def go(self) -> None:
            self._session.flush()

    class Model(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        session: Session

        def go(self) -> None:
            self.session.flush()

    class Rows:
        def __init__(self, session: Session) -> None:
            self.session = session

        @property
        def own(self) -> Session:
            return self.session

        def write(self) -> None:
            self.own.flush()

    class OneKind:
        session: Session

        def go(self, session: Session) -> None:
            session.get(User, 1)

    class OtherKind:
        session: Session

        def go(self, session: Session) -> None:
            session.flush()

        def save(self) -> None:
            self.session.commit()

    class Many:
        def __init__(self, session: Session) -> None:
            self.session = session

        def __iter__(self) -> Iterator[Session]:
            yield self.session

        def __getitem__(self, key: int) -> Session:
            return self.session

        def __add__(self, session: Session) -> None:
            session.commit()

        def __contains__(self, session: Session) -> bool:
            return session.is_active

    class Reader:
        def go(self, session: Session) -> None:
            session.get(User, 1)

    class Writer(Reader):
        def go(self, session: Session) -> None:
            session.flush()
"""
CASES: Final = """
    import asyncio
    import functools
    import logging
    import pickle
    import operator
    from collections.abc import Callable
    from contextlib import (
        AbstractAsyncContextManager, AbstractContextManager, ExitStack, closing, nullcontext,
    )
    from contextvars import ContextVar
    from typing import Any, Generic, TypeVar, cast

    from sqlalchemy import Connection, delete, event, select, text, union
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

    from app import helpers
    from app.helpers import Data, Reader, Rows, Works, same, scope
    from app.models import User
    from mypy_txn import ReadWriteSession, no_autoflush

    log = logging.getLogger(__name__)
    CURRENT: ContextVar[Session] = ContextVar("CURRENT")
    KEPT: Session | None = None
    T = TypeVar("T")

    class Box(Generic[T]):
        item: T

    def unused(session: Session) -> None:
        'nothing'

    def harmless(session: Session | None) -> None:
        'nothing'
        if session is None or not isinstance(session, Session):
            return
        log.info("%r", session)
        repr(session), id(session), bool(session), session == 1, f"{session}", "%s" % session

    def of_a_type_variable(session: Session, user: User) -> None:
        'write: add'
        helpers.adding(session, user)

    def reads(session: Session) -> None:
        'read: execute'
        session.execute(select(User))

    def reads_both(session: Session) -> None:
        'read: scalars'
        session.scalars(union(select(User.id), select(User.id)))

    def iterates(session: Session) -> bool:
        'read: __iter__'
        return any(True for _ in session)

    def contains(session: Session, user: User) -> bool:
        'read: __contains__'
        return user in session

    def executes(session: Session) -> None:
        'write: execute'
        session.execute(delete(User))

    def executes_text(session: Session) -> None:
        'write: execute'
        session.execute(text("select 1"))

    def executes_anything(session: Session, statement: Any) -> None:
        'write: execute'
        session.execute(statement)

    def takes_the_method(session: Session) -> None:
        'write: execute'
        run = session.execute
        run(select(User))

    def changes(session: Session) -> None:
        'write: sets User.name'
        session.get_one(User, 1).name = "x"

    def adds(session: Session) -> None:
        'write: add'
        session.add(User())

    def commits(session: Session) -> None:
        'control: commit'
        session.get(User, 1)
        session.commit()

    def with_block(session: Session) -> None:
        'control: __enter__'
        with session:
            pass

    def as_a_key(session: Session) -> None:
        'control: commit'
        for key in {session: 1}:
            key.commit()

    def boxed(session: Box[Session]) -> None:
        'control: commit'
        session.item.commit()

    def entered_for_another(session: AbstractContextManager[Session]) -> None:
        'control: __enter__'
        with session as inner:
            inner.flush()

    async def opened_by_another(
        session: Callable[[], AbstractAsyncContextManager[AsyncSession]]
    ) -> None:
        'control: __aenter__'
        async with session() as inner:
            await inner.flush()

    def escapes(session: Session) -> None:
        'control: connection'
        session.connection()

    def only_full(session: Session) -> None:
        'control: query'
        session.query(User)

    def switches(session: Session) -> None:
        'control: autoflush'
        session.autoflush = False

    def of_ours(session: ReadWriteSession) -> None:
        'read: get'
        session.get(User, 1)

    def passes(session: Session) -> None:
        'read: get'
        helpers.read(session)

    def passes_by_name(session: Session) -> None:
        'control: commit'
        helpers.control(session=session)

    def passes_both(session: Session, yes: bool) -> None:
        'write: flush'
        (helpers.write if yes else helpers.read)
        helpers.write(session) if yes else helpers.read(session)

    def passes_untyped(session: Session) -> None:
        'write: add'
        helpers.untyped(session)

    def passes_on(session: Session) -> None:
        'write: flush'
        other = same(session) or session
        helpers.write(cast(Session, other))

    def assigns(session: Session) -> None:
        'write: flush'
        (one, two) = (session, 1)
        if three := one:
            three.flush()

    def unpacks(session: Session) -> None:
        'write: flush'
        pair: tuple[str, Session | None] = ("a", session)
        name, one = pair
        if one:
            one.flush()

    def unpacks_items(session: Session) -> None:
        'read: get'
        held = {"a": session}
        for name, one in held.items():
            one.get(User, name)

    def unpacks_to_anything(session: Session) -> None:
        '?nothing: taken as list'
        pair: tuple[str, Session] = ("a", session)
        some: list[object]
        first, *some = pair

    def passes_any(session: Session) -> None:
        'write: flush'
        helpers.any_one(session)

    def generic(session: Session) -> None:
        'write: flush'
        helpers.generic(session).flush()

    def bounded(session: Session) -> None:
        'control: commit'
        helpers.bounded(session).commit()

    def of_two_kinds(session: Session | Connection) -> None:
        'control: commit'
        session.commit()

    def calls_back_to_read(session: Session) -> None:
        'read: given to work()'
        helpers.reading(session, len)  # type: ignore[arg-type]

    def by_format(session: Session) -> str:
        'read: get'
        return "{}".format(session) + str(session.get(User, 1))

    def spreads(session: Session) -> None:
        '?nothing: given to helpers.variadic() in *args or **kwargs'
        helpers.variadic(session)

    def spreads_by_name(session: Session) -> None:
        '?read: given to helpers.variadic() in *args or **kwargs'
        session.get(User, 1)
        helpers.variadic(session=session)

    def spreads_typed(session: Session) -> None:
        'write: flush'
        helpers.sessions_of(session)

    def calls_back(session: Session) -> None:
        '?nothing: given to work()'
        helpers.callback(session, same)

    def injected(session: Session) -> None:
        'write: flush'
        helpers.decorated(session=session)

    def cached(session: Session) -> None:
        'write: flush'
        helpers.cached(session)

    def decorated_to_save(session: Session) -> None:
        'control: commit'
        helpers.saved(session)

    def decorated_to_save_after(session: Session) -> None:
        '?write: given to the decorator saving_after()'
        helpers.saved_after(session)

    def decorated_to_flush(session: Session) -> None:
        'write: flush'
        helpers.flushed(session)

    def decorated_by_a_class(session: Session) -> None:
        'control: commit'
        helpers.committed(session)

    def decorated_by_a_lambda(session: Session) -> None:
        '?write: given to the decorator by_lambda()'
        helpers.in_lambda(session)

    def decorated_to_log(session: Session) -> None:
        'write: flush'
        helpers.logged(session)

    def dispatched(session: Session) -> None:
        'control: commit'
        helpers.dispatching(1, session)

    def kept_for_a_subclass(session: Session) -> None:
        'control: commit'
        helpers.Keeps(session)

    def kept_for_a_mixin(session: Session) -> None:
        'control: commit'
        helpers.Mixed(session)

    def in_a_default(session: Session) -> None:
        'control: commit'
        run = lambda one=session: one.commit()

    def in_a_default_of_a_function(session: Session) -> None:
        'control: commit'
        def run(one: Session = session) -> None:
            one.commit()

    def in_a_decorator(session: Session) -> None:
        '?nothing: given to event.listens_for()'
        @event.listens_for(session, "after_flush")
        def run(one: Session, context: object) -> None: ...

    def in_a_replaced_tuple(session: Session, named: helpers.Named) -> None:
        'write: flush'
        named._replace(session=session)

    def by_operator(session: Session) -> None:
        '?nothing: given to operator.methodcaller()()'
        operator.methodcaller("commit")(session)

    def by_class(session: Session) -> None:
        'control: given to type().commit()'
        type(session).commit(session)
        Session.commit(session)

    def by_vars(session: Session) -> None:
        '?nothing: given to vars()'
        vars(session)["commit"]()

    def in_a_context_variable(session: Session) -> None:
        'control: commit'
        CURRENT.set(session)

    def from_a_context_variable() -> None:
        CURRENT.get().commit()

    def in_globals(session: Session) -> None:
        'control: commit'
        global KEPT
        KEPT = session

    def from_globals() -> None:
        if KEPT:
            KEPT.commit()

    def starred(session: Session) -> None:
        'control: commit'
        helpers.control(*[session])
        helpers.control(*(session,))

    def double_starred(session: Session) -> None:
        'control: commit'
        helpers.control(**{"session": session})

    def set_by_name(session: Session, rows: Rows) -> None:
        '?nothing: given to setattr()'
        setattr(rows, "session", session)

    def in_an_exception(session: Session) -> None:
        '?nothing: given to RuntimeError()'
        raise RuntimeError(session)

    def in_a_stack(session: Session) -> None:
        'control: given to stack.enter_context()'
        with ExitStack() as stack:
            stack.enter_context(session)

    def in_a_class(session: Session) -> None:
        'control: commit'
        class Inner:
            one = session
            one.commit()

    def in_an_assertion(session: Session) -> None:
        'control: commit'
        assert session.commit() is None, session

    def in_a_comprehension(session: Session) -> None:
        'control: commit'
        {1: one for one in [session] if one.commit() is None}

    def in_a_loop(session: Session) -> None:
        'control: commit'
        while True:
            try:
                raise ValueError
            except ValueError:
                session.commit()

    def in_a_scope(session: Session) -> None:
        'write: flush'
        with scope(session) as inner:
            inner.flush()

    def as_protocol(session: Session) -> None:
        'write: taken as Executes'
        helpers.as_protocol(session)

    def to_a_protocol(session: Session, works: Works) -> None:
        '?nothing: what implements the Protocol Works is not known'
        works.work(session)

    def to_a_base(session: Session, reader: Reader) -> None:
        'write: flush'
        reader.go(session)

    def to_one_of_two_kinds(session: Session, kind: helpers.OneKind | helpers.OtherKind) -> None:
        'write: flush'
        kind.go(session)

    def to_a_variable_of_two_kinds(session: Session, kind: helpers.OneOrOther) -> None:
        'write: flush'
        kind.go(session)

    def in_one_of_two_kinds(session: Session, kind: helpers.OneKind | helpers.OtherKind) -> None:
        'control: commit'
        kind.session = session

    def in_a_dataclass(session: Session) -> None:
        'write: flush'
        Data(session).go()

    def in_an_init_var(session: Session) -> None:
        'write: flush'
        helpers.Given(session)

    def in_a_named_tuple(session: Session) -> None:
        'write: flush'
        helpers.Named(session).go()

    def in_attributes(session: Session) -> None:
        'write: flush'
        helpers.Attributes(session).go()

    def in_a_model(session: Session) -> None:
        'write: flush'
        helpers.Model(session=session).go()

    def in_an_attribute(session: Session) -> None:
        'write: flush'
        Rows(session).write()

    def in_a_list(session: Session) -> None:
        'write: flush'
        held = [session]
        held.append(session)
        for one in held:
            one.flush()

    def in_joined_lists(session: Session) -> None:
        'write: flush'
        none: list[Session] = []
        held = none + [session]
        held[0].flush()

    def in_a_longer_list(session: Session) -> None:
        'write: flush'
        held: list[Session] = []
        held += [session]
        held[0].flush()

    def to_an_operator(session: Session, many: helpers.Many) -> None:
        'control: commit'
        many + session

    def to_an_operator_in(session: Session, many: helpers.Many) -> None:
        'read: is_active'
        session in many

    def comes_out_of_an_iteration(session: Session) -> None:
        'write: flush'
        for one in helpers.Many(session):
            one.flush()

    def comes_out_of_an_index(session: Session) -> None:
        'write: flush'
        helpers.Many(session)[0].flush()

    def in_a_dictionary(session: Session) -> None:
        'write: flush'
        {"one": session}["one"].flush()

    def in_a_dictionary_of_anything(session: Session) -> None:
        'nothing'
        held: dict[str, Any] = {"one": session}

    def out_of_a_dictionary_of_anything(session: Session) -> None:
        'control: commit'
        held: dict[str, Any] = {"one": session}
        held["one"].commit()

    def out_of_a_list_of_anything(session: Session) -> None:
        'control: commit'
        held: list[Any] = [session]
        held.pop().commit()

    def out_of_anything(session: Session) -> None:
        'control: commit'
        held: Any = [session]
        held[0].commit()

    def out_of_a_list_once_an_object(session: Session) -> None:
        'write: flush'
        held: object = [session]
        assert isinstance(held, list)
        held[0].flush()

    def in_an_untyped_block(session: Session) -> None:
        'write: flush'
        with helpers.untyped_scope(session) as held:
            held.flush()

    def in_any_list(session: Session, some: list[Any]) -> None:
        'nothing'
        some[0] = session

    def in_a_lambda(session: Session) -> None:
        'write: flush'
        run = lambda: session.flush()

    def in_a_closure(session: Session) -> None:
        'write: flush'
        def run() -> None:
            session.flush()

    async def in_a_thread(session: Session) -> None:
        'write: flush'
        await asyncio.to_thread(helpers.write, session)

    def in_a_partial(session: Session) -> None:
        'write: flush'
        functools.partial(helpers.write, session=session)()

    def by_name(session: Session) -> None:
        'control: commit'
        getattr(session, "commit")()

    def by_any_name(session: Session, name: str) -> None:
        '?nothing: getattr() with a name that is not known'
        getattr(session, name)()

    def matches(session: Session | int) -> None:
        'write: flush'
        match session:
            case Session() as found:
                found.flush()

    def closes(session: Session) -> None:
        'control: given to closing()'
        closing(session)

    def foreign(session: Session) -> None:
        '?nothing: given to pickle.dumps()'
        pickle.dumps(session)

    def ours(session: ReadWriteSession) -> None:
        'read: given to no_autoflush()'
        with no_autoflush(session):
            pass

    def untyped(session):
        'write: flush'
        session.flush()

    def untyped_control(session):
        'control: commit'
        helpers.control(session)

    def yields(session: Session):
        'nothing'
        yield session
"""
TREE: Final = {
    "app/models.py": MODELS,
    "app/helpers.py": HELPERS,
    "app/boxes.py": BOXES,
    "app/operands.py": OPERANDS,
    "app/called.py": CALLED,
    "app/objects.py": OBJECTS,
    "app/L6_drivers/cases.py": CASES,
    "app/L6_drivers/unpacking.py": UNPACKING,
    "app/L6_drivers/operators.py": OPERATORS,
    "app/L6_drivers/callbacks.py": CALLBACKS,
    "app/L6_drivers/objects.py": OUT_OF_OBJECTS,
}
