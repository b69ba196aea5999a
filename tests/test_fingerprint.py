"""Another version of the plugin looks again at what it judges, and at nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest

import mypy_txn
from checking import Result, Tree

DRIVER = """
    import sqlite3

    def write() -> None:
        sqlite3.connect("").commit()
"""
DIST_INFO = f"mypy_txn-{mypy_txn.__version__}.dist-info"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the plugin, which mypy runs."""
    package = Path(mypy_txn.__file__).parent
    copied = shutil.copytree(
        package, tmp_path / "site" / package.name, ignore=shutil.ignore_patterns("__pycache__")
    )
    monkeypatch.setenv("PYTHONPATH", str(copied.parent))
    return copied.parent


def note(site: Path) -> None:
    """Note the hash of each file, as installers do (the specification of binary distributions)."""
    (site / DIST_INFO).mkdir(exist_ok=True)
    lines = [f"../../bin/mypy-txn,sha256=shebang,{len(str(site))}"]
    for path in site.glob("mypy_txn/**/*.py"):
        digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest())
        lines.append(f"{path.relative_to(site).as_posix()},sha256={digest.decode().rstrip('=')},")
    (site / DIST_INFO / "RECORD").write_text("\n".join(lines))


def looked_at_again(result: Result) -> list[str]:
    """The modules whose cached results mypy did not use, because of the plugin."""
    return sorted(re.findall(r"abandoned for (\S+): plugin configuration differs", result.err))


@pytest.mark.parametrize("is_installed", [True, False])
@pytest.mark.parametrize("changed", ["audit/rules/calls.py", "violations.py"])
def test_a_changed_plugin_is_seen_by_a_warm_run(
    tree: Tree, site: Path, changed: str, is_installed: bool
) -> None:
    def check() -> Result:
        return tree.run("mypy", "app", "-v", "--cache-dir", str(tree.cache))

    tree.write({"app/L6_drivers/rows.py": DRIVER, "app/L4_handlers/rows.py": DRIVER})
    if is_installed:
        note(site)
    before = check().ours
    assert any("Connection.commit()" in line for line in before)
    again = check()
    assert again.ours == before
    assert looked_at_again(again) == []

    module = site / "mypy_txn" / changed
    module.write_text(re.sub(r"\bcalls \{", "executes {", module.read_text()) + "\n# another\n")
    if is_installed:
        note(site)
    after = check()
    assert looked_at_again(after) == ["app.L6_drivers", "app.L6_drivers.rows"]
    reworded = changed == "violations.py"
    assert [line.replace(" executes ", " calls ") for line in after.ours] == before
    assert any(" executes " in line for line in after.ours) == reworded


def test_what_is_not_of_the_plugin_is_no_change(tree: Tree, site: Path) -> None:
    tree.write({"app/L6_drivers/rows.py": DRIVER})
    note(site)
    tree.run("mypy", "app", "--cache-dir", str(tree.cache))
    record = site / DIST_INFO / "RECORD"
    record.write_text(record.read_text().replace("shebang", "another"))
    again = tree.run("mypy", "app", "-v", "--cache-dir", str(tree.cache))
    assert looked_at_again(again) == []
