"""The texts of the generated backend; ``{g}`` is the feature, ``{prev}`` the one before it."""

from __future__ import annotations

from typing import Final

MODELS: Final = '''\
"""The tables."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"

    name: Mapped[str] = mapped_column(primary_key=True)
    balance: Mapped[int]
    note: Mapped[str | None]
    entries: Mapped[list["Entry"]] = relationship(back_populates="account")


class Entry(Base):
    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_name: Mapped[str] = mapped_column(ForeignKey("account.name"))
    amount: Mapped[int]
    account: Mapped[Account] = relationship(back_populates="entries")
'''

DB: Final = '''\
"""The engine and its sessions."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.ext.asyncio.engine import create_async_engine


def make_engine(url: str) -> AsyncEngine:
    return create_async_engine(url, pool_pre_ping=True)


def make_sessions(url: str) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(make_engine(url), expire_on_commit=False)
'''

HUB: Final = '''\
"""What half the backend imports."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Trail:
    """Where a request has been."""

    steps: list[str] = field(default_factory=list)

    def add(self, step: str) -> None:
        self.steps.append(stamp(step))


def stamp(text: str) -> str:
    return text.strip().lower()
'''

DOMAIN: Final = '''\
"""Feature {g}: its terms."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

{imports}

class Outcome{g}(enum.Enum):
    ALLOWED = "allowed"
    DENIED = "denied"
    DEFERRED = "deferred"


@dataclass(frozen=True)
class Limit{g}:
    name: str
    highest: int
    used: int = 0

    @property
    def left(self) -> int:
        return max(self.highest - self.used, 0)

    def with_use(self, amount: int) -> Limit{g}:
        return Limit{g}(self.name, self.highest, self.used + amount)


@dataclass(frozen=True)
class Decision{g}:
    name: str
    outcome: Outcome{g}
    reason: str | None = None
    limits: Mapping[str, Limit{g}] = field(default_factory=dict)

    def explain(self) -> str:
        listed = ", ".join(f"{{limit.name}}: {{limit.left}}" for limit in self.limits.values())
        return f"{{self.name}} is {{self.outcome.value}} ({{self.reason or '-'}}; {{listed}})"


def tightest(limits: Iterable[Limit{g}]) -> Limit{g} | None:
    return min(limits, key=lambda limit: limit.left, default=None)


def decide(name: str, amount: int, limits: Mapping[str, Limit{g}]) -> Decision{g}:
    tight = tightest(limits.values())
    if tight is None:
        return Decision{g}({stamp}(name), Outcome{g}.DEFERRED, "no limits")
    if tight.left < amount:
        return Decision{g}({stamp}(name), Outcome{g}.DENIED, f"over {{tight.name}}", limits)
    spent = {{key: limit.with_use(amount) for key, limit in limits.items()}}
    return Decision{g}({stamp}(name), Outcome{g}.ALLOWED, None, spent)
'''

DRIVER: Final = '''\
"""Feature {g}: rows in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Account, Entry
from mypy_txn import AsyncReadOnlySession, AsyncReadWriteSession
{imports}
from app.feature_{g}.domain import Limit{g}


async def find(session: AsyncReadOnlySession, name: str) -> Account | None:
    return await session.scalar(select(Account).where(Account.name == name))


async def balances(session: AsyncReadOnlySession, names: Sequence[str]) -> Mapping[str, int]:
    found = select(Account.name, Account.balance).where(Account.name.in_(names))
    rows = (await session.execute(found.order_by(Account.name))).all()
    return {{{stamp}(name): balance for name, balance in rows}}


async def limits(session: AsyncReadOnlySession, name: str, highest: int) -> Mapping[str, Limit{g}]:
    totals = (
        select(Entry.account_name, func.sum(Entry.amount).label("total"))
        .where(Entry.account_name.startswith(name))
        .group_by(Entry.account_name)
    )
    rows = (await session.execute(totals)).all()
    return {{row[0]: Limit{g}(row[0], highest, int(row[1] or 0)) for row in rows}}


async def post(session: AsyncReadWriteSession, name: str, amount: int) -> Entry:
    entry = Entry(account_name=name, amount=amount)
    session.add(entry)
    await session.execute(
        update(Account).where(Account.name == name).values(balance=Account.balance + amount)
    )
    await session.flush()
    await session.refresh(entry)
    return entry


async def annotate(session: AsyncReadWriteSession, name: str, note: str | None) -> None:
    account = await session.get_one(Account, name)
    account.note = {stamp}(note) if note else None
    if not await session.scalar(text("select 1")):
        raise LookupError(name)


async def purge(session: AsyncReadWriteSession, below: int) -> int:
    doomed = (await session.scalars(select(Entry).where(Entry.amount < below))).all()
    for entry in doomed:
        await session.delete(entry)
    await session.execute(delete(Account).where(Account.balance < below))
    return len(doomed)
'''

# Five errors: two annotations, a call, a statement, a method taken.
VIOLATIONS: Final = """

async def settle(session: AsyncSession, name: str) -> None:
    await annotate(session, name, "settled")
    await session.execute(text("COMMIT"))
    await session.commit()


async def retry(session: AsyncSession) -> None:
    undo = session.rollback
    await undo()
"""

