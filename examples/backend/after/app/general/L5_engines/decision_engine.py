"""Decides about requests for money."""

from __future__ import annotations

from app.general.L6_drivers import decisions_driver, ledger_driver
from mypy_txn import WriteConnection


class DecisionEngine:
    """Grants what an account can pay."""

    def decide(self, conn: WriteConnection, request_id: str, account: str, amount: int) -> str:
        """Decide about a request, keep the decision, and post what was granted."""
        granted = amount <= ledger_driver.balance(conn, account)
        outcome = "granted" if granted else "refused"
        decisions_driver.record(conn, request_id, outcome)
        if granted:
            ledger_driver.transfer(conn, account, "payouts", amount)
        return outcome
