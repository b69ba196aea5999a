"""SQLAlchemy's SQL texts and events, against the installed library."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest
import sqlalchemy
from sqlalchemy.event.base import _HasEventsDispatch

from mypy_txn.catalog import catalog
from mypy_txn.catalog.sqlalchemy_sql import RAW_FRAGMENTS, RAW_SQL, RENDERING, SQL_STATEMENTS

EVENT_SINCE_21 = "resolve_type_annotation"
SINCE_21 = ("sqlalchemy.sql._elements_constructors.tstring", "sqlalchemy.sql.elements.TString")
LEADS_TO_A_HANDLE = re.compile(
    r"Session|Connection|Engine|Cursor|ExecutionContext|ExceptionContext|QueryContext|Query\b"
    r"|ORMExecuteState|UOWTransaction|Inspector|ConnectionPoolEntry|Dialect"
)


def located(name: str) -> object:
    """The object with this full name."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found
    return None


@pytest.mark.parametrize("name", sorted(RAW_SQL | RAW_FRAGMENTS | RENDERING | set(SQL_STATEMENTS)))
def test_what_takes_sql_as_text_exists(name: str) -> None:
    if name in SINCE_21 and sqlalchemy.__version__.startswith("2.0."):
        assert located(name) is None
    else:
        assert callable(located(name))


def events() -> Iterator[tuple[str, str]]:
    """Each event of each class of events, with the annotations of its listener's parameters."""
    for module in pkgutil.walk_packages(sqlalchemy.__path__, "sqlalchemy."):
        if module.name.endswith("events"):
            importlib.import_module(module.name)
    pending: list[type] = [_HasEventsDispatch]
    while pending:
        cls = pending.pop()
        pending += cls.__subclasses__()
        for name, function in vars(cls).items():
            if not name.startswith("_") and inspect.isfunction(function):
                parameters = inspect.signature(function).parameters.values()
                yield name, " ".join(str(p.annotation) for p in parameters)


def test_no_event_that_is_called_harmless_hands_out_a_handle() -> None:
    harmless = catalog().events_without_handle
    seen = dict(events())
    assert harmless - set(seen) <= {EVENT_SINCE_21}
    assert len(seen) > 80
    handing = {name for name, parameters in events() if LEADS_TO_A_HANDLE.search(parameters)}
    assert {"after_insert", "before_flush", "checkout", "do_orm_execute"} <= handing
    handing |= {"after_bulk_update", "after_bulk_delete"}  # typed as anything; it has .session
    assert handing & harmless == set()
