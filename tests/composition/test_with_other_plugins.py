"""SQLModel, pydantic and FastAPI code under pydantic's plugin and ours, in both orders."""

from __future__ import annotations

import pytest

from checking import Tree

OURS, PYDANTICS = "mypy_txn.plugin", "pydantic.mypy"
INI = """\
[mypy]
plugins = {plugins}
strict = True

[pydantic-mypy]
init_typed = True
init_forbid_extra = True
"""
FILES = {
    "app/db.py": """
        from collections.abc import AsyncIterator
        from typing import Annotated

        from fastapi import Depends
        from sqlalchemy.ext.asyncio import create_async_engine
        from sqlmodel.ext.asyncio.session import AsyncSession

        engine = create_async_engine("sqlite+aiosqlite://")

        async def open_session() -> AsyncIterator[AsyncSession]:
            async with AsyncSession(engine) as session:
                yield session

        Opened = Annotated[AsyncSession, Depends(open_session)]
    """,
    "app/models.py": """
        from pydantic import BaseModel, ConfigDict, Field
        from sqlmodel import Field as Column, SQLModel

        class Order(SQLModel, table=True):
            id: int | None = Column(default=None, primary_key=True)
            customer: str

        class NewOrder(BaseModel):
            model_config = ConfigDict(frozen=True)
            customer: str = Field(min_length=1)
            pieces: int = 1
            comment = "none"
    """,
    "app/L4_handlers/orders.py": """
        from fastapi import APIRouter

        from app.db import Opened
        from app.L6_drivers import orders
        from app.models import NewOrder, Order

        router = APIRouter()

        @router.post("/orders")
        async def place(new: NewOrder, session: Opened) -> Order:
            async with session.begin():
                order = await orders.insert(session, new)
            await session.commit()
            new.pieces = 2
            NewOrder(customer="Ada", pieces="2")
            return order
    """,
    "app/L6_drivers/orders.py": """
        from fastapi import APIRouter
        from mypy_txn.sqlmodel import AsyncReadWriteSession
        from pydantic import BaseModel, ConfigDict
        from sqlmodel import Session, select
        from sqlmodel.ext.asyncio.session import AsyncSession

        from app.db import Opened
        from app.models import NewOrder, Order

        router = APIRouter()

        class Batch(BaseModel):
            model_config = ConfigDict(arbitrary_types_allowed=True)
            session: Session
            size: int = 10

            def write(self) -> None:
                self.session.commit()

        async def insert(session: AsyncReadWriteSession, new: NewOrder) -> Order:
            order = Order(customer=new.customer)
            session.add(order)
            await session.flush()
            return order

        @router.get("/orders")
        async def read(session: Opened) -> list[Order]:
            found = await session.exec(select(Order).where(Order.customer == "Ada"))
            await session.rollback()
            return list(found.all())

        async def rewrite(session: AsyncReadWriteSession) -> None:
            new = NewOrder(customer="Ada", piecs=3)
            new.customer = "Bob"
            Batch(session=None, size=1).write()
    """,
}
EXPECTED = {
    PYDANTICS: [
        'app/L4_handlers/orders.py:15: error: Property "pieces" defined in "NewOrder" is read-only'
        "  [misc]",
        'app/L4_handlers/orders.py:16: error: Argument "pieces" to "NewOrder" has incompatible type'
        ' "str"; expected "int"  [arg-type]',
        'app/L6_drivers/orders.py:34: error: Unexpected keyword argument "piecs" for "NewOrder";'
        ' did you mean "pieces"?  [call-arg]',
        'app/L6_drivers/orders.py:35: error: Property "customer" defined in "NewOrder" is read-only'
        "  [misc]",
        'app/L6_drivers/orders.py:36: error: Argument "session" to "Batch" has incompatible type'
        ' "None"; expected "Session"  [arg-type]',
        "app/models.py:13: error: Untyped fields disallowed  [pydantic-field]",
    ],
    OURS: [
        "app/L6_drivers/orders.py:15: error: L6 driver names Session as a type;"
        " only L4 may hold one  [txn-annotation]",
        "app/L6_drivers/orders.py:19: error: L6 driver calls Session.commit();"
        " only L4 may begin or end a transaction  [txn-call]",
        "app/L6_drivers/orders.py:28: error: L6 driver names AsyncSession (through app.db.Opened)"
        " as a type; only L4 may hold one  [txn-annotation]",
        "app/L6_drivers/orders.py:30: error: L6 driver calls AsyncSession.rollback();"
        " only L4 may begin or end a transaction  [txn-call]",
    ],
}


@pytest.mark.parametrize("plugins", [(OURS, PYDANTICS), (PYDANTICS, OURS)], ids=", ".join)
def test_both_results_in_both_orders(tree: Tree, plugins: tuple[str, str]) -> None:
    (tree.root / "mypy.ini").write_text(INI.format(plugins=", ".join(plugins)), encoding="utf-8")
    tree.write(FILES)
    cold = tree.check()
    assert sorted(cold.lines) == sorted(EXPECTED[PYDANTICS] + EXPECTED[OURS])
    warm = tree.check()
    assert (sorted(warm.out.splitlines()), warm.status) == (sorted(cold.out.splitlines()), 1)


def test_ours_are_the_same_without_pydantics(tree: Tree) -> None:
    (tree.root / "mypy.ini").write_text(INI.format(plugins=OURS), encoding="utf-8")
    tree.write(FILES)
    alone = tree.check()
    assert alone.ours == sorted(EXPECTED[OURS])
    assert not {line for line in EXPECTED[PYDANTICS] if "read-only" in line} & set(alone.lines)
