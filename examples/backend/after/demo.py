"""Shows that what L4 commits is kept, and that what fails leaves nothing behind.

    python demo.py [DATABASE]

Writes through the L4 handlers of every domain, closes the database and opens it again, and looks
for what was written. Then lets operations fail halfway and compares the whole database with what
it was before. The exit status is 1 if a check does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from app.accounts.L4_handlers import account_handler
from app.analytics.L4_handlers import analytics_handler
from app.controls.L4_handlers import breaker_handler
from app.db import close_database, open_database, settings
from app.general.L4_handlers import decision_handler, onboarding_handler
from app.general.L4_handlers.context import operation, sync_operation
from app.incidents.L4_handlers import incident_handler
from app.policies.L4_handlers import policy_handler
from app.policies.L5_engines.limits_engine import LimitExceededError

TENANT = "acme"


class Report:
    """Prints each check and remembers whether one did not hold."""

    def __init__(self) -> None:
        self.failed = 0

    def kept(self, domain: str, what: str, expected: object, found: object) -> None:
        """Check that what was written is there."""
        self._line("kept", domain, what, expected == found, f"expected {expected}, found {found}")

    async def undone(
        self,
        domain: str,
        what: str,
        error: type[Exception],
        attempt: Callable[[], Awaitable[object] | object],
    ) -> None:
        """Check that an attempt fails, and that the database is as it was before."""
        before = dump()
        try:
            result = attempt()
            if inspect.isawaitable(result):
                await result
        except error:
            self._line("undone", domain, what, dump() == before, "something was left behind")
        else:
            self._line("undone", domain, what, False, f"{error.__name__} did not come")

    def _line(self, verdict: str, domain: str, what: str, holds: bool, why_not: str) -> None:
        self.failed += not holds
        print(
            f"{verdict if holds else 'FAILED':7}{domain:10} {what}{'' if holds else f': {why_not}'}"
        )


def dump() -> list[str]:
    """List everything that is committed, as a connection of its own sees it."""
    with closing(sqlite3.connect(settings().database)) as conn:
        return list(conn.iterdump())


def count(what: str) -> int:
    """Count the rows that are committed, of a table or a part of one."""
    with closing(sqlite3.connect(settings().database)) as conn:
        rows: int = conn.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
        return rows


async def write() -> None:
    """Write something in every domain."""
    async with operation(TENANT) as ctx:
        await policy_handler.create_rule(ctx, "no-weekends", "weekday < 5")
        await policy_handler.create_rule(ctx, "two-eyes", "reviewers >= 2")
        await policy_handler.set_rule_enabled(ctx, "two-eyes", False)
        await policy_handler.create_limit(ctx, "requests", 10)
        await policy_handler.consume(ctx, "requests", 4)
        await breaker_handler.register(ctx, "payments", "search", "mail")
        for _ in range(3):
            await breaker_handler.report_failure(ctx, "payments")
            await breaker_handler.report_failure(ctx, "mail")
        await breaker_handler.report_failure(ctx, "search")
        await breaker_handler.report_success(ctx, "search")
    async with operation(TENANT) as ctx:
        await breaker_handler.reset(ctx, "mail")
    async with operation(TENANT) as ctx:
        await account_handler.create(ctx, "ada")
        await account_handler.import_all(ctx, ["ada", "ben", "cleo"])
        await account_handler.create(ctx, "zoe")
        await account_handler.suspend(ctx, "ben")
        await account_handler.close(ctx, "zoe")
    async with operation(TENANT) as ctx:
        await onboarding_handler.onboard(ctx, "dora", 100)
    policy_handler.forbid(TENANT, "delete", "export")
    policy_handler.evaluate(TENANT, "delete")
    policy_handler.replace_ceilings(TENANT, {"cost": 5.0, "latency": 0.2})
    policy_handler.release(TENANT, "2025-01")
    with sync_operation(TENANT) as sync_ctx:
        number = incident_handler.report(sync_ctx, "disk full", "deleted the logs")
        incident_handler.resolve(sync_ctx, number)
        incident_handler.report(sync_ctx, "search is slow")
    incident_handler.archive((number, "disk full"))
    analytics_handler.track("ada", "login", "", "click", "login")
    analytics_handler.track_valid("ada", "logout", "")
    analytics_handler.rename_kind("click", "tap")
    await analytics_handler.rebuild()
    decision_handler.deposit("ada", 100)
    decision_handler.decide("r1", "ada", 30)
    decision_handler.decide("r2", "ada", 500)
    decision_handler.overrule("r1", "ben")


async def check_kept(report: Report) -> None:
    """Look for what was written."""
    async with operation(TENANT) as ctx:
        rules = await policy_handler.list_rules(ctx)
        names = await account_handler.names(ctx)
        ben = await account_handler.status_of(ctx, "ben")
        states = [
            await breaker_handler.state_of(ctx, name) for name in ("payments", "search", "mail")
        ]
    with sync_operation(TENANT) as sync_ctx:
        resolved = [i.title for i in incident_handler.with_status(sync_ctx, "resolved")]
        still_open = [i.title for i in incident_handler.with_status(sync_ctx, "open")]
    report.kept(
        "policies",
        "2 rules after the restart, one switched off",
        [("no-weekends", True), ("two-eyes", False)],
        [(rule.name, rule.enabled) for rule in rules],
    )
    report.kept(
        "policies",
        "1 violation, 2 ceilings, 1 active version",
        (1, 2, 1),
        (
            count("policy_violations"),
            count("policy_risk_ceilings"),
            count("policy_versions WHERE active"),
        ),
    )
    report.kept(
        "policies", "the safety rule holds", False, policy_handler.evaluate(TENANT, "export")
    )
    report.kept(
        "controls",
        "payments tripped, search never, mail was reset",
        ["open", "closed", "closed"],
        states,
    )
    report.kept(
        "controls",
        "the failures of payments alone still count",
        (1, 3),
        (count("circuit_breakers WHERE failures"), count("circuit_breakers")),
    )
    report.kept(
        "incidents",
        "1 resolved, 1 open",
        (["disk full"], ["search is slow"]),
        (resolved, still_open),
    )
    report.kept("incidents", "1 in the archive", ["disk full"], incident_handler.archived_titles())
    report.kept(
        "accounts",
        "4 accounts, one suspended",
        (["ada", "ben", "cleo", "dora"], "suspended"),
        (names, ben),
    )
    report.kept(
        "analytics",
        "4 events of ada, one renamed",
        (4, 1),
        (analytics_handler.count("ada"), count("analytics_events WHERE kind = 'tap'")),
    )
    report.kept("analytics", "2 logins counted", 2, await analytics_handler.total("login"))
    report.kept("general", "the reviewer's decision", "refused", decision_handler.outcome_of("r1"))
    report.kept("general", "70 left to ada", 70, decision_handler.balance("ada"))


async def check_undone(report: Report) -> None:
    """Let operations fail after their first write, in each style."""
    async with operation(TENANT) as ctx:
        print("\nasync ORM session")
        await report.undone(
            "policies",
            "consuming beyond the limit used up nothing",
            LimitExceededError,
            lambda: policy_handler.consume(ctx, "requests", 100),
        )
        await report.undone(
            "controls",
            "registering a breaker twice left no other",
            IntegrityError,
            lambda: breaker_handler.register(ctx, "video", "payments"),
        )
        await report.undone(
            "general",
            "the coordinator kept no account without its limit",
            IntegrityError,
            lambda: onboarding_handler.onboard(ctx, "eve", 0),
        )
        await report.undone(
            "accounts",
            "an import that failed left no account, savepoints or not",
            ValueError,
            lambda: account_handler.import_all(ctx, ["eve", "ada", "not a name"]),
        )
        await report.undone(
            "accounts",
            "suspending a stranger suspended nobody",
            LookupError,
            lambda: account_handler.suspend(ctx, "ada", "stranger"),
        )
    with sync_operation(TENANT) as sync_ctx:
        print("\nsync SQLModel session")
        (incident,) = incident_handler.with_status(sync_ctx, "open")
        number = incident.id or 0
        await report.undone(
            "incidents",
            "resolving without a note resolved nothing",
            ValueError,
            lambda: incident_handler.resolve(sync_ctx, number),
        )
    print("\nsync SQLAlchemy session")
    await report.undone(
        "analytics",
        "one bad event took the others with it",
        IntegrityError,
        lambda: analytics_handler.track("ada", "login", "x" * 21),
    )
    print("\nCore connection")
    await report.undone(
        "policies",
        "forbidding an action twice forbade no other",
        IntegrityError,
        lambda: policy_handler.forbid(TENANT, "copy", "delete"),
    )
    await report.undone(
        "general",
        "a transfer that failed left no decision",
        IntegrityError,
        lambda: decision_handler.decide("r3", "ada", 0),
    )
    print("\nraw cursor")
    await report.undone(
        "incidents",
        "archiving an incident twice archived no other",
        sqlite3.IntegrityError,
        lambda: incident_handler.archive((7, "fire"), (7, "fire")),
    )


async def run() -> int:
    """Run all checks; returns how many did not hold."""
    report = Report()
    open_database()
    await write()
    await close_database()

    open_database()
    print("after a restart")
    await check_kept(report)
    await check_undone(report)
    await close_database()
    return report.failed


def main() -> int:
    """Run the demonstration on a new database."""
    parser = argparse.ArgumentParser(description="Show what is kept and what is undone.")
    parser.add_argument("database", nargs="?", type=Path, help="a new file (default: temporary)")
    database: Path | None = parser.parse_args().database
    if database is not None and database.exists():
        parser.error(f"{database} exists")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BACKEND_DATABASE"] = str(database or Path(folder) / "backend.db")
        failed = asyncio.run(run())
    print(f"\n{failed} checks failed" if failed else "\nall checks hold")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
