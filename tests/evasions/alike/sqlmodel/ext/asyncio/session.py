"""Like sqlmodel.ext.asyncio.session."""

from __future__ import annotations

from ....sqlalchemy.ext import asyncio


class AsyncSession(asyncio.AsyncSession): ...