ENGINE: Final = '''\
"""Feature {g}: its decisions."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping

from mypy_txn import AsyncReadWriteSession
{imports}
from app.feature_{g} import domain
from app.feature_{g}.L6_drivers import driver
from app.feature_{prev}.domain import Decision{prev}, Outcome{prev}

log = logging.getLogger(__name__)


class Engine{g}:
    """Decides on amounts, within a transaction that somebody else controls."""

    def __init__(self, session: AsyncReadWriteSession, highest: int) -> None:
        self._session = session
        self._highest = highest
        self._seen: defaultdict[str, list[int]] = defaultdict(list)

    async def decide(self, name: str, amount: int) -> domain.Decision{g}:
        known = await driver.limits(self._session, name, self._highest)
        decision = domain.decide(name, amount, known)
        if decision.outcome is domain.Outcome{g}.ALLOWED:
            entry = await driver.post(self._session, name, amount)
            self._seen[name].append(entry.amount)
            log.info("posted %s: %d", {stamp}(name), entry.amount)
        return decision

    async def decide_all(self, amounts: Mapping[str, int]) -> list[domain.Decision{g}]:
        found = await driver.balances(self._session, [*amounts])
        decisions = []
        for name, amount in sorted(amounts.items()):
            if found.get(name, 0) + amount < 0:
                await driver.annotate(self._session, name, f"short of {{amount}}")
                continue
            decisions.append(await self.decide(name, amount))
            await asyncio.sleep(0)
        return decisions

    async def follow(self, before: Decision{prev}) -> domain.Decision{g} | None:
        if before.outcome is not Outcome{prev}.ALLOWED:
            return None
        account = await driver.find(self._session, before.name)
        if account is None or account.balance <= 0:
            return None
        return await self.decide(account.name, min(account.balance, self._highest))

    def summary(self) -> str:
        edits = 0
        totals = {{name: sum(amounts) + edits for name, amounts in self._seen.items()}}
        return "; ".join(f"{{name}}={{total}}" for name, total in sorted(totals.items()))


def worst(decisions: Iterable[domain.Decision{g}]) -> str | None:
    denied = [d for d in decisions if d.outcome is domain.Outcome{g}.DENIED]
    try:
        return max(denied, key=lambda decision: len(decision.limits)).explain()
    except ValueError:
        return None
'''

# No parameter and no result has a type: mypy does not check the body.
UNCHECKED: Final = """

def merged(rows, names):
    found = {}
    for row in rows:
        key = row.name.strip()
        found.setdefault(key, []).append(row.amount)
    return {name: sum(found.get(name, [])) for name in names}
"""

HANDLER: Final = '''\
"""Feature {g}: its transactions."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.db import make_sessions
{imports}
from app.feature_{used}.domain import Decision{used}
from app.feature_{used}.L5_engines.engine import Engine{used}, worst


class Handler{g}:
    """The only place of this feature where a transaction begins and ends."""

    def __init__(self, url: str, highest: int = 100) -> None:
        self._sessions: async_sessionmaker[AsyncSession] = make_sessions(url)
        self._highest = highest

    async def one(self, name: str, amount: int) -> Decision{used}:
        async with self._sessions.begin() as session:
            return await Engine{used}(session, self._highest).decide({stamp}(name), amount)

    async def many(self, amounts: Mapping[str, int]) -> str:
        async with self._sessions() as session:
            engine = Engine{used}(session, self._highest)
            try:
                decisions = await engine.decide_all(amounts)
            except LookupError:
                await session.rollback()
                raise
            await session.commit()
        return worst(decisions) or engine.summary()
'''

SERVICE: Final = '''\
"""Feature {g}: what others see of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

{imports}
from app.feature_{g}.domain import Decision{g}, Limit{g}, Outcome{g}


@dataclass
class View{g}:
    title: str
    rows: list[tuple[str, int]]

    def lines(self, width: int = 40) -> Iterator[str]:
        yield self.title.center(width)
        for label, value in self.rows:
            yield label.ljust(width - 8) + str(value).rjust(8)


def view(decision: Decision{g}) -> View{g}:
    rows = [(limit.name, limit.left) for limit in decision.limits.values()]
    return View{g}({stamp}(decision.explain()), sorted(rows, key=lambda row: row[1]))


def parse(text: str) -> Decision{g}:
    data: dict[str, Any] = json.loads(text)
    limits = {{
        str(key): Limit{g}(str(key), int(value["highest"]), int(value.get("used", 0)))
        for key, value in data.get("limits", {{}}).items()
    }}
    return Decision{g}(str(data["name"]), Outcome{g}(data["outcome"]), None, limits)


def dump(decision: Decision{g}) -> str:
    limits = {{k: {{"highest": v.highest, "used": v.used}} for k, v in decision.limits.items()}}
    found = {{"name": decision.name, "outcome": decision.outcome.value, "limits": limits}}
    return json.dumps(found, indent=2, sort_keys=True)
'''

JOB: Final = '''\
"""Feature {g}: what runs at night."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

{imports}
from app.feature_{g}.L4_handlers.handler import Handler{g}
from app.feature_{g}.service import parse, view


async def run(url: str, files: Sequence[Path]) -> int:
    handler = Handler{g}(url)
    amounts: dict[str, int] = {{}}
    for path in files:
        decision = parse(path.read_text(encoding="utf-8"))
        amounts[decision.name] = amounts.get(decision.name, 0) + len(decision.limits)
        for line in view(decision).lines():
            print({stamp}(line))
    print(await handler.many(amounts))
    return 0 if amounts else 1


def main(argv: Sequence[str]) -> int:
    url, *rest = argv
    return asyncio.run(run(url, [Path(name) for name in rest]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
'''
