"""Decisions and the ledger, orchestrated."""

from __future__ import annotations

from app.db import get_engine
from app.general.L5_engines.decision_engine import DecisionEngine
from app.general.L6_drivers import decisions_driver, ledger_driver


def deposit(account: str, amount: int) -> None:
    """Pay into an account."""
    with get_engine().connect() as conn:
        ledger_driver.post(conn, account, amount)


def decide(request_id: str, account: str, amount: int) -> str:
    """Decide about a request for money."""
    with get_engine().connect() as conn:
        return DecisionEngine().decide(conn, request_id, account, amount)


def overrule(request_id: str, reviewer: str) -> None:
    """Let a reviewer refuse what was granted."""
    with get_engine().connect() as conn:
        decisions_driver.review(conn, request_id, "refused", reviewer)


def outcome_of(request_id: str) -> str | None:
    """Look up what was decided."""
    with get_engine().connect() as conn:
        return decisions_driver.outcome_of(conn, request_id)


def balance(account: str) -> int:
    """Sum up what an account has."""
    with get_engine().connect() as conn:
        return ledger_driver.balance(conn, account)
