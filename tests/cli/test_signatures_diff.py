"""`mypy-txn signatures --diff` says what a change does to signatures, and touches nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from checking import INI, Result, Tree
from cli.repository import commit, everything, git

ROWS = "app/accounts/L6_drivers/rows.py"
TREE = {
    ".gitignore": ".mypy_cache\n__pycache__\n",
    "mypy.ini": INI + "files = app\n",
    "app/aliases.py": """\
        from mypy_txn import ReadOnlySession
        Reads = ReadOnlySession
    """,
    "app/opening.py": """\
        from app.aliases import Reads
        def opened() -> Reads: ...
    """,
    ROWS: """\
        from app.aliases import Reads
        from app.opening import opened

        class Rows:
            def __init__(self) -> None:
                self.session = opened()

        def find(session: Reads) -> None: ...
        def names(session: Reads | None, *, other: str) -> None: ...
    """,
    "app/policies/L5_engines/rules.py": """\
        from sqlalchemy.orm import Session
        from mypy_txn import ReadWriteSession
        def write(session: ReadWriteSession) -> None: ...
        def all_of(session: Session) -> None: ...
        def _own(session: Session) -> None: ...
    """,
}
ALIAS = "from mypy_txn import {0}\nReads = {0}\n"


@pytest.fixture
def repository(tree: Tree) -> Tree:
    """A repository, and SQLAlchemy in the cache that counts as the user's."""
    git(tree, "init", "-q", "-b", "main")
    commit(tree, TREE)
    tree.txn("signatures")
    return tree


def diff(tree: Tree, *args: str) -> Result:
    return tree.txn("signatures", "--diff", *args)


def changed(tree: Tree, *args: str) -> list[tuple[str, str, str]]:
    """Kind, state before and after of each change, from the JSON."""
    result = diff(tree, *args, "--output", "json")
    assert (result.err, result.status) == ("", 0)
    return [
        (one["kind"], _state(one["before"]), _state(one["after"]))
        for one in json.loads(result.out)["changes"]
    ]


def _state(entry: dict[str, Any] | None) -> str:
    if entry is None:
        return ""
    module = entry["module"].rpartition(".")[2]
    return f"{module}.{entry['signature']} {entry['declared']} {entry['type'].rpartition('.')[2]}"


TEXT = f"""\
3 widened

WIDENED: 3 signatures
  accounts L6  {ROWS}
     6  Rows.session    read ReadOnlySession → read-write ReadWriteSession
     8  find(session)   read ReadOnlySession → read-write ReadWriteSession
     9  names(session)  read ReadOnlySession → read-write ReadWriteSession

before 1 full, 1 read-write, 3 read, 0 unknown
after  1 full, 4 read-write, 0 read, 0 unknown
"""


def test_an_alias_elsewhere_shows_at_each_signature_also_at_an_inferred_one(
    repository: Tree,
) -> None:
    repository.write({"app/aliases.py": ALIAS.format("ReadWriteSession")})
    result = diff(repository, "HEAD")
    assert (result.out, result.err, result.status) == (TEXT, "", 0)


def test_fail_on(repository: Tree) -> None:
    repository.write({"app/aliases.py": ALIAS.format("ReadWriteSession")})
    result = diff(repository, "HEAD", "--fail-on", "widened")
    assert (result.out, result.err, result.status) == (TEXT, "", 1)
    assert diff(repository, "HEAD", "--fail-on", "narrowed", "--fail-on", "new").status == 0
    assert diff(repository, "HEAD", "--fail-on", "narrowed", "--fail-on", "widened").status == 1
    result = repository.txn("signatures", "--fail-on", "widened")
    assert result.err.splitlines()[-1] == "Error: --fail-on needs --diff"
    assert result.status == 2


