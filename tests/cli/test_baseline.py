"""A baseline lets old violations pass and new ones fail, in mypy as in `mypy-txn check`."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from checking import INI, Tree

ROWS = """
    import sqlite3

    class Rows:
        def write(self, conn: sqlite3.Connection) -> None:
            conn.commit()

    def undo(conn: sqlite3.Connection) -> None:
        conn.rollback()
        conn.rollback()
"""
NAME = "txn-baseline.json"
CONFIGURED = INI + f"[mypy_txn]\nbaseline = {NAME}\n"
START = {"mypy.ini": CONFIGURED, "app/L6_drivers/rows.py": ROWS, "app/L5_engines/rules.py": ""}
ENTRIES = [
    ("Rows.write", "txn-annotation", "sqlite3.Connection"),
    ("Rows.write", "txn-call", "conn.commit"),
    ("undo", "txn-annotation", "sqlite3.Connection"),
    ("undo", "txn-call", "conn.rollback"),
    ("undo", "txn-call", "conn.rollback"),
]


@pytest.fixture
def frozen(tree: Tree) -> Tree:
    tree.write(START)
    result = tree.txn("baseline", "app")
    assert result.out == "txn-baseline.json: 5 entries (5 added)\n"
    assert (result.err, result.status) == ("", 0)
    return tree


def entries(tree: Tree) -> list[tuple[str, str, str]]:
    data = json.loads((tree.root / NAME).read_text(encoding="utf-8"))
    return [(one["symbol"], one["code"], one["text"]) for one in data["violations"][:-1]]


def lines_of_both(tree: Tree) -> list[str]:
    """The findings of mypy and of `mypy-txn check`, which are the same."""
    found = tree.check("app", "--show-column-numbers").ours
    assert sorted(tree.txn("check", "app").lines) == found
    return [line.partition(": error: ")[0] for line in found]


def test_old_violations_pass(frozen: Tree) -> None:
    assert entries(frozen) == ENTRIES
    assert lines_of_both(frozen) == []
    assert frozen.txn("check", "app").status == 0
    assert frozen.txn("baseline", "app").out == "txn-baseline.json: 5 entries (as before)\n"


def test_one_line_for_each_entry(frozen: Tree) -> None:
    lines = (frozen.root / NAME).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line.removesuffix(","))["symbol"] for line in lines[1:-1]] == [
        symbol for symbol, _, _ in ENTRIES
    ]
    assert lines[-1] == "null]}"


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("import sqlite3\n", "import sqlite3\nx = 1\n\n\n", []),
        ("conn.commit()", "(\n                conn\n            .commit(  )  )  # why", []),
        ("def undo", "def take_back", []),
        ("class Rows", "class Table", []),
        ("def write", "def save", []),
        ("class Rows:", "class Rows: ...\n\n    class Table:", []),
        ("conn.commit()", "conn.rollback()", ["app/L6_drivers/rows.py:6:9"]),
        ("conn.commit()", "conn.commit(); conn.commit()", ["app/L6_drivers/rows.py:6:24"]),
        (
            "def undo",
            "def more(c: sqlite3.Connection) -> None: ...\n    def undo",
            ["app/L6_drivers/rows.py:8:13"],
        ),
    ],
)
def test_what_an_entry_survives(frozen: Tree, old: str, new: str, failing: list[str]) -> None:
    assert old in ROWS
    frozen.write({"app/L6_drivers/rows.py": ROWS.replace(old, new)})
    assert lines_of_both(frozen) == failing


def test_fixing_one_and_adding_another_fails(frozen: Tree) -> None:
    fixed = ROWS.replace("conn.commit()", "conn.execute('x')")
    frozen.write({"app/L6_drivers/rows.py": fixed})
    assert lines_of_both(frozen) == []
    added = fixed + "\n    def write(conn) -> None:\n        sqlite3.connect('').commit()\n"
    frozen.write({"app/L6_drivers/rows.py": added})
    assert lines_of_both(frozen) == ["app/L6_drivers/rows.py:13:5"] * 2


def test_a_renamed_file_keeps_its_entries(frozen: Tree) -> None:
    frozen.write({"app/L6_drivers/rows.py": None, "app/L6_drivers/table.py": ROWS})
    assert lines_of_both(frozen) == []
    result = frozen.txn("check", "app")
    assert result.status == 0
    assert result.err.splitlines()[1] == (
        "mypy-txn: txn-baseline.json: moved: app/L6_drivers/rows.py (Rows.write): conn.commit"
        "  [txn-call] is in app/L6_drivers/table.py (Rows.write) now"
    )
    assert frozen.txn("baseline", "app").out == "txn-baseline.json: 5 entries (5 moved)\n"
    assert frozen.txn("check", "app").err == ""


def test_a_function_moved_to_another_layer_keeps_its_entries(frozen: Tree) -> None:
    kept, moved = ROWS.split("    def undo")
    files = {"app/L6_drivers/rows.py": kept, "app/L5_engines/rules.py": "import sqlite3\ndef undo"}
    files["app/L5_engines/rules.py"] += moved.replace("\n    ", "\n")
    frozen.write(files)
    assert lines_of_both(frozen) == []


def test_a_copy_needs_entries_of_its_own(frozen: Tree) -> None:
    frozen.write({"app/L5_engines/rules.py": ROWS})
    assert len(lines_of_both(frozen)) == 5
    frozen.write({"app/L6_drivers/rows.py": None, "app/L6_drivers/more.py": ROWS})
    result = frozen.txn("check", "app")
    assert "one entry, but more than one violation like it: app/L6_drivers/rows.py" in result.err
    assert result.status == 1


@pytest.mark.parametrize("stale", ["error", "shrink", "ignore"])
@pytest.mark.parametrize("ci", [False, True])
def test_fixed_entries(frozen: Tree, stale: str, ci: bool) -> None:
    fixed = ROWS.replace("conn.commit()", "conn.execute('x')")
    frozen.write({"mypy.ini": CONFIGURED + f"stale = {stale}\n", "app/L6_drivers/rows.py": fixed})
    result = frozen.txn("check", "app", ci=ci)
    entry = "app/L6_drivers/rows.py (Rows.write): conn.commit  [txn-call]\n"
    if stale == "ignore":
        assert (result.err, result.status) == ("", 0)
    elif stale == "shrink" and not ci:
        removed = f"mypy-txn: txn-baseline.json: removed, since it is fixed: {entry}"
        assert (result.err, result.status) == (removed, 0)
        assert entries(frozen) == [ENTRIES[0], *ENTRIES[2:]]
    else:
        assert result.err == (
            f"mypy-txn: txn-baseline.json: fixed, but still an entry: {entry}"
            "mypy-txn: remove the entries that are fixed with: mypy-txn baseline --shrink app\n"
        )
        assert result.status == 1
        assert len(entries(frozen)) == 5


def test_what_it_would_overwrite_or_leave_without_a_gate(tree: Tree) -> None:
    tree.write({**START, NAME: "mine\n", "mypy.ini": INI})
    result = tree.txn("baseline", "app")
    assert result.err == (
        f"mypy-txn: {NAME}: it is there, but mypy.ini does not name it; remove it first\n"
    )
    assert (result.status, (tree.root / NAME).read_text(encoding="utf-8")) == (2, "mine\n")
    tree.write({"mypy.ini": "[mypy]\n"})
    result = tree.txn("baseline", "app")
    assert result.err == (
        "mypy-txn: mypy.ini has no plugins = mypy_txn.plugin, so mypy would report no new findings;"
        " run mypy-txn init, which can freeze those of today too\n"
    )
    assert result.status == 2


def test_shrinking_only_removes(frozen: Tree) -> None:
    fixed = ROWS.replace("conn.commit()", "conn.backup(conn)\n            conn.close()")
    frozen.write({"app/L6_drivers/rows.py": fixed})
    result = frozen.txn("baseline", "--shrink", "app")
    assert result.out == "txn-baseline.json: 4 entries (1 removed)\n"
    assert entries(frozen) == [ENTRIES[0], *ENTRIES[2:]]
    assert lines_of_both(frozen) == ["app/L6_drivers/rows.py:7:9"]


def test_paths_that_a_link_leads_through(frozen: Tree) -> None:
    link = frozen.root.with_name("link")
    link.symlink_to(frozen.root, target_is_directory=True)
    result = frozen.txn("check", str(link / "app"))
    assert (result.lines, result.status) == ([], 0)
    assert frozen.check(str(link / "app")).status == 0
    assert frozen.txn("baseline", str(link / "app")).out.endswith("5 entries (as before)\n")


def test_a_part_of_the_tree_leaves_the_rest(frozen: Tree) -> None:
    frozen.write({"app/L5_engines/rules.py": "import sqlite3\nx: sqlite3.Connection\n"})
    result = frozen.txn("baseline", "app/L5_engines")
    assert result.out == "txn-baseline.json: 6 entries (1 added)\n"
    assert frozen.txn("check", "app/L5_engines").status == 0
    assert lines_of_both(frozen) == []


@pytest.mark.parametrize("stale", ["error", "shrink"])
def test_what_is_excluded_now_keeps_its_entries(frozen: Tree, stale: str) -> None:
    before = (frozen.root / NAME).read_bytes()
    ini = CONFIGURED.replace("[mypy_txn]", f"exclude = L6_drivers\n[mypy_txn]\nstale = {stale}")
    frozen.write({"mypy.ini": ini, "app/L5_engines/rules.py": "x = 1\n"})
    result = frozen.txn("check", "app")
    assert result.status == 0
    assert "2 protected modules excluded\n" in result.out
    assert frozen.txn("baseline", "--shrink", "app").out.endswith("5 entries (as before)\n")
    assert frozen.txn("baseline", "app").out.endswith("5 entries (as before)\n")
    assert (frozen.root / NAME).read_bytes() == before


@pytest.mark.parametrize("files", ["", "files = app, billing\n"])
def test_another_package_keeps_its_entries(frozen: Tree, files: str) -> None:
    ini = CONFIGURED.replace("[mypy_txn]", f"{files}[mypy_txn]")
    frozen.write({"mypy.ini": ini, "billing/L6_drivers/rows.py": ROWS})
    assert frozen.txn("baseline", "app", "billing").out.endswith("10 entries (5 added)\n")
    frozen.write({"app/L6_drivers/rows.py": ROWS.replace("conn.commit()", "pass")})
    fixed = frozen.txn("check", "app").err.splitlines()[:-1]
    assert [line.partition("fixed, but still an entry: ")[2] for line in fixed] == [
        "app/L6_drivers/rows.py (Rows.write): conn.commit  [txn-call]"
    ]
    assert frozen.txn("baseline", "app").out.endswith("9 entries (1 removed)\n")
    assert "not every protected module" in frozen.txn("sweep", "record", "app").err
    frozen.write({"billing/L6_drivers/rows.py": None, "billing/L6_drivers/lines.py": ROWS})
    assert frozen.txn("check", "app").err == "", "they may be in another file of that package"
    frozen.write({"billing/L6_drivers/lines.py": None})
    shutil.rmtree(frozen.root / "billing")
    assert frozen.txn("check", "app").err.count("fixed, but still an entry: billing") == 5


def test_what_mypy_ignores_needs_no_entry(tree: Tree) -> None:
    ignored = ROWS.replace("conn.commit()", "conn.commit()  # type: ignore[txn-call]")
    tree.write({**START, "app/L6_drivers/rows.py": ignored})
    assert tree.txn("baseline", "app").out == "txn-baseline.json: 4 entries (4 added)\n"
    assert tree.check("app", "--warn-unused-ignores").ours == []


def test_functions_that_mypy_does_not_check(tree: Tree) -> None:
    """Their types are known to ``mypy-txn`` alone, as it has mypy check them."""
    rows = """
        import sqlite3

        def migrate(path):
            opened = sqlite3.connect(path)
            conn = opened
            with conn.cursor() as cursor:
                cursor.execute("COMMIT")
            conn.commit()

        def again(path):
            conn = None
            if conn is None:
                conn = sqlite3.connect(path)
            conn = conn.unknown()
            conn.rollback()
    """
    config = START["mypy.ini"].replace("strict = True\n", "")
    assert "strict" not in config
    tree.write({**START, "app/L6_drivers/rows.py": rows, "mypy.ini": config})
    assert tree.txn("baseline", "app").status == 0
    found = {(symbol, text) for symbol, _, text in entries(tree)}
    assert {("migrate", "conn.commit"), ("again", "conn.rollback")} <= found
    assert lines_of_both(tree) == []


def test_one_that_cannot_be_written_stays(frozen: Tree) -> None:
    frozen.write({"app/L6_drivers/rows.py": ROWS.replace("conn.commit()", "pass")})
    (frozen.root / f"{NAME}.{os.getpid()}").mkdir()  # where it is written first
    result = frozen.txn("baseline", "app")
    assert f"{NAME}: cannot write the baseline: [Errno 21] Is a directory" in result.err
    assert (result.out, result.status) == ("", 2)
    assert entries(frozen) == ENTRIES


def test_ci_writes_none(frozen: Tree) -> None:
    before = (frozen.root / NAME).read_bytes()
    for args in ([], ["--shrink"]):
        result = frozen.txn("baseline", "app", *args, ci=True)
        again = " ".join(["mypy-txn baseline", *args])
        assert result.err == (
            f"mypy-txn: a baseline is written by people and not by CI; run {again} and commit it\n"
        )
        assert result.status == 2
    assert (frozen.root / NAME).read_bytes() == before


def test_none_is_written_where_something_is_not_checked(frozen: Tree) -> None:
    before = (frozen.root / NAME).read_bytes()
    frozen.write({"app/broken.py": "'\n"})
    result = frozen.txn("baseline", "app")
    assert result.err.endswith(
        "mypy-txn: the baseline is not written: not everything was checked\n"
    )
    assert result.status == 2
    assert (frozen.root / NAME).read_bytes() == before


def test_nothing_counts_as_fixed_where_something_is_not_checked(frozen: Tree) -> None:
    uses = "from app.L6_drivers.made import make\ndef f() -> None:\n    make()\n"
    made = "import sqlite3\ndef make() -> sqlite3.Connection: ...\n"
    frozen.write({"mypy.ini": CONFIGURED + "stale = shrink\n"})
    frozen.write({"app/L5_engines/rules.py": uses, "app/L6_drivers/made.py": made})
    assert frozen.txn("baseline", "app").out.endswith("7 entries (2 added)\n")
    frozen.write({"app/L6_drivers/made.py": made + "def ("})
    result = frozen.txn("check", "app")
    assert [line.partition(": app")[0] for line in result.err.splitlines()] == [
        "mypy-txn: not checked"
    ]
    assert result.status == 2
    frozen.write({"app/L6_drivers/made.py": made})
    assert lines_of_both(frozen) == []


def test_none_is_written_for_a_configuration_in_the_home_folder(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write({"app/L6_drivers/rows.py": ROWS})
    (tree.root / "mypy.ini").rename(tmp_path / ".mypy.ini")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tree.cache))
    monkeypatch.delenv("CI", raising=False)
    result = tree.run("mypy-txn", "baseline", "app")
    assert result.err == (
        "mypy-txn: mypy is not configured here; run mypy-txn init, which can freeze the findings"
        " too\n"
    )
    assert (result.out, result.status) == ("", 2)
    assert not (tmp_path / NAME).exists()


DAMAGED = "the baseline is damaged, take it from version control: "
CONFLICT = "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "there is no such baseline; create it with `mypy-txn baseline`, and commit it"),
        (CONFLICT, "the baseline has conflicts of a merge; keep the entries of both sides"),
        ("", DAMAGED + "Expecting value: line 1 column 1 (char 0)"),
        ('{"format": 1, "violations": [\n', DAMAGED + "Expecting value: line 2 column 1 (char 30)"),
        ('{"format": 1, "violations": []}', DAMAGED + "it does not end as it was written"),
        ("[]", DAMAGED + "it is not an object but list"),
        ("{}", DAMAGED + "it has no 'format'"),
        ('{"format": 1}', DAMAGED + "it has no 'violations'"),
        (
            '{"format": "2", "violations": [null]}',
            DAMAGED + "its format is '2', and this version writes 1",
        ),
        ('{"format": 2}', "the baseline has format 2, this version of mypy-txn reads 1; upgrade"),
        (
            '{"format": 1, "violations": [{"path": 1}, null]}',
            DAMAGED + "{'path': 1} is not an entry",
        ),
        ('{"format": 1, "violations": ["a", null]}', DAMAGED + "'a' is not an entry"),
    ],
)
def test_a_baseline_that_cannot_be_read(frozen: Tree, text: str | None, complaint: str) -> None:
    path = frozen.root / NAME
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    assert complaint in frozen.check("app").err
    assert frozen.check("app").status == 2
    assert complaint in frozen.txn("check", "app").err
    assert frozen.txn("check", "app").status == 2


def test_branches_merge_line_by_line(frozen: Tree) -> None:
    path = frozen.root / NAME
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:1], *reversed(lines[1:-1]), lines[-1]]), encoding="utf-8")
    assert lines_of_both(frozen) == []


@pytest.mark.parametrize("flags", [("-n2",), ("--no-sqlite-cache",), ()])
def test_every_mode(frozen: Tree, tmp_path: Path, flags: tuple[str, ...]) -> None:
    cache = f"--cache-dir={tmp_path / 'cache'}"
    texts = [ROWS, ROWS.replace("conn.commit()", "conn.close()"), ROWS]
    expected = [[], ["app/L6_drivers/rows.py:6"], []]
    for text, lines in zip(texts, expected, strict=True):
        frozen.write({"app/L6_drivers/rows.py": text})
        for mode in ([cache, *flags, "app"], [cache, *flags, "app"]):
            found = frozen.run("mypy", *mode).ours
            assert [line.partition(": error: ")[0] for line in found] == lines


def test_a_changed_baseline_is_seen_in_a_warm_run(frozen: Tree) -> None:
    assert frozen.check("app").ours == []
    path = frozen.root / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("conn.commit", "conn.close"), encoding="utf-8")
    assert lines_of_both(frozen) == ["app/L6_drivers/rows.py:6:9"]
    path.write_text(text, encoding="utf-8")
    assert lines_of_both(frozen) == []


def test_an_editor_checks_what_is_not_saved(frozen: Tree) -> None:
    name = "app/L6_drivers/rows.py"
    buffer = frozen.root / "buffer.py"
    args = ("app", "--shadow-file", name, str(buffer))
    text = (frozen.root / name).read_text(encoding="utf-8")
    buffer.write_text("import os\n" + text, encoding="utf-8")
    assert frozen.check(*args).ours == []
    buffer.write_text(text.replace("conn.commit", "conn.close"), encoding="utf-8")
    found = frozen.check(*args).ours
    assert [line.partition(": error: ")[0] for line in found] == [f"{name}:6"]


def test_the_daemon(frozen: Tree, tmp_path: Path) -> None:
    status = f"--status-file={tmp_path / 'status.json'}"
    name = "app/L6_drivers/rows.py"

    def run() -> list[str]:
        done = frozen.run("dmypy", status, "run", "--timeout=600", "--", "app")
        return [line.partition(": error: ")[0] for line in done.ours]

    try:
        assert run() == []
        frozen.write({name: ROWS.replace("conn.commit", "conn.close")})
        assert run() == [f"{name}:6"]
        frozen.write({"app/L5_engines/rules.py": "x = 1\n"})
        assert run() == [f"{name}:6"]
        frozen.write({name: None, "app/L6_drivers/table.py": ROWS})
        assert run() == []
    finally:
        frozen.run("dmypy", status, "kill")


@pytest.mark.parametrize("flag", ["--native-parser", "--no-native-parser"])
def test_characters_that_are_more_than_a_byte(tree: Tree, flag: str) -> None:
    rows = 'import sqlite3\nconn: sqlite3.Connection; print("日本語 😀"); "ä"; conn.commit()\n'
    native = f"native_parser = {flag == '--native-parser'}\n"
    tree.write({"mypy.ini": INI + native, "app/L6_drivers/rows.py": rows})
    tree.txn("baseline", "app")
    assert entries(tree) == [
        ("", "txn-annotation", "sqlite3.Connection"),
        ("", "txn-call", "conn.commit"),
    ]


def test_a_toml_configuration_learns_where_it_is(tree: Tree) -> None:
    toml = '[tool.mypy]\nplugins = ["mypy_txn.plugin"]\n'
    tree.write({**START, "mypy.ini": None, "pyproject.toml": toml})
    out = tree.txn("baseline", "app").out
    assert out.endswith('pyproject.toml: [tool.mypy_txn] baseline = "txn-baseline.json"\n')


def test_the_configuration_learns_where_it_is(tree: Tree) -> None:
    tree.write({**START, "mypy.ini": INI})
    assert tree.txn("baseline", "--shrink", "app").err == (
        "mypy-txn: no baseline is configured, so there is nothing to shrink\n"
    )
    result = tree.txn("baseline", "app")
    assert result.out.endswith("mypy.ini: [mypy_txn] baseline = txn-baseline.json\n")
    assert lines_of_both(tree) == []
