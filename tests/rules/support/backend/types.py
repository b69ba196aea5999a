"""Types under other names."""

from typing import Generic, NamedTuple, NewType, Optional, TypeVar, Union

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

Db = AsyncSession
MaybeSession = Optional[Session]
AnySession = Union[Session, AsyncSession]
Chain = MaybeSession
S = TypeVar("S", bound=Session)
One = TypeVar("One", Session, AsyncSession)
T = TypeVar("T")
Pair = tuple[T, int]
TenantSession = NewType("TenantSession", Session)


class AuditedSession(Session):
    """A team's own session."""

    def record(self) -> None: ...


class Holder(NamedTuple):
    session: Session


class Box(Generic[T]):
    """A container of anything."""

    def __init__(self, item: T) -> None:
        self.item = item

    def get(self) -> T:
        return self.item
