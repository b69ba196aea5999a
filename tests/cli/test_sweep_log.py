"""The log is a table that people and branches edit: nothing of it is lost, nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mypy_txn.sweep.log import Log, LogError, read_log, write_log
from mypy_txn.sweep.rows import Snapshot

FIRST = Snapshot(
    {"open": 4, "suppressed": 1},
    {"accounts": 2, "policies": 3},
    {"txn-call": 5},
    {"app/accounts/L6_drivers/rows.py": 2, "app/policies/L6_drivers/rules.py": 3},
)
SECOND = Snapshot(
    {"open": 2, "suppressed": 1},
    {"accounts": 3},
    {"txn-call": 2, "txn-sql": 1},
    {"app/accounts/L6_drivers/rows.py": 1, "app/accounts/L6_drivers/more.py": 2},
)
TEXT = """\
# Transaction findings

How many there are in the protected layers: open, baselined and suppressed ones together.
`mypy-txn sweep record` adds a row.

| time (UTC) | commit | total | delta | statuses | domains | codes | note |
| --- | --- | ---: | ---: | --- | --- | --- | --- |
| 2026-01-01T09:00:00Z | 6042b4d754c9 | 5 |  | open 4, suppressed 1 | accounts 2, policies 3 \
| txn-call 5 |  |
| 2026-02-01T09:00:00Z |  | 3 | -2 | open 2, suppressed 1 | accounts 3 | txn-call 2, txn-sql 1 \
| policies -3, accounts +1; app/policies/L6_drivers/rules.py -3, \
app/accounts/L6_drivers/rows.py -1, app/accounts/L6_drivers/more.py +2 |

