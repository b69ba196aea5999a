"""Each code stands once, has its page, and each message is one of its own."""

from __future__ import annotations

import inspect
from pathlib import Path

from mypy_txn import violations
from mypy_txn.audit.rules import RULES
from mypy_txn.codes import CODES, CONFIG, INTERNAL, TXN
from mypy_txn.run import planted
from mypy_txn.violations import Parties, Place, Violation

ROOT = Path(__file__).parents[1]
SUB_CODES = [code for code in CODES if code is not TXN]


def test_all_codes_are_sub_codes_of_txn() -> None:
    assert len({code.code for code in CODES}) == len(CODES)
    assert all(code.sub_code_of is TXN for code in SUB_CODES)


def test_each_code_has_its_page() -> None:
    pages = {page.stem for page in (ROOT / "docs/codes").glob("*.md")}
    assert pages == {code.code for code in SUB_CODES}
    for page in (ROOT / "docs/codes").glob("*.md"):
        assert page.read_text().startswith(f"# {page.stem}\n")


def test_each_rule_has_its_cases() -> None:
    cases = {path.stem for path in (ROOT / "tests/rules").glob("*.yml")}
    assert cases == {f"test_{rule.__module__.rpartition('.')[2]}" for rule in RULES}


def test_each_message_is_its_own() -> None:
    who = Parties("L6", ["L4"])
    texts = [
        violations.audit_failed("module", ValueError(), 1).message,
        violations.run_refused("a complaint", CONFIG).message,
    ]
    for name, function in inspect.getmembers(violations, inspect.isfunction):
        if name.startswith("_") or function.__annotations__.get("return") != "Violation":
            continue
        about, place, *parameters = inspect.signature(function).parameters
        if (about, place) != ("who", "place"):
            continue
        finding: Violation = function(who, Place(1, 0), *parameters)
        assert finding.code in SUB_CODES
        assert finding.hint
        texts.append(finding.message)
    assert len(texts) > len(RULES)
    assert len(set(texts)) == len(texts)


def test_the_selftest_plants_a_violation_for_each_code_of_a_rule() -> None:
    of_rules = set(SUB_CODES) - {CONFIG, INTERNAL}
    assert {*planted.CODES} == {code.code for code in of_rules}
    assert len(of_rules) == len(RULES)
