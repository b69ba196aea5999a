"""What production imports: the Protocols, without mypy and without SQLAlchemy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mypy_txn

LOADED = "import sys, {module}; print(sorted({{m.partition('.')[0] for m in sys.modules}}))"


@pytest.mark.parametrize("module", ["mypy_txn", "mypy_txn.sqlmodel"])
@pytest.mark.parametrize("heavy", ["mypy", "sqlalchemy", "sqlmodel", "greenlet"])
def test_importing_it_imports_nothing_heavy(module: str, heavy: str) -> None:
    code = LOADED.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'mypy_txn'" in done.stdout
    assert f"'{heavy}'" not in done.stdout


def test_loading_the_plugin_does_not_import_sqlalchemy() -> None:
    code = LOADED.format(module="mypy_txn.plugin")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'mypy'" in done.stdout
    assert "'sqlalchemy'" not in done.stdout


@pytest.mark.parametrize("name", [name for name in mypy_txn.__all__ if name != "__version__"])
def test_no_protocol_has_a_member_of_control(name: str) -> None:
    members = set(dir(getattr(mypy_txn, name)))
    forbidden = "begin begin_nested commit rollback close connection get_bind bind run_sync"
    assert members & set(forbidden.split()) == set()
