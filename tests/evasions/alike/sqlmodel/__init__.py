"""Like sqlmodel."""

from __future__ import annotations

from ..sqlalchemy import orm


class Session(orm.Session): ...
