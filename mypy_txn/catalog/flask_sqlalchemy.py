"""Flask-SQLAlchemy, read off the installed 3.1.1, and Flask-SQLAlchemy-Lite 0.2.1.

``db.session`` is SQLAlchemy's ``scoped_session``; the extension object itself only leads to it.
"""

from __future__ import annotations

from mypy_txn.catalog.model import Library, members

LIBRARY = Library(
    handles={},
    control={
        # In a transaction of their own on an engine of the extension, and at its end they commit.
        "flask_sqlalchemy.extension.SQLAlchemy": members("create_all drop_all"),
        "flask_sqlalchemy_lite._extension.SQLAlchemy": members(
            "async_test_isolation test_isolation"
        ),
    },
    leaks={
        "flask_sqlalchemy.extension.SQLAlchemy": members("engine engines get_engine session"),
        "flask_sqlalchemy_lite._extension.SQLAlchemy": members(
            "async_engine async_engines async_session async_sessionmaker engine engines"
            " get_async_engine get_async_session get_engine get_session session sessionmaker"
        ),
        "flask_sqlalchemy_lite._extension._State": members(
            "async_engines async_sessionmaker engines sessionmaker"
        ),
    },
)
