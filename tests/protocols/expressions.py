"""What a driver writes with a session or a connection, as data.

An expression is a call on the receiver, then what is done with what it gives. The rest of the
table says on which receivers it is tried: ``execute(select(User))`` and ``.all()`` become
``session.execute(select(User)).all()`` and ``(await session.execute(select(User))).all()``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Receiver:
    """A real class and the two Protocols that stand for it."""

    name: str
    real: str
    write: str
    read: str
    is_async: bool = False
    is_session: bool = False
    is_sqlmodel: bool = False


@dataclass(frozen=True)
class Expression:
    """A call and what follows it; ``{}`` in ``around`` stands for both.

    ``only`` names the receivers that have the call, ``writes`` says that the read Protocol has
    not, and ``plain`` that it is not awaited on an asynchronous receiver.
    """

    call: str
    tail: str = ""
    around: str = ""
    only: str = ""
    writes: bool = False
    plain: bool = False

    @property
    def name(self) -> str:
        answer = f"{self.call}{self.tail}"
        if self.only == "async connections":
            return f"{answer}, not awaited"
        return self.around.format(answer) if self.around else answer

    def on(self, receiver: Receiver) -> bool:
        """Whether this receiver has the call at all."""
        match self.only:
            case "sessions":
                return receiver.is_session
            case "async":
                return receiver.is_async
            case "async sessions":
                return receiver.is_async and receiver.is_session
            case "async connections":
                return receiver.is_async and not receiver.is_session
            case "sqlmodel":
                return receiver.is_sqlmodel
            case _:
                return True

    def written(self, receiver: Receiver, variable: str) -> str:
        """The source of the expression with ``variable`` as the receiver."""
        if self.call in {"in", "iter"}:
            return self.around.format(variable)
        answer = f"{variable}.{self.call}"
        if receiver.is_async and not self.plain:
            answer = f"(await {answer})"
        answer += self.tail
        return self.around.format(answer) if self.around else answer


RECEIVERS = (
    Receiver(
        "Session",
        "orm.Session",
        "mypy_txn.ReadWriteSession",
        "mypy_txn.ReadOnlySession",
        is_session=True,
    ),
    Receiver(
        "AsyncSession",
        "aio.AsyncSession",
        "mypy_txn.AsyncReadWriteSession",
        "mypy_txn.AsyncReadOnlySession",
        is_async=True,
        is_session=True,
    ),
    Receiver(
        "Connection",
        "sqlalchemy.Connection",
        "mypy_txn.WriteConnection",
        "mypy_txn.ReadConnection",
    ),
    Receiver(
        "AsyncConnection",
        "aio.AsyncConnection",
        "mypy_txn.AsyncWriteConnection",
        "mypy_txn.AsyncReadConnection",
        is_async=True,
    ),
    Receiver(
        "SQLModel Session",
        "sqlmodel.Session",
        "mypy_txn.sqlmodel.ReadWriteSession",
        "mypy_txn.sqlmodel.ReadOnlySession",
        is_session=True,
        is_sqlmodel=True,
    ),
    Receiver(
        "SQLModel AsyncSession",
        "sqlmodel_aio.AsyncSession",
        "mypy_txn.sqlmodel.AsyncReadWriteSession",
        "mypy_txn.sqlmodel.AsyncReadOnlySession",
        is_async=True,
        is_session=True,
        is_sqlmodel=True,
    ),
)

USER = "execute(select(User))"
PAIR = "execute(select(User.id, User.name))"

OF_A_RESULT = (
    *(
        Expression(USER, tail)
        for tail in (
            "",
            ".all()",
            ".one()",
            ".one_or_none()",
            ".first()",
            ".fetchone()",
            ".fetchmany(5)",
            ".scalar()",
            ".scalar_one()",
            ".scalar_one_or_none()",
            ".scalars()",
            ".scalars().all()",
            ".scalars().one()",
            ".scalars().one_or_none()",
            ".scalars().first()",
            ".scalars().unique().all()",
            ".scalars().partitions(10)",
            ".mappings()",
            ".mappings().all()",
            ".mappings().first()",
            ".partitions(10)",
            ".yield_per(10)",
            ".unique().all()",
            ".unique().scalars().all()",
            ".tuples().all()",
            ".columns('id').all()",
            ".keys()",
            ".freeze()().all()",
            ".scalar_one().posts[0].title",
            ".scalars().one().nick",
        )
    ),
    *(
        Expression(PAIR, tail)
        for tail in (
            "",
            ".all()",
            ".one()",
            ".first()",
            ".tuples()",
            ".tuples().one()",
            ".t.all()",
            ".one().t",
            ".one()[0]",
            ".one().name",
            ".one()._mapping",
            ".one()._asdict()",
            ".mappings().one()",
            ".scalars(1).all()",
            ".scalar()",
        )
    ),
    Expression(USER, around="[row for row in {}]"),
    Expression(USER, around="[user for (user,) in {}]"),
    Expression(USER, ".scalars()", around="[user.name for user in {}]"),
    Expression(PAIR, around="[pair.name for pair in {}]"),
    Expression(PAIR, ".tuples()", around="[(key, name) for key, name in {}]"),
    Expression(PAIR, around="{{key: name for key, name in {}}}"),
    Expression(PAIR, ".tuples()", around="dict({}.all())"),
)

OF_A_STATEMENT = tuple(
    Expression(f"execute({statement})", ".one()")
    for statement in (
        "select(User.id)",
        "select(User, Post).join(Post)",
        "select(User, Post.title).outerjoin(User.posts)",
        "select(Post).join(Post.author).where(User.name == 'a').order_by(Post.id).limit(3)",
        "select(other)",
        "select(User, other).join(other, other.id == User.id)",
        "select(User.name.label('called'))",
        "select(User.nick)",
        "select(User.id, User.name, User.nick, User.born)",
        "select(func.count())",
        "select(func.count()).select_from(User)",
        "select(func.count(User.id))",
        "select(func.coalesce(User.nick, User.name))",
        "select(func.max(User.born), func.min(User.id))",
        "select(func.lower(User.name))",
        "select(func.row_number().over(order_by=User.id))",
        "select(User.name, func.count(Post.id)).join(Post).group_by(User.name)",
        "select(subquery.c.id)",
        "select(User, subquery.c.id).join(subquery, subquery.c.id == User.id)",
        "select(aliased(User, subquery))",
        "select(cte.c.id, cte.c.name)",
        "select(select(User.id).scalar_subquery())",
        "select(exists().where(User.id == 1))",
        "select(case((User.id == 1, 'a'), else_='b'))",
        "select(cast(User.id, String))",
        "select(literal(1), literal('a'))",
        "select(User.id == 1)",
        "select(User.id + 1)",
        "select(bundle)",
        "select(users.c.id, users.c.name)",
        "users.select()",
        "select(User).distinct().with_for_update()",
        "select(User).options(selectinload(User.posts), joinedload(User.posts))",
        "select(User).execution_options(yield_per=10)",
        "select(User).add_columns(Post.id)",
        "select(User).with_only_columns(User.id, User.name)",
        "select(User), execution_options={'populate_existing': True}",
        "select(User).where(User.id == bindparam('id')), {'id': 1}",
        "union(select(User.id), select(Post.id))",
        "union_all(select(User.id, User.name), select(Post.id, Post.title))",
        "select(User.id).union(select(Post.id))",
        "select(User.id).intersect(select(Post.id)).order_by('id')",
        "text('select id from users').columns(User.id)",
        "text('select 1').columns(id=Integer)",
    )
)

SCALARS = (
    *(
        Expression(f"{call}({statement})")
        for call in ("scalar", "scalars")
        for statement in (
            "select(User)",
            "select(User.id)",
            "select(User.nick)",
            "select(User.id, User.name)",
            "select(func.count()).select_from(User)",
            "select(func.coalesce(User.nick, 'a'))",
            "select(func.max(User.id))",
            "select(func.lower(User.name))",
            "select(subquery.c.id)",
            "select(other)",
            "union_all(select(User.id), select(Post.id))",
            "text('select 1').columns(id=Integer)",
            "select(User), {'id': 1}",
            "select(User), execution_options={'yield_per': 3}",
        )
    ),
    *(
        Expression("scalars(select(User))", tail)
        for tail in (".all()", ".one()", ".one_or_none()", ".first()", ".unique().all()")
    ),
    Expression("scalars(select(User))", around="[user.posts for user in {}]"),
    Expression("scalars(select(User))", ".yield_per(5)"),
)

STREAMS = (
    *(
        Expression(f"stream({statement})", tail, around, only="async")
        for statement, tail, around in (
            ("select(User)", "", ""),
            ("select(User)", ".scalars()", ""),
            ("select(User)", ".scalars()", "[user async for user in {}]"),
            ("select(User)", ".all()", "await {}"),
            ("select(User)", ".mappings().all()", "await {}"),
            ("select(User)", ".unique().all()", "await {}"),
            ("select(User)", ".scalar_one()", "await {}"),
            ("select(User)", ".partitions(5)", "[part async for part in {}]"),
            ("select(User.id, User.name)", "", ""),
            ("select(User.id, User.name)", "", "[row async for row in {}]"),
            ("select(User.id, User.name)", ".tuples().one()", "await {}"),
            ("text('select 1').columns(id=Integer)", "", ""),
            ("select(User), execution_options={'yield_per': 3}", "", ""),
        )
    ),
    *(
        Expression(f"stream_scalars({statement})", tail, around, only="async")
        for statement, tail, around in (
            ("select(User)", "", ""),
            ("select(User)", "", "[user async for user in {}]"),
            ("select(User)", ".all()", "await {}"),
            ("select(User)", ".first()", "await {}"),
            ("select(User.id)", ".one()", "await {}"),
            ("select(User.id, User.name)", "", ""),
            ("select(func.count()).select_from(User)", "", ""),
        )
    ),
    *(
        Expression(call, only="async connections", plain=True)
        for call in (
            "stream(select(User))",
            "stream(select(User.id, User.name))",
            "stream_scalars(select(User))",
        )
    ),
)

UNIT_OF_WORK = (
    *(
        Expression(call, only="sessions")
        for call in (
            "get(User, 1)",
            "get(User, (1,))",
            "get(User, {'id': 1}, with_for_update=True)",
            "get(User, 1, options=[selectinload(User.posts)], populate_existing=True)",
            "get(Hero, 1)",
            "get_one(User, 1)",
            "get_one(Hero, 1, with_for_update={'nowait': True})",
        )
    ),
    Expression("get_one(User, 1)", ".posts[0].author.name", only="sessions"),
    *(
        Expression(attribute, only="sessions", plain=True)
        for attribute in (
            "expire(user)",
            "is_modified(user, include_collections=False)",
            "is_active",
            "new",
            "dirty",
            "deleted",
        )
    ),
    *(
        Expression(call, around=around, only="sessions", plain=True)
        for call, around in (("in", "user in {}"), ("iter", "[each for each in {}]"))
    ),
    *(
        Expression(call, only="sessions", writes=True)
        for call in (
            "merge(user)",
            "merge(user, load=False)",
            "flush()",
            "flush([user])",
            "delete(user)",
        )
    ),
    *(
        Expression(call, only="sessions", writes=True, plain=True)
        for call in ("add(user)", "add_all([user, user])", "expunge(user)", "expire_all()")
    ),
    *(
        Expression(call, only="sessions")
        for call in (
            "refresh(user)",
            "refresh(user, ['name'], with_for_update=True)",
            "refresh(user, attribute_names=['name'])",
        )
    ),
)

WRITES = (
    *(
        Expression(f"execute({statement})", tail, writes=True)
        for statement, tail in (
            ("insert(User).values(name='a')", ""),
            ("insert(User).values([{'name': 'a'}, {'name': 'b'}])", ""),
            ("insert(User), [{'name': 'a'}, {'name': 'b'}]", ""),
            ("insert(User).returning(User)", ""),
            ("insert(User).returning(User), [{'name': 'a'}]", ".scalars().all()"),
            ("insert(User).returning(User.id, User.name)", ".one()"),
            ("insert(User).from_select(['name'], select(Post.title))", ""),
            ("sqlite.insert(User).values(name='a').on_conflict_do_nothing()", ""),
            ("sqlite.insert(User).values(name='a').returning(User.id)", ".scalar_one()"),
            ("insert(users).values(name='a').returning(users.c.id)", ".one()"),
            ("update(User).where(User.id == 1).values(name='b')", ""),
            ("update(User).values(name='b').returning(User)", ".scalars().all()"),
            ("update(User), [{'id': 1, 'name': 'b'}]", ""),
            ("delete(User).where(User.id == 1)", ""),
            ("delete(User).returning(User.id)", ".scalars().all()"),
            ("text('select 1')", ""),
            ("text('select 1')", ".all()"),
            ("text('select 1')", ".mappings().all()"),
            ("text('select :a'), {'a': 1}", ".scalar_one()"),
            ("select(User).from_statement(text('select 1'))", ".scalars().all()"),
            ("ddl", ""),
        )
    ),
    *(
        Expression(f"{call}({statement})", writes=True)
        for call in ("scalar", "scalars")
        for statement in (
            "insert(User).returning(User)",
            "insert(User).returning(User.id), {'name': 'a'}",
            "update(User).values(name='b').returning(User.name)",
            "delete(User).returning(User.id, User.name)",
            "text('select 1')",
            "select(User).from_statement(text('select 1'))",
            "insert(User).values(name='a')",
        )
    ),
    Expression("stream(text('select 1'))", only="async", writes=True),
    Expression("stream(insert(User).returning(User))", only="async", writes=True),
    Expression("stream_scalars(insert(User).returning(User))", only="async", writes=True),
    Expression("stream_scalars(text('select 1'))", only="async", writes=True),
)

EXEC = (
    *(
        Expression(f"exec({statement})", tail, around, only="sqlmodel")
        for statement, tail, around in (
            ("sqlmodel.select(Hero)", "", ""),
            ("sqlmodel.select(Hero)", ".all()", ""),
            ("sqlmodel.select(Hero)", ".one()", ""),
            ("sqlmodel.select(Hero)", ".first()", ""),
            ("sqlmodel.select(Hero)", ".one_or_none()", ""),
            ("sqlmodel.select(Hero)", ".unique().all()", ""),
            ("sqlmodel.select(Hero)", "", "[hero.name for hero in {}]"),
            ("sqlmodel.select(Hero.name)", ".all()", ""),
            ("sqlmodel.select(Hero.id)", ".first()", ""),
            ("sqlmodel.select(Hero.id, Hero.name)", "", ""),
            ("sqlmodel.select(Hero.id, Hero.name)", ".all()", ""),
            ("sqlmodel.select(Hero.id, Hero.name)", ".one()", ""),
            ("sqlmodel.select(Hero, Hero.age).where(Hero.age > 1)", ".first()", ""),
            ("sqlmodel.select(func.count()).select_from(Hero)", ".one()", ""),
            ("sqlmodel.select(Hero), params={'a': 1}", "", ""),
            ("sqlmodel.select(Hero), execution_options={'yield_per': 3}", "", ""),
        )
    ),
    Expression("exec(update(Hero).values(name='a'))", only="sqlmodel", writes=True),
    Expression("exec(delete(Hero))", only="sqlmodel", writes=True),
    Expression("exec(insert(Hero).values(name='a'))", only="sqlmodel", writes=True),
)

EXPRESSIONS = (
    *OF_A_RESULT,
    *OF_A_STATEMENT,
    *SCALARS,
    *STREAMS,
    *UNIT_OF_WORK,
    *WRITES,
    *EXEC,
)
