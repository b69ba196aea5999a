"""Findings and records made by hand, for what only counts and shows them."""

from __future__ import annotations

from pathlib import Path

from mypy_txn.domains import Domains
from mypy_txn.records import Finding, Record, Status
from mypy_txn.run import Unchecked
from mypy_txn.summaries import Summary
from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import Totals, tally

OPEN, BASELINED, SUPPRESSED = Status.OPEN, Status.BASELINED, Status.SUPPRESSED


def finding(
    where: str,
    code: str = "txn-call",
    status: Status = OPEN,
    line: int = 5,
    message: str = "L6 driver calls Session.commit(); only L4 may begin or end a transaction",
    symbol: str = "Rows.write",
) -> Finding:
    """A finding in ``app.`` ``where``; the layer is read off it."""
    layer = next((part[:2] for part in where.split(".") if part.startswith("L")), None)
    path = f"app/{where.replace('.', '/')}.py"
    hint = "do it in the L4 handler"
    place = (line, 4, line, 20)
    return Finding(
        path, f"app.{where}", layer, code, *place, message, hint, symbol, "s.commit", status
    )


FINDINGS = [
    finding("policies.L6_drivers.rules"),
    finding("policies.L6_drivers.rules", "txn-sql", SUPPRESSED, 7),
    finding("policies.L5_engines.limits", status=BASELINED),
    finding("accounts.L6_drivers.rows", "txn-untyped"),
    finding("accounts.L6_drivers.rows", "txn-untyped", SUPPRESSED, 9),
    finding("accounts.L6_drivers.rows", "txn-annotation", OPEN, 2),
    finding("policies.L6_drivers.rules", "txn-sql", OPEN, 8),
]
VERIFIED = {
    "policies.L6_drivers.rules": 4,
    "policies.L5_engines.limits": 0,
    "accounts.L6_drivers.rows": 1,
    "billing.L5_engines.bills": 3,
    "billing.L6_drivers.empty": 0,
}


def totals(findings: list[Finding] | None = None) -> Totals:
    """Counted, with the verified uses of ``VERIFIED``."""
    records = [
        Record(
            module=f"app.{where}",
            path=f"app/{where.replace('.', '/')}.py",
            layer=where.split(".")[1][:2],
            findings=(),
            verified=verified,
            summary=Summary(),
        )
        for where, verified in VERIFIED.items()
    ]
    return tally(FINDINGS if findings is None else findings, records, Domains().of)


def report(
    findings: list[Finding] | None = None,
    unchecked: list[Unchecked] | None = None,
    whole: bool = True,
    root: Path = Path("/project"),
) -> Report:
    """A report of that."""
    return Report(totals(findings), len(VERIFIED), unchecked or [], whole, root)
