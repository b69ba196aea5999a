"""The first days of an adoption, in a quarantined backend with 150 violations and a broken file."""

from __future__ import annotations

import json

import pytest

from checking import Tree

from .backend import DRIVER, TOTAL, write_backend

ROWS = "app/domain07/L6_drivers/rows.py"
NEW = "\n    def more(rows: Rows) -> None:\n        rows.conn.commit()\n"


@pytest.fixture
def backend(tree: Tree) -> Tree:
    write_backend(tree)
    return tree


def test_from_the_first_day_on(backend: Tree) -> None:
    first = backend.txn("check", "app")
    assert len(first.lines) == TOTAL
    assert first.err.startswith("mypy-txn: not checked: app.broken: app/broken.py:1: error: ")
    assert first.status == 2

    backend.write({"app/broken.py": "half = 1\n"})
    backend.write({"mypy.ini": configured(backend)})
    assert backend.txn("baseline", "app").out == f"b.json: {TOTAL} entries ({TOTAL} added)\n"
    assert backend.txn("check", "app", ci=True).status == 0
    assert backend.check("app").status == 0

    backend.write({ROWS: DRIVER + NEW})
    added = backend.txn("check", "app", ci=True)
    assert [line.partition(" L6")[0] for line in added.lines] == [f"{ROWS}:21:5: error:"]
    assert added.status == 1

    backend.write({ROWS: DRIVER.replace("self.conn.commit()", "pass")})
    assert backend.txn("check", "app", ci=True).status == 1
    shrunk = backend.txn("baseline", "--shrink", "app")
    assert shrunk.out == f"b.json: {TOTAL - 1} entries (1 removed)\n"
    assert backend.txn("check", "app", ci=True).status == 0

    moved = "app/domain07/L6_drivers/table.py"
    backend.write({ROWS: None, moved: DRIVER.replace("self.conn.commit()", "pass")})
    engine = backend.root / "app/domain07/L5_engines/rules.py"
    engine.write_text(engine.read_text(encoding="utf-8").replace("rows import", "table import"))
    handler = backend.root / "app/domain07/L4_handlers/handle.py"
    handler.write_text(handler.read_text(encoding="utf-8").replace("rows import", "table import"))
    renamed = backend.txn("check", "app", ci=True)
    assert (renamed.lines, renamed.status) == ([], 0)
    assert renamed.err.count("moved: ") == 3


def test_lifting_the_quarantine_leaves_the_baseline_true(backend: Tree) -> None:
    backend.write({"app/broken.py": None, "mypy.ini": configured(backend)})
    backend.txn("baseline", "app")
    text = (backend.root / "mypy.ini").read_text(encoding="utf-8")
    for check_untyped in ("True", "False"):
        lifted = text.replace("ignore_errors = True", f"check_untyped_defs = {check_untyped}")
        backend.write({"mypy.ini": lifted})
        result = backend.check("app")
        assert "Unsupported operand types" in result.out
        assert [line for line in result.lines if "[txn-" in line] == []


def test_all_counts_agree(backend: Tree) -> None:
    backend.write({"app/broken.py": None, "mypy.ini": configured(backend)})
    backend.txn("baseline", "app")
    engine = "app/domain07/L5_engines/rules.py"
    text = (backend.root / engine).read_text(encoding="utf-8")
    ignored = text.replace('a")', 'a")  # type: ignore[txn-sql]')
    backend.write({engine: ignored, ROWS: DRIVER + NEW})
    backend.txn("baseline", "--shrink", "app")

    report = json.loads(backend.txn("report", "--output", "json", "app").out)
    assert report["complete"]
    assert report["totals"]["statuses"] == {"baselined": 149, "open": 1, "suppressed": 1}
    assert backend.txn("sweep", "record", "app").out == f"txn-sweep.md: {TOTAL + 1} findings\n"
    shown = backend.txn("check", "app").lines
    assert [line.partition(" L6")[0] for line in shown] == [f"{ROWS}:21:5: error:"]

    text = (backend.root / "mypy.ini").read_text(encoding="utf-8")
    backend.write({"mypy.ini": text.replace("ignore_errors = True", "strict_optional = True")})
    mypys = backend.check("app", "--show-column-numbers").lines
    assert [line for line in mypys if "[txn-" in line] == shown


def test_which_gate_is_closed(backend: Tree) -> None:
    backend.write({"app/broken.py": None, "mypy.ini": configured(backend)})
    backend.txn("baseline", "app")
    planted = "of 250 violations planted in 50 places"
    by_mypy = backend.txn("selftest", "app")
    assert by_mypy.out.endswith(f"The gate is open: {planted}, 0 are reported\n")
    assert "app/domain24/L6_drivers: nothing is reported: ignore_errors" in by_mypy.out
    assert by_mypy.status == 1
    by_check = backend.txn("selftest", "--gate", "check", "app")
    assert f"The gate is closed: {planted}, each is reported" in by_check.out
    assert by_check.status == 0


def configured(tree: Tree) -> str:
    text = (tree.root / "mypy.ini").read_text(encoding="utf-8")
    text = text.replace("[mypy]\n", "[mypy]\nplugins = mypy_txn.plugin\n")
    return text + "\n[mypy_txn]\nbaseline = b.json\n"
