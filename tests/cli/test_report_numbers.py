"""Everything is counted once, and no format lets a part pass for the whole."""

from __future__ import annotations

import io
import json

import pytest

from cli.counted import BASELINED, FINDINGS, OPEN, SUPPRESSED, finding, report, totals
from mypy_txn.domains import Domains
from mypy_txn.layers import Layers, Pattern
from mypy_txn.run import Unchecked
from mypy_txn.sweep.rows import Snapshot
from mypy_txn.totals import json_object, markdown, text
from mypy_txn.totals.tally import By, Counts, Kind

BROKEN = [Unchecked("app.broken", "app/broken.py:1: error: Invalid | syntax  [syntax]")]


def test_everything_is_counted_once() -> None:
    counted = totals()
    assert counted.all == {
        Kind.OPEN: 3,
        Kind.BASELINED: 1,
        Kind.SUPPRESSED: 1,
        Kind.NOT_VERIFIABLE: 2,
        Kind.VERIFIED: 8,
    }
    assert counted.all.findings == len(FINDINGS)
    assert counted.statuses == {OPEN: 4, SUPPRESSED: 2, BASELINED: 1}
    assert counted.unverifiable == {OPEN: 1, SUPPRESSED: 1}
    for dimension in (By.LAYER, By.DOMAIN, By.FILE):
        assert sum(counted.by[dimension].values(), Counts()) == counted.all
    assert sum(counted.cells.values(), Counts()) == counted.all
    assert sum(counts.total() for counts in counted.by[By.CODE].values()) == len(FINDINGS)


def test_the_worst_come_first_and_layers_by_name() -> None:
    by = totals().by
    assert [*by[By.LAYER]] == ["L5", "L6"]
    assert [*by[By.DOMAIN]] == ["policies", "accounts", "billing"]
    assert [*by[By.CODE]] == ["txn-call", "txn-sql", "txn-untyped", "txn-annotation"]
    assert by[By.DOMAIN]["policies"] == {
        Kind.OPEN: 2, Kind.SUPPRESSED: 1, Kind.BASELINED: 1, Kind.VERIFIED: 4,
    }  # fmt: skip


def test_a_module_in_no_layer_is_counted_too() -> None:
    counted = totals([finding("loose")])
    assert counted.by[By.LAYER]["(no layer)"] == {Kind.OPEN: 1}
    assert counted.cells["(no domain)", "(no layer)"] == {Kind.OPEN: 1}


@pytest.mark.parametrize(
    ("percent", "below"), [(0, False), (53.3, False), (53.33, False), (53.34, True), (100, True)]
)
def test_the_threshold_is_compared_exactly(percent: float, below: bool) -> None:
    assert totals().all.is_below(percent) is below  # 8 of 15


def test_the_share_is_never_rounded_up() -> None:
    assert report().share(Counts({Kind.VERIFIED: 9999, Kind.OPEN: 1})) == "99.9 %"
    assert report().share(Counts({Kind.VERIFIED: 3})) == "100.0 %"
    assert report().share(Counts()) == ""
    assert not Counts().is_below(100)


@pytest.mark.parametrize(
    ("module", "domain"),
    [
        ("app.policies.L6_drivers.rules", "policies"),
        ("app.policies.L5_engines.L6.deep", "L5_engines"),
        ("L6_drivers.rules", None),
        ("app.policies.rules", None),
    ],
)
def test_the_domain_is_above_the_layer(module: str, domain: str | None) -> None:
    assert Domains().of(module) == domain


@pytest.mark.parametrize(
    ("module", "domain"),
    [
        ("app.policies.drivers.sql.rules", "policies"),
        ("app.core.sql.rules", "core"),
        ("app.policies.rules", None),
    ],
)
def test_the_domain_is_above_what_a_pattern_reaches(module: str, domain: str | None) -> None:
    patterns = {"drivers": (Pattern("*.drivers"), Pattern("app.core.sql"))}
    layers = Layers((), ("drivers",), patterns)
    assert Domains(layers).of(module) == domain


def test_the_domain_is_the_segment_of_a_number() -> None:
    assert Domains(position=2).of("app.policies.sub.L6_drivers.rules") == "policies"
    assert Domains(position=2).of("app") is None


