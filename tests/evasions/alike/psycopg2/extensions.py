"""Like psycopg2.extensions."""

from __future__ import annotations

from ..sqlite3 import Connection


class connection(Connection):
    def reset(self) -> None: ...
    def cancel(self) -> None: ...