def test_nothing_changed_is_one_sentence(repository: Tree) -> None:
    commit(repository, {"app/aliases.py": "# more\n" + dedent(TREE["app/aliases.py"])})
    said = "No signature has changed: 1 full, 1 read-write, 3 read, 0 unknown"
    assert diff(repository, "HEAD~1").out == f"{said}\n"
    assert diff(repository, "HEAD~1", "--output", "markdown").out == f"{said}.\n"
    assert json.loads(diff(repository, "HEAD", "--output", "json").out)["changes"] == []


ALL_KINDS = {
    "app/policies/L5_engines/rules.py": """\
        from typing import Any
        from sqlalchemy.ext.asyncio import AsyncSession
        from mypy_txn import ReadWriteSession
        def write(session: Any) -> None: ...
        def all_of(session: AsyncSession) -> None: ...
        def added(session: AsyncSession, tx: ReadWriteSession) -> None: ...
    """,
    "app/accounts/L6_drivers/table.py": """\
        from app.aliases import Reads
        def find(session: Reads) -> None: ...
    """,
    ROWS: "x = 1\n",
}
MARKDOWN = """\
### :warning: Signatures: 1 widened, 2 new (1 full), 1 changed, 1 moved, 2 gone

| | full | read-write | read | unknown |
| --- | --- | --- | --- | --- |
| before | 1 | 1 | 3 | 0 |
| after | 2 | 1 | 1 | 1 |

#### :warning: Widened: 1 signature

| | signature | before | after | place |
| --- | --- | --- | --- | --- |
| policies L5 | `rules.write(session)` | read-write `ReadWriteSession` | unknown | \
`app/policies/L5_engines/rules.py:4` |

#### New: 2 signatures

| | signature | before | after | place |
| --- | --- | --- | --- | --- |
| policies L5 | `rules.added(session)` |  | full `AsyncSession` | \
`app/policies/L5_engines/rules.py:6` |
| policies L5 | `rules.added(tx)` |  | read-write `ReadWriteSession` | \
`app/policies/L5_engines/rules.py:6` |

#### Changed: 1 signature

| | signature | before | after | place |
| --- | --- | --- | --- | --- |
| policies L5 | `rules.all_of(session)` | full `Session` | full `AsyncSession` | \
`app/policies/L5_engines/rules.py:5` |

#### Moved: 1 signature

| | signature | before | after | place |
| --- | --- | --- | --- | --- |
| accounts L6 | `table.find(session)`<br>was `app.accounts.L6_drivers.rows.find(session)` | \
read `ReadOnlySession` | read `ReadOnlySession` | `app/accounts/L6_drivers/table.py:2` |

#### Gone: 2 signatures

| | signature | before | after | place |
| --- | --- | --- | --- | --- |
| accounts L6 | `rows.Rows.session` | read `ReadOnlySession` |  | \
`app/accounts/L6_drivers/rows.py:6` |
| accounts L6 | `rows.names(session)` | read `ReadOnlySession` |  | \
`app/accounts/L6_drivers/rows.py:9` |
"""


def test_markdown_has_all_kinds_the_widened_first(repository: Tree) -> None:
    repository.write(ALL_KINDS)
    result = diff(repository, "HEAD", "--output", "markdown")
    assert (result.out, result.err, result.status) == (MARKDOWN, "", 0)


def test_json(repository: Tree) -> None:
    first = git(repository, "rev-parse", "HEAD").strip()
    repository.write(ALL_KINDS)
    found = json.loads(diff(repository, "HEAD", "--output", "json").out)
    totals = {"full": 1, "read-write": 1, "read": 3, "unknown": 0}
    assert found["before"] == {"commit": first, "totals": totals, "unchecked": []}
    assert found["after"]["commit"] is None
    counts = {"widened": 1, "new": 2, "narrowed": 0, "changed": 1, "moved": 1, "gone": 2}
    assert found["counts"] == counts
    kinds = ["widened", "new", "new", "changed", "moved", "gone", "gone"]
    assert [one["kind"] for one in found["changes"]] == kinds
    listed = json.loads(repository.txn("signatures", "--output", "json").out)["signatures"]
    for one in found["changes"]:
        assert one["after"] is None or one["after"] in listed
        assert (one["before"] is None) is (one["kind"] == "new")
        assert (one["after"] is None) is (one["kind"] == "gone")


