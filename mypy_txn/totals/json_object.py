"""The report for programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final, TextIO

from mypy_txn.totals.report import Report
from mypy_txn.totals.tally import By, Counts, Kind

FORMAT: Final = 1


def write(report: Report, by: Sequence[By], out: TextIO) -> None:
    """Write ``report``, with all that is known of it, whatever ``by`` says."""
    print(json.dumps(as_object(report), ensure_ascii=False, indent=1), file=out)


def as_object(report: Report) -> dict[str, Any]:
    """The report; numbers that are no totals stand under ``partial`` and not under ``totals``."""
    totals = report.totals
    numbers = {
        "all": _counts(totals.all),
        "statuses": dict(totals.statuses),
        "not_verifiable_statuses": dict(totals.unverifiable),
        "by": {
            dimension: {name: _counts(counts) for name, counts in groups.items()}
            for dimension, groups in totals.by.items()
        },
        "cells": [
            {"domain": domain, "layer": layer, **_counts(counts)}
            for (domain, layer), counts in sorted(totals.cells.items())
        ],
        "findings": [
            {**asdict(one.finding), "domain": one.domain, "counted_as": one.kind}
            for one in totals.findings
        ],
    }
    if not report.unchecked:
        numbers["share"] = totals.all.share
    return {
        "format": FORMAT,
        "complete": not report.unchecked,
        "whole_tree": report.whole,
        "unchecked": [asdict(one) for one in report.unchecked],
        "modules": report.modules,
        "partial" if report.unchecked else "totals": numbers,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {kind.replace(" ", "_"): counts[kind] for kind in Kind} | {"findings": counts.findings}