TEXT = """\
Transaction control in 5 protected modules.
7 findings: 3 open, 1 baselined, 1 suppressed, 2 not verifiable.
Of the not verifiable: 1 open, 1 suppressed.
8 verified handle uses: 53.3 % of 15.

layer   open   baselined   suppressed   not verifiable   verified    share
──────────────────────────────────────────────────────────────────────────
L5         0           1            0                0          3   75.0 %
L6         3           0            1                2          5   45.4 %

all        3           1            1                2          8   53.3 %

code             open   baselined   suppressed   not verifiable
───────────────────────────────────────────────────────────────
txn-call            1           1            0                0
txn-sql             1           0            1                0
txn-untyped         0           0            0                2
txn-annotation      1           0            0                0

all                 3           1            1                2
"""
INCOMPLETE = """\
INCOMPLETE: 1 part could not be checked. There are at least these findings.
  app.broken: app/broken.py:1: error: Invalid | syntax  [syntax]

Transaction control in 5 protected modules.
7 findings: 3 open, 1 baselined, 1 suppressed, 2 not verifiable.
Of the not verifiable: 1 open, 1 suppressed.
8 verified handle uses.

layer      open   baselined   suppressed   not verifiable   verified
────────────────────────────────────────────────────────────────────
L5            0           1            0                0          3
L6            3           0            1                2          5

at least      3           1            1                2          8
"""
MARKDOWN = r"""## Transaction findings

> **INCOMPLETE: 1 part could not be checked. There are at least these findings.**
>
> - app.broken: app/broken.py:1: error: Invalid \| syntax \[syntax\]

Transaction control in 5 protected modules.
7 findings: 3 open, 1 baselined, 1 suppressed, 2 not verifiable.
Of the not verifiable: 1 open, 1 suppressed.
8 verified handle uses.

| domain | open | baselined | suppressed | not verifiable | verified |
| --- | ---: | ---: | ---: | ---: | ---: |
| policies | 2 | 1 | 1 | 0 | 4 |
| accounts | 1 | 0 | 0 | 2 | 1 |
| billing | 0 | 0 | 0 | 0 | 3 |
| **at least** | **3** | **1** | **1** | **2** | **8** |
"""


def written(lines: str) -> str:
    return "\n".join(line.rstrip() for line in lines.split("\n"))


def test_text() -> None:
    out = io.StringIO()
    text.write(report(), [By.LAYER, By.CODE], out)
    assert written(out.getvalue()) == TEXT


def test_text_of_an_incomplete_run() -> None:
    out = io.StringIO()
    text.write(report(unchecked=BROKEN), [By.LAYER], out)
    assert written(out.getvalue()) == INCOMPLETE


def test_a_long_path_is_shown_whole() -> None:
    out = io.StringIO()
    where = f"{'long' * 30}.L6_drivers.rows"
    text.write(report([finding(where)]), [By.FILE], out)
    assert f"\napp/{where.replace('.', '/')}.py " in out.getvalue()


def test_markdown_of_an_incomplete_run() -> None:
    out = io.StringIO()
    markdown.write(report(unchecked=BROKEN), [By.DOMAIN], out)
    assert out.getvalue() == MARKDOWN


def test_a_part_of_the_tree_is_called_one() -> None:
    out = io.StringIO()
    text.write(report(whole=False), [], out)
    assert out.getvalue().splitlines()[1] == (
        "Not every protected module of the tree was asked for: these are the numbers of a part."
    )


def test_json() -> None:
    out = io.StringIO()
    json_object.write(report(), [], out)
    data = json.loads(out.getvalue())
    assert (data["complete"], data["whole_tree"], data["unchecked"]) == (True, True, [])
    numbers = data["totals"]
    assert numbers["all"] == {
        "open": 3, "baselined": 1, "suppressed": 1, "not_verifiable": 2, "verified": 8,
        "findings": 7,
    }  # fmt: skip
    assert numbers["share"] == 8 / 15
    assert numbers["by"]["domain"]["billing"]["verified"] == 3
    assert numbers["findings"][0] == {
        "path": "app/accounts/L6_drivers/rows.py",
        "module": "app.accounts.L6_drivers.rows",
        "layer": "L6",
        "code": "txn-annotation",
        "line": 2,
        "column": 4,
        "end_line": 2,
        "end_column": 20,
        "message": "L6 driver calls Session.commit(); only L4 may begin or end a transaction",
        "hint": "do it in the L4 handler",
        "symbol": "Rows.write",
        "text": "s.commit",
        "status": "open",
        "domain": "accounts",
        "counted_as": "open",
    }
    assert Snapshot.of_report(numbers).total == 7


def test_json_of_an_incomplete_run_has_no_totals() -> None:
    data = json_object.as_object(report(unchecked=BROKEN))
    assert data["complete"] is False
    assert data["whole_tree"] is True
    assert data["unchecked"] == [{"what": BROKEN[0].what, "why": BROKEN[0].why}]
    assert "totals" not in data
    assert "share" not in data["partial"]