def test_a_long_list_fits_into_a_comment_and_hides_no_widening_before_others(
    repository: Tree,
) -> None:
    names = range(1000)
    functions = "".join(f"def find_in_a_table_{n}(session: Reads) -> None: ...\n" for n in names)
    commit(repository, {ROWS: f"from app.aliases import Reads\n{functions}"})
    repository.write({"app/aliases.py": ALIAS.format("ReadWriteSession")})
    repository.write({"app/policies/L5_engines/rules.py": "x = 1\n"})
    out = diff(repository, "HEAD", "--output", "markdown").out
    assert len(out) < 65_536
    assert "#### :warning: Widened: 1000 signatures" in out
    widened, gone = out.split("#### Gone: 2 signatures")
    shown = widened.count("`rows.find_in_a_table_")
    assert f"\n| | and {1000 - shown} more | | | |\n" in widened
    assert "\n| | and 2 more | | | |\n" in gone


def test_many_narrowed_ones_are_folded_in_markdown(repository: Tree) -> None:
    functions = "".join(f"def find_{n}(session: Reads) -> None: ...\n" for n in range(11))
    both = {ROWS: f"from app.aliases import Reads\n{functions}"}
    commit(repository, {**both, "app/aliases.py": ALIAS.format("ReadWriteSession")})
    repository.write({"app/aliases.py": ALIAS.format("ReadOnlySession")})
    out = diff(repository, "HEAD", "--output", "markdown").out
    assert out.startswith("### :white_check_mark: Signatures: 11 narrowed\n")
    assert "\n<details><summary>Narrowed: 11 signatures</summary>\n\n|" in out
    assert out.endswith("|\n\n</details>\n")


def test_the_heading_of_what_fails_does_not_look_like_success(repository: Tree) -> None:
    commit(repository, {"app/aliases.py": ALIAS.format("ReadWriteSession")})
    repository.write({"app/aliases.py": ALIAS.format("ReadOnlySession")})
    passing = "### :white_check_mark: Signatures: 3 narrowed\n\n| | full |"
    failing = "### :x: Signatures: 3 narrowed\n\nThere must be none that is narrowed.\n\n| | full |"
    for kind, start, status in (("widened", passing, 0), ("narrowed", failing, 1)):
        result = diff(repository, "HEAD", "--fail-on", kind, "--output", "markdown")
        assert result.out.startswith(start)
        assert result.status == status


def test_two_revisions_and_the_merge_base(repository: Tree) -> None:
    git(repository, "tag", "-a", "-m", "x", "v1")
    git(repository, "checkout", "-q", "-b", "side")
    commit(repository, {"app/aliases.py": ALIAS.format("ReadWriteSession")})
    git(repository, "checkout", "-q", "main")
    commit(repository, {"app/policies/L5_engines/rules.py": "x = 1\n"})
    repository.write({ROWS: "x = 1\n"})  # no revision has it
    kinds = {
        "v1..side": ["widened"] * 3,
        "main...side": ["widened"] * 3,
        "main..side": ["widened"] * 3 + ["new"] * 2,
        "..side": ["widened"] * 3 + ["new"] * 2,
        "side..": ["narrowed"] * 3 + ["gone"] * 2,
        "side...": ["gone"] * 2,
        "HEAD~1..HEAD": ["gone"] * 2,
        "HEAD": ["gone"] * 3,
        "main..main": [],
    }
    for revisions, expected in kinds.items():
        assert [kind for kind, *_ in changed(repository, revisions)] == expected, revisions