<!-- The findings of the last row by file, for mypy-txn sweep:
app/accounts/L6_drivers/more.py 2
app/accounts/L6_drivers/rows.py 1
-->
"""
LINES = TEXT.splitlines()


def at(month: int) -> datetime:
    return datetime(2026, month, 1, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "txn-sweep.md"


@pytest.fixture
def log(path: Path) -> Log:
    log = read_log(path).add(at(1), "6042b4d754c9", FIRST, None)
    write_log(path, log)
    log = read_log(path).add(at(2), "", SECOND, None)
    write_log(path, log)
    return log


def test_a_note_says_which_domains_and_files_changed(path: Path, log: Log) -> None:
    assert path.read_text(encoding="utf-8") == TEXT
    read = read_log(path)
    assert (read.rows, read.text) == (log.rows, TEXT)


def test_nothing_but_the_new_row_changes(path: Path, log: Log) -> None:
    kept = [*LINES[:7], LINES[7].replace("|  |", "|   |"), LINES[8], "", "Below.", "", *LINES[10:]]
    path.write_text("\n".join(["Above.", "", *kept, ""]), encoding="utf-8")
    write_log(path, read_log(path).add(at(3), "", SECOND, "by hand"))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:11] == ["Above.", "", *kept[:9]]
    assert lines[11].endswith("| 3 | +0 | open 2, suppressed 1 | accounts 3 "
                              "| txn-call 2, txn-sql 1 | by hand |")  # fmt: skip
    assert lines[12:] == kept[9:]


def test_a_row_of_the_past_goes_where_it_belongs(path: Path, log: Log) -> None:
    between = Snapshot({"open": 9}, {"policies": 9}, {"txn-sql": 9}, {"app/a.py": 9})
    write_log(path, read_log(path).add(at(1).replace(day=9), "abc", between, None))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:8] == LINES[:8]
    assert lines[8] == (
        "| 2026-01-09T09:00:00Z | abc | 9 | +4 | open 9 | policies 9 | txn-sql 9 "
        "| accounts -2, policies +6 |"
    )
    assert lines[9] == LINES[8].replace("| -2 |", "| -6 |")
    assert lines[10:] == LINES[9:]


def test_the_files_of_rows_added_before_are_known(path: Path, log: Log) -> None:
    early = read_log(path).add(datetime(2025, 1, 1, tzinfo=UTC), "a", FIRST, None)
    early = early.add(datetime(2025, 2, 1, tzinfo=UTC), "b", SECOND, None)
    assert early.rows[1].note == log.rows[1].note


def test_a_note_may_have_anything_in_it(path: Path) -> None:
    note = "a | b \\| c\nd \\"
    write_log(path, read_log(path).add(at(1), "", FIRST, note))
    assert read_log(path).rows[0].note == "a | b \\| c d \\"
    write_log(path, read_log(path).add(at(2), "", FIRST, None))
    assert read_log(path).rows[1].note == "no change"


def test_a_note_that_is_no_text(path: Path) -> None:
    write_log(path, read_log(path).add(at(1), "", FIRST, "caf\udce9"))
    assert read_log(path).rows[0].note == "caf\ufffd"


def test_odd_names_of_domains(path: Path) -> None:
    domains = {"sales, eu": 2, "a|b": 1, "c\n d": 1, "100% \\": 1}
    snapshot = Snapshot({"open": 5}, domains, {"txn-call": 5}, {"app/a.py": 5})
    write_log(path, read_log(path).add(at(1), "", snapshot, None))
    assert read_log(path).rows[0].domains == domains


def test_odd_names_of_files(path: Path) -> None:
    files = {"app/100%-->.py": 2, "app/ä b\n.py": 3}
    snapshot = Snapshot({"open": 5}, {"(no domain)": 5}, {"txn-call": 5}, files)
    write_log(path, read_log(path).add(at(1), "", snapshot, None))
    log = read_log(path)
    assert [*log.files.values()] == [files]
    assert log.rows[0].domains == {"(no domain)": 5}


def test_an_empty_total(path: Path, log: Log) -> None:
    write_log(path, read_log(path).add(at(3), "", Snapshot({}, {}, {}, {}), None))
    row = read_log(path).rows[-1]
    assert (row.total, row.domains) == (0, {})
    assert row.note == (
        "accounts -3; app/accounts/L6_drivers/more.py -2, app/accounts/L6_drivers/rows.py -1"
    )


def test_many_files_are_summed_up(path: Path, log: Log) -> None:
    files = {f"app/f{n:02}.py": 1 for n in range(20)} | dict(SECOND.files)
    many = Snapshot({"open": 23}, {"accounts": 23}, {"txn-call": 23}, files)
    note = read_log(path).add(at(3), "", many, None).rows[-1].note
    assert note.startswith("accounts +20; app/f00.py +1, app/f01.py +1")
    assert note.endswith("app/f07.py +1, and 12 more files")


def test_numbers_by_file_that_are_not_those_of_the_last_row_are_not_used(
    path: Path, log: Log
) -> None:
    merged = TEXT.replace("more.py 2", "more.py 1")
    path.write_text(merged, encoding="utf-8")
    assert read_log(path).add(at(3), "", FIRST, None).rows[-1].note == "accounts -1, policies +3"
    assert read_log(path).add(at(3), "", SECOND, None).rows[-1].note == "no change by domain"


def test_which_commits_are_in_the_log(path: Path) -> None:
    log = read_log(path).add(at(1), "6042b4d754c9", FIRST, "")
    log = log.add(at(2), "abcabcabcabc-dirty", FIRST, "").add(at(3), "", FIRST, "")
    assert log.has("6042b4d754c9" + "0" * 28)
    assert not log.has("abcabcabcabc" + "0" * 28)
    assert not log.has("7" * 40)


def line(number: int, old: str, new: str) -> str:
    changed = [*LINES]
    assert old in changed[number - 1]
    changed[number - 1] = changed[number - 1].replace(old, new)
    return "\n".join([*changed, ""])


MEND = "; mend it, or take it from version control"
DAMAGE = {
    line(8, "| 5 |", "| 6 |"): "8: the statuses add up to 5, and the total is 6",
    line(9, "accounts 3", "accounts 4"): "9: the domains add up to 4, and the total is 3",
    line(9, "txn-sql 1", ""): "9: the codes add up to 2, and the total is 3",
    line(9, "accounts 3", "accounts three"): (
        "9: the domains are written like `accounts 3, policies 1`, not 'accounts three'"
    ),
    line(9, "accounts 3", "accounts 1, accounts 2"): (
        "9: the domains are written like `accounts 3, policies 1`, not 'accounts 1, accounts 2'"
    ),
    line(8, "| 5 |", "| five |"): "8: the total 'five' is not a number",
    line(8, "2026-01-01T", "2026-13-01T"): (
        "8: '2026-13-01T09:00:00Z' is not a time like 2026-01-31T09:30:00Z"
    ),
    line(8, " | txn-call 5", ""): "8: a row has 8 cells, this one 7",
    line(8, LINES[7], "words"): "8: a row has 8 cells, this one 1",
    line(8, LINES[7], f"{LINES[7]}\n"): "10: a row stands outside of the table",
    line(3, LINES[2], LINES[7]): "3: a row stands outside of the table",
    line(6, "| total ", ""): (
        "1: there must be one table with the columns "
        "time (UTC), commit, total, delta, statuses, domains, codes, note"
    ),
    TEXT + TEXT: (
        "1: there must be one table with the columns "
        "time (UTC), commit, total, delta, statuses, domains, codes, note"
    ),
    line(7, "---", "-x-"): "7: below the head of a table there is a line of dashes",
    line(8, LINES[7], "<<<<<<< HEAD"): (
        "8: the log has conflicts of a merge; keep the rows of both sides"
    ),
    line(12, " 2", ""): (
        "12: 'app/accounts/L6_drivers/more.py' is not a file and how many findings it has"
    ),
    line(14, "-->", ""): "11: the numbers by file do not end with -->",
    "words\n": (
        "1: there must be one table with the columns "
        "time (UTC), commit, total, delta, statuses, domains, codes, note"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "complaint"), DAMAGE.items(), ids=range(len(DAMAGE)))
def test_damage(path: Path, text: str, complaint: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LogError) as error:
        read_log(path)
    assert str(error.value) == f"{path}:{complaint}{MEND}"


def test_what_is_no_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(LogError, match="cannot read the log: 'utf-8' codec"):
        read_log(path)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_endings_stay(path: Path, ending: str) -> None:
    old = TEXT.replace("\n", ending)
    path.write_bytes(old.encode())
    log = read_log(path)
    write_log(path, log)
    assert path.read_bytes() == old.encode()
    added = log.add(datetime(2026, 3, 1, tzinfo=UTC), "", SECOND, "as it was")
    write_log(path, added)
    plain = path.read_bytes().decode().replace("\r\n", "\n")
    assert "| 2026-03-01T00:00:00Z |" in plain
    assert path.read_bytes().decode() == plain.replace("\n", ending)
