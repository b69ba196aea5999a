"""What an operation runs in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Session

from app.db import AsyncSessionLocal, get_engine


@dataclass(frozen=True, slots=True)
class OperationContext:
    """A tenant and the session of its operation."""

    tenant_id: str
    session: AsyncSession


@dataclass(frozen=True, slots=True)
class SyncOperationContext:
    """A tenant and the synchronous session of its operation."""

    tenant_id: str
    session: Session


@asynccontextmanager
async def operation(tenant_id: str) -> AsyncIterator[OperationContext]:
    """Give an operation a session of its own; its handler begins the transaction."""
    async with AsyncSessionLocal() as session:
        yield OperationContext(tenant_id, session)


@contextmanager
def sync_operation(tenant_id: str) -> Iterator[SyncOperationContext]:
    """Do the same for a synchronous operation."""
    with Session(get_engine(), expire_on_commit=False) as session:
        yield SyncOperationContext(tenant_id, session)