@pytest.mark.parametrize("revisions", ["nothing", "nothing..", "HEAD..nothing", "..", "-x", "app"])
def test_a_revision_that_there_is_not(repository: Tree, revisions: str) -> None:
    before = everything(repository.root)
    result = repository.txn("signatures", f"--diff={revisions}")
    name = revisions if revisions == ".." else revisions.replace("HEAD", "").strip(".")
    assert (result.out, result.status) == ("", 2)
    assert result.err == f"mypy-txn: there is no revision {name!r}\n"
    assert everything(repository.root) == before


def test_revisions_with_nothing_in_common(repository: Tree) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    commit(repository, {"app/new.py": ""})
    result = diff(repository, "main...other")
    assert result.err == "mypy-txn: the revisions have no common ancestor here\n"
    assert result.status == 2


def test_outside_of_git(tree: Tree) -> None:
    tree.write(TREE)
    result = diff(tree, "HEAD")
    assert result.err.startswith("mypy-txn: fatal: not a git repository")
    assert result.status == 2


def test_a_side_of_which_nothing_can_be_checked_is_named(repository: Tree) -> None:
    first = git(repository, "rev-parse", "HEAD").strip()[:12]
    config = {"mypy.ini": INI + "files = app\n[mypy_txn]\nownr = L4\n"}
    second = commit(repository, config)[:12]
    third = commit(repository, {"mypy.ini": INI + "files = nowhere\n"})[:12]
    for revisions, names in {
        f"{first}..{second}": [second],
        f"{second}..{first}": [second],
        f"{second}..{third}": [second, third],
        second: [second, "the checkout"],
    }.items():
        result = diff(repository, revisions)
        assert (result.out, result.status) == ("", 2)
        assert result.err.count(": ") >= len(names)
        for name in names:
            assert f"{name}: " in result.err, revisions
    assert "mypy.ini: [mypy_txn] ownr" in result.err


def test_what_could_not_be_checked_is_said_of_each_side(repository: Tree) -> None:
    half = {"app/accounts/L6_drivers/half.py": "def half(:\n"}
    first = commit(repository, half)[:12]
    repository.write({"app/aliases.py": ALIAS.format("ReadWriteSession")})
    result = diff(repository, "HEAD", "--fail-on", "widened")
    complaints = result.err.splitlines()
    assert [line.partition(" app.accounts")[0] for line in complaints] == [
        f"mypy-txn: not checked: {first}:",
        "mypy-txn: not checked: the checkout:",
    ]
    assert "half.py:1: error: " in complaints[0]
    assert result.status == 2
    warning = "2 parts could not be checked, so there may be more"
    assert result.out == f"{TEXT}\n{warning}\n"
    out = diff(repository, "HEAD", "--output", "markdown").out
    heading = "Not checked, so there may be more"
    assert f"\n{heading}:\n\n- `{first}: app.accounts.L6_drivers.half: " in out
    found = json.loads(diff(repository, "HEAD", "--output", "json").out)
    assert [len(found[side]["unchecked"]) for side in ("before", "after")] == [1, 1]


def test_paths_that_are_on_one_side_alone(repository: Tree) -> None:
    repository.write({"app/more/L6_drivers/new.py": dedent(TREE[ROWS])})
    assert [kind for kind, *_ in changed(repository, "HEAD", "app/more")] == ["new"] * 3
    assert changed(repository, "HEAD", "app/policies", "app/accounts") == []
    result = diff(repository, "HEAD", "app/nowhere", "app/more")
    assert result.err == "mypy-txn: there is no 'app/nowhere' before or after\n"
    assert result.status == 2


def test_what_one_member_of_a_union_grants_its_holder_can_do(repository: Tree) -> None:
    union = "from sqlalchemy.orm import Session\nfrom mypy_txn import ReadOnlySession\n"
    repository.write({"app/aliases.py": f"{union}Reads = ReadOnlySession | Session\n"})
    states = [(kind, after) for kind, _, after in changed(repository, "HEAD")]
    assert ("widened", "rows.find(session) full Session") in states


