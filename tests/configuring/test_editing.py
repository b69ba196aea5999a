"""What is written into a configuration, and that every other byte of it stays."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path

import pytest

from mypy_txn.configuring import EditError, Setting, edited, set_key

PLUGIN = Setting("mypy", "plugins", ("mypy_txn.plugin",), adds=True)
OWNER = Setting("mypy_txn", "owner", ("L4",))
LISTED = Setting("mypy_txn.layers", "drivers", ("*.drivers", "app.sql"))

INI_CASES = [
    ("[mypy]\nplugins = a\n", "[mypy]\nplugins = a, mypy_txn.plugin\n"),
    ("[mypy]\nplugins=a,b\nx = 1", "[mypy]\nplugins=a,b, mypy_txn.plugin\nx = 1"),
    ("[mypy]\nplugins = a,\n", "[mypy]\nplugins = a, mypy_txn.plugin\n"),
    ("[mypy]\nplugins =\nx = 1\n", "[mypy]\nplugins = mypy_txn.plugin\nx = 1\n"),
    (
        "[mypy]\nPlugins: a,\n         b\n; end\n",
        "[mypy]\nPlugins: a,\n         b,\n         mypy_txn.plugin\n; end\n",
    ),
    (
        "[mypy]\nplugins =\n    a,\n    # why\n    b,\n    # end\n\n[mypy-foo.*]\nx = 1\n",
        "[mypy]\nplugins =\n    a,\n    # why\n    b,\n    mypy_txn.plugin,\n    # end\n\n"
        "[mypy-foo.*]\nx = 1\n",
    ),
    (
        "[mypy]\nexclude = (?x)(\n    ^a  # x\n  )\n\n# next\n[mypy-foo.*]\nx=1\n",
        "[mypy]\nexclude = (?x)(\n    ^a  # x\n  )\nplugins = mypy_txn.plugin\n\n"
        "# next\n[mypy-foo.*]\nx=1\n",
    ),
    ("[mypy]\n  x=1\n", "[mypy]\n  x=1\n  plugins=mypy_txn.plugin\n"),
    ("[mypy-foo]\nx = 1", "[mypy-foo]\nx = 1\n\n[mypy]\nplugins = mypy_txn.plugin\n"),
    ("", "[mypy]\nplugins = mypy_txn.plugin\n"),
    ("[mypy]\nx = é\f\u2028\n", "[mypy]\nx = é\f\u2028\nplugins = mypy_txn.plugin\n"),
    ("[mypy]", "[mypy]\nplugins = mypy_txn.plugin\n"),
]
TOML_CASES = [
    (
        '[tool.mypy]\nplugins = ["a"] # c\n\n[tool.ruff]\n',
        '[tool.mypy]\nplugins = ["a", "mypy_txn.plugin"] # c\n\n[tool.ruff]\n',
    ),
    (
        '[tool.mypy]\nplugins = [\n  "a",  # why\n  # b\n  "c" # x\n]\n',
        '[tool.mypy]\nplugins = [\n  "a",  # why\n  # b\n  "c", # x\n  "mypy_txn.plugin"\n]\n',
    ),
    ("[tool.mypy]\nplugins = 'a, b' # c\n", "[tool.mypy]\nplugins = 'a, b, mypy_txn.plugin' # c\n"),
    (
        "[tool]\nmypy = {plugins = ['a'], x=1}\n",
        "[tool]\nmypy = {plugins = ['a', \"mypy_txn.plugin\"], x=1}\n",
    ),
    (
        "[tool]\nmypy.x = 1\n\n[project]\nname='x'\n",
        "[tool]\nmypy.x = 1\nmypy.plugins = [\"mypy_txn.plugin\"]\n\n[project]\nname='x'\n",
    ),
    (
        "[tool.mypy]\nx=1\n\n# x has no types\n# yet\n[[tool.mypy.overrides]]\nmodule = 'x'\n",
        '[tool.mypy]\nx=1\nplugins = ["mypy_txn.plugin"]\n\n'
        "# x has no types\n# yet\n[[tool.mypy.overrides]]\nmodule = 'x'\n",
    ),
    (
        "[tool.mypy]\nx=1\n# of mypy\n\n[project]\nname='x'\n",
        "[tool.mypy]\nx=1\n# of mypy\nplugins = [\"mypy_txn.plugin\"]\n\n[project]\nname='x'\n",
    ),
    (
        "[tool.mypy]\nx=1\n\n[[tool.mypy.overrides]]\nmodule = 'x'\n",
        '[tool.mypy]\nx=1\nplugins = ["mypy_txn.plugin"]\n\n'
        "[[tool.mypy.overrides]]\nmodule = 'x'\n",
    ),
    (
        "[project]\nname =  'x'   # odd\n",
        "[project]\nname =  'x'   # odd\n\n[tool.mypy]\nplugins = [\"mypy_txn.plugin\"]\n",
    ),
    (
        "[tool.mypy]\nx=1\n[project]\nname='x'\n[tool.ruff]\nx=1",
        "[tool.mypy]\nx=1\nplugins = [\"mypy_txn.plugin\"]\n[project]\nname='x'\n[tool.ruff]\nx=1",
    ),
]


@pytest.mark.parametrize(("before", "after"), INI_CASES)
def test_the_plugin_in_an_ini_file(before: str, after: str) -> None:
    assert edited("mypy.ini", before, [PLUGIN]) == after
    assert edited("mypy.ini", after, [PLUGIN]) == after
    parser = configparser.RawConfigParser()  # as mypy 2.4 reads it
    parser.read_string(after)
    plugins = [plugin.strip() for plugin in parser["mypy"]["plugins"].split(",")]
    assert "mypy_txn.plugin" in plugins


@pytest.mark.parametrize(("before", "after"), TOML_CASES)
def test_the_plugin_in_a_toml_file(before: str, after: str) -> None:
    assert edited("pyproject.toml", before, [PLUGIN]) == after
    assert edited("pyproject.toml", after, [PLUGIN]) == after
    assert "mypy_txn.plugin" in tomllib.loads(after)["tool"]["mypy"]["plugins"]


@pytest.mark.parametrize(
    ("name", "cases"), [("setup.cfg", INI_CASES), ("pyproject.toml", TOML_CASES)]
)
def test_windows_line_endings(name: str, cases: list[tuple[str, str]]) -> None:
    for before, after in cases:
        if "\n" in before:
            wanted = after.replace("\n", "\r\n")
            assert edited(name, before.replace("\n", "\r\n"), [PLUGIN]) == wanted


def test_mixed_line_endings_stay_mixed() -> None:
    before = "[a]\r\nx = 1\n[mypy]\r\nplugins =\r\n  a\r\n\n"
    after = "[a]\r\nx = 1\n[mypy]\r\nplugins =\r\n  a,\r\n  mypy_txn.plugin\r\n\n"
    assert edited("mypy.ini", before, [PLUGIN]) == after


def test_sections_of_ours() -> None:
    ini = edited("mypy.ini", "[mypy]\nplugins = mypy_txn.plugin\n", [OWNER, LISTED])
    assert ini == (
        "[mypy]\nplugins = mypy_txn.plugin\n\n[mypy_txn]\nowner = L4\n\n"
        "[mypy_txn.layers]\ndrivers = *.drivers, app.sql\n"
    )
    toml = edited("pyproject.toml", "[tool.mypy]\n", [OWNER, LISTED])
    assert toml == (
        '[tool.mypy]\n\n[tool.mypy_txn]\nowner = "L4"\n\n'
        '[tool.mypy_txn.layers]\ndrivers = ["*.drivers", "app.sql"]\n'
    )


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "mypy.ini",
            "[mypy_txn]\nowner = X   ; why\n\n# end\n",
            "[mypy_txn]\nowner = L4   ; why\n\n# end\n",
        ),
        ("mypy.ini", "[mypy_txn]\nowner =\n  X\n  Y\nx = 1\n", "[mypy_txn]\nowner = L4\nx = 1\n"),
        ("mypy.ini", "[mypy_txn]\nOwner = X\n", "[mypy_txn]\nOwner = X\nowner = L4\n"),
        ("mypy.ini", "[mypy_txn]\nowner = L4 ; it\n", "[mypy_txn]\nowner = L4 ; it\n"),
        ("p.toml", "[tool.mypy_txn]\nowner = 'X' # y\n", '[tool.mypy_txn]\nowner = "L4" # y\n'),
        ("p.toml", "[tool.mypy_txn]\nowner = ['L4']\n", "[tool.mypy_txn]\nowner = ['L4']\n"),
    ],
)  # fmt: skip
def test_a_key_that_is_there(name: str, before: str, after: str) -> None:
    assert edited(name, before, [OWNER]) == after


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("mypy.ini", "\ufeff[mypy]\n", "mypy.ini: cannot read the configuration: File contains no"),
        ("p.toml", "\ufeff[tool.mypy]\n", "p.toml: cannot read the configuration: Invalid"),
        ("p.toml", "tool = {x = 1}\n", "p.toml: cannot be edited without changing more; write"),
        ("mypy.ini", "[mypy]\nplugins = a ; b\n", "mypy.ini: cannot be edited without"),
    ],
)
def test_what_cannot_be_edited(name: str, text: str, complaint: str) -> None:
    with pytest.raises(EditError) as error:
        edited(name, text, [PLUGIN if "ini" in name else OWNER])
    assert str(error.value).startswith(complaint)


def test_set_key_writes_bytes(tmp_path: Path) -> None:
    path = tmp_path / "mypy.ini"
    path.write_bytes(b"[mypy]\r\nx = \xc3\xa9\r\n[mypy_txn]\r\nhandles = a.B")
    set_key(path, "mypy_txn", "baseline", "txn-baseline.json")
    assert path.read_bytes() == (
        b"[mypy]\r\nx = \xc3\xa9\r\n[mypy_txn]\r\nhandles = a.B\r\nbaseline = txn-baseline.json\r\n"
    )


def test_what_is_not_utf_8_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "mypy.ini"
    path.write_bytes(b"[mypy]\n# \xe9\n")
    with pytest.raises(EditError, match="cannot read the configuration"):
        set_key(path, "mypy_txn", "baseline", "x.json")
    assert path.read_bytes() == b"[mypy]\n# \xe9\n"
