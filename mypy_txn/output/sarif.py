"""SARIF 2.1.0, for code scanning.

Only the findings that are given are in it: GitHub does not read ``suppressions``, and would open
an alert for everything in the baseline.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import count
from typing import Any, Final, TextIO
from urllib.parse import quote

from mypy.errorcodes import ErrorCode

from mypy_txn import pages
from mypy_txn.codes import CODES, TXN
from mypy_txn.locations import Span
from mypy_txn.output.entries import untrue
from mypy_txn.output.paths import in_repository
from mypy_txn.output.source import Sources
from mypy_txn.records import Finding
from mypy_txn.run import Outcome
from mypy_txn.version import __version__

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
RULES: Final = [code for code in CODES if code is not TXN]
_INDEX: Final = {code.code: index for index, code in enumerate(RULES)}

Object = dict[str, Any]


def write(findings: Sequence[Finding], outcome: Outcome, out: TextIO) -> None:
    """Write one run with ``findings``, successful if everything was checked."""
    prints, sources = _fingerprints(outcome.findings), Sources(outcome)
    said = [f"not checked: {one}" for one in outcome.unchecked]
    said += filter(None, ["\n".join(untrue(outcome))])
    results = [
        _result(one, in_repository(one.path, outcome), sources.span(one), prints[one])
        for one in findings
    ]
    _write(_invocation(not outcome.unchecked, said), results, out)


def refuse(why: str, out: TextIO) -> None:
    """Write one run that was not successful, and why."""
    _write(_invocation(False, [why]), [], out)


def _write(invocation: Object, results: Sequence[Object], out: TextIO) -> None:
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "utf16CodeUnits",
        "invocations": [invocation],
        "results": results,
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, indent=2)
    out.write("\n")


def _driver() -> Object:
    return {
        "name": "mypy-txn",
        "version": __version__,
        "informationUri": pages.URL,
        "rules": [_rule(code) for code in RULES],
    }


def _rule(code: ErrorCode) -> Object:
    page = pages.detached(pages.page(code.code))
    return {
        "id": code.code,
        "shortDescription": {"text": code.description},
        "fullDescription": {"text": pages.summary(page)},
        "help": {"text": page, "markdown": page},
        "helpUri": pages.URL,
        "defaultConfiguration": {"level": "error"},
    }


def _invocation(done: bool, said: Iterable[str]) -> Object:
    notifications = [{"level": "error", "message": {"text": text}} for text in said]
    return {"executionSuccessful": done, "toolExecutionNotifications": notifications}


def _result(finding: Finding, path: str, span: Span | None, fingerprint: str) -> Object:
    name = f"{finding.module}.{finding.symbol}" if finding.symbol else finding.module
    return {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": "error",
        "message": {"text": f"{finding.message}\n{finding.hint}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(path, errors="surrogateescape"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": _region(finding, span),
                },
                "logicalLocations": [{"fullyQualifiedName": name}],
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _region(finding: Finding, span: Span | None) -> Object:
    lines = {"startLine": finding.line, "endLine": finding.end_line}
    if span is None:
        return lines
    start, end = span.first[: span.column], span.last[: span.end_column]
    return {**lines, "startColumn": _utf16(start) + 1, "endColumn": _utf16(end) + 1}


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _fingerprints(findings: Iterable[Finding]) -> dict[Finding, str]:
    """What stays the same of each finding when lines move or the file is formatted anew.

    Findings that are alike are counted, those that are not shown as well: accepting one does not
    rename the others. ``primaryLocationLineHash`` is the only name that GitHub reads.
    """
    ordinals: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    prints = {}
    for one in findings:
        digest = sha256("\0".join((one.path, one.symbol, one.code, one.text)).encode()).hexdigest()
        prints[one] = f"{digest[:16]}:{next(ordinals[digest])}"
    return prints