def test_private_ones(repository: Tree) -> None:
    rules = "app/policies/L5_engines/rules.py"
    repository.write({rules: dedent(TREE[rules]).replace("_own(session: Session", "_own(x: int")})
    assert changed(repository, "HEAD") == []
    assert changed(repository, "HEAD", "--private") == [
        ("gone", "rules._own(session) full Session", "")
    ]


def test_a_renamed_file_is_known_also_if_git_was_not_told(repository: Tree) -> None:
    rules = "app/policies/L5_engines/rules.py"
    text = dedent(TREE[rules]).replace("write(session: ReadWriteSession", "write(session: Session")
    copies = "".join(f"# line {n}\n" for n in range(9))
    commit(repository, {rules: copies + dedent(TREE[rules])})
    other = "from sqlalchemy.orm import Session\ndef all_of(session: Session) -> None: ...\n"
    repository.write({"app/policies/L5_engines/laws.py": copies + text, rules: other})
    repository.write({rules: None, "app/policies/L5_engines/others.py": other})
    expected = [
        (
            "widened",
            "rules.write(session) read-write ReadWriteSession",
            "laws.write(session) full Session",
        ),
        ("new", "", "others.all_of(session) full Session"),
        ("moved", "rules.all_of(session) full Session", "laws.all_of(session) full Session"),
    ]
    assert changed(repository, "HEAD") == expected
    assert (
        "        was app.policies.L5_engines.rules.write(session)\n" in diff(repository, "HEAD").out
    )
    commit(repository)
    assert changed(repository, "HEAD~1..HEAD") == expected


def test_a_baseline_that_was_not_committed(repository: Tree) -> None:
    config = f"{INI}files = app\n[mypy_txn]\nbaseline = txn-baseline.json\n"
    commit(repository, {"mypy.ini": config})
    repository.txn("baseline", "app")
    result = diff(repository, "HEAD")
    assert result.err.endswith(
        ": txn-baseline.json: there is no such baseline; create it with `mypy-txn baseline`, and"
        " commit it\n"
    )
    assert result.status == 2


def test_in_a_folder_below_with_a_configuration_of_its_own(repository: Tree) -> None:
    config = {"service/txn.ini": f"{INI}files = ../app\nmypy_path = ..\n"}
    commit(repository, config)
    repository.write({"app/aliases.py": ALIAS.format("ReadWriteSession")})
    service = Tree(repository.root / "service", repository.caches)
    for name in ("txn.ini", str(service.root / "txn.ini")):
        assert len(changed(service, "HEAD", "--config-file", name)) == 2
        assert len(changed(service, "HEAD", "--config-file", name, "../app/accounts")) == 2
    assert len(changed(service, "HEAD", "--config-file", name, str(repository.root / "app"))) == 2
    result = diff(service, "HEAD~1", "--config-file", name)
    assert result.err.endswith(": there is no such folder in it\n")
    assert result.status == 2


def test_an_editable_installation_does_not_lead_back_to_the_users_files(
    repository: Tree, tmp_path: Path
) -> None:
    (repository.root / "src").mkdir()
    git(repository, "mv", "app", "src/app")
    (repository.root / "src/app/py.typed").touch()
    venv.create(tmp_path / "env")
    (site,) = (tmp_path / "env").rglob("site-packages")
    paths = [repository.root / "src", *sys.path[1:]]
    (site / "editable.pth").write_text("".join(f"{path}\n" for path in paths))
    python = f"python_executable = {tmp_path}/env/bin/python\n"
    commit(repository, {"mypy.ini": f"{INI}{python}packages = app\n"})
    (repository.root / "src/app/aliases.py").write_text(ALIAS.format("ReadWriteSession"))
    assert [kind for kind, *_ in changed(repository, "HEAD")] == ["widened"] * 3
    assert len(changed(repository, "HEAD", "src/app/accounts")) == 3


def test_a_configuration_that_leads_back_to_the_users_files_is_named(repository: Tree) -> None:
    first = commit(repository, {"mypy.ini": f"{INI}files = {repository.root}/app\n"})[:12]
    result = diff(repository, "HEAD")
    path = repository.root / ROWS
    module = "app.accounts.L6_drivers.rows"
    assert (
        result.err == f"mypy-txn: {first}: mypy takes module {module} from {path}, as it is now\n"
    )
    assert (result.out, result.status) == ("", 2)


def test_in_a_hook_git_names_other_files(repository: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    assert diff(repository, "HEAD").status == 0


DRIVER = "import sqlite3\ndef write(conn: sqlite3.Connection) -> None: ...\n"
SMALL = {
    ".gitignore": ".mypy_cache\n",
    "mypy.ini": f"{INI}files = app\n".replace(".plugin", ".plugin, own.py"),
    "own.py": "from mypy.plugin import Plugin\ndef plugin(version): return Plugin\n",
    "app/__init__.py": "# git has no empty file\n",
    "app/L6_rows.py": DRIVER,
}


@pytest.fixture
def small(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A repository with a cache of its own, changes and an index that says so."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    git(tree, "init", "-q", "-b", "main")
    commit(tree, SMALL)
    tree.run("mypy-txn", "signatures")
    shutil.rmtree(tree.root / "__pycache__")
    tree.write({"app/L6_more.py": "def more(conn): conn.commit()\n", "app/L6_lost.py": DRIVER})
    git(tree, "add", "app/L6_more.py")
    tree.write({"app/L6_rows.py": DRIVER.replace("sqlite3.Connection", "object")})
    return tree


def test_nothing_of_the_users_is_touched(small: Tree) -> None:
    before = everything(small.root)
    assert f"{small.root}/.git/index" in before
    assert any(name.endswith("/txn/app.L6_rows.json") for name in before)
    for revisions in ("HEAD", "HEAD..HEAD"):
        result = small.run("mypy-txn", "signatures", "--diff", revisions)
        assert (result.err, result.status) == ("", 0)
        assert everything(small.root) == before
    assert small.run("mypy-txn", "signatures", "--diff", "HEAD", "app/nowhere").status == 2
    assert everything(small.root) == before


def test_what_the_users_cache_knows_is_not_checked_again(small: Tree) -> None:
    (record,) = small.root.rglob("txn/app.L6_rows.json")
    known = record.read_text(encoding="utf-8")
    record.write_text(known.replace('"sqlite3.Connection", ""', '"known.already", ""'))
    git(small, "checkout", "-q", "app/L6_rows.py")
    commit(small)
    small.write({"app/L6_rows.py": DRIVER.replace("sqlite3.Connection", "object")})
    found = json.loads(
        small.run("mypy-txn", "signatures", "--diff", "HEAD", "--output", "json").out
    )
    (change,) = found["changes"]
    assert (change["before"]["type"], change["after"]["type"]) == ("known.already", "")


def test_an_interrupt_leaves_nothing_behind(small: Tree, tmp_path: Path) -> None:
    before = everything(small.root)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = subprocess.Popen(
        [Path(sys.executable).parent / "mypy-txn", "signatures", "--diff", "HEAD"],
        cwd=small.root, env={**os.environ, "TMPDIR": str(temporary)}, start_new_session=True,
        text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # Whoever started the tests in the background may have switched the signal off.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(temporary.glob("*/tree/app/L6_rows.py")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(git(small, "worktree", "list").splitlines()) == 2
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (out, err.splitlines()[-1]) == ("", "mypy-txn: interrupted; nothing is known")
    assert running.returncode == 2
    assert everything(small.root) == before
    assert [*temporary.iterdir()] == []
