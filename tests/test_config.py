"""``[mypy_txn]`` -> Config, in each kind of file, and a complaint about everything else."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from mypy_txn.config import KEYS, Config, ConfigError, Stale, read_config
from mypy_txn.layers import Layers, Pattern

INI = """
    [mypy]
    plugins = mypy_txn.plugin
    # a comment

    [mypy_txn]
    owner = core
    protected = engines, rows
    unlayered = protected        ; or: unrestricted
    scope = app.domains
    handles = app.db.UnitOfWork
    handle_names = session, db
    baseline = txn-baseline.json
    stale = shrink

    [mypy_txn.layers]            # module patterns
    core = app.core.orchestrator, *.L4_*
    engines = *.L5_*
    rows =
        *.L6_*
        app.sql
"""
TOML = """
    [tool.mypy]
    plugins = ["mypy_txn.plugin"]

    [tool.mypy_txn]
    owner = "core"
    protected = ["engines", "rows"]
    unlayered = "protected"
    scope = ["app.domains"]
    handles = ["app.db.UnitOfWork"]
    handle_names = "session, db"
    baseline = "txn-baseline.json"
    stale = "shrink"

    [tool.mypy_txn.layers]
    core = ["app.core.orchestrator", "*.L4_*"]
    engines = "*.L5_*"
    rows = ["*.L6_*", "app.sql"]
"""
EXPECTED = Config(
    layers=Layers(
        ("core",),
        ("engines", "rows"),
        {
            "core": (Pattern("app.core.orchestrator"), Pattern("*.L4_*")),
            "engines": (Pattern("*.L5_*"),),
            "rows": (Pattern("*.L6_*"), Pattern("app.sql")),
        },
        (Pattern("app.domains"),),
    ),
    handles=("app.db.UnitOfWork",),
    handle_names=("session", "db"),
    baseline="txn-baseline.json",
    stale=Stale.SHRINK,
)


def write(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [("mypy.ini", INI), ("setup.cfg", INI), ("other.cfg", INI), ("pyproject.toml", TOML)],
)
def test_everything_said_is_read(tmp_path: Path, name: str, text: str) -> None:
    assert read_config(write(tmp_path, name, text)) == EXPECTED


@pytest.mark.parametrize(
    ("name", "text"), [("mypy.ini", "[mypy]\n"), ("pyproject.toml", "[tool.mypy]\n")]
)
def test_nothing_said_is_the_default(tmp_path: Path, name: str, text: str) -> None:
    config = read_config(write(tmp_path, name, text))
    assert config == Config()
    assert config.layers.owners == ("L4",)
    assert config.layers.protected == ("L5", "L6")


def test_a_layer_of_the_default_may_be_the_owner(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, "mypy.ini", "[mypy_txn]\nowner = L3, L4\n"))
    assert config.layers.owners == ("L3", "L4")


BAD_INI = {
    "[mypy_txn]\nowners = L4": (
        f"[mypy_txn] owners: unknown key; did you mean owner? (known: {', '.join(KEYS)})"
    ),
    "[mypy_txn]\nlayers = L4": (
        "[mypy_txn] layers: unknown key; did you mean [mypy_txn.layers]?"
        f" (known: {', '.join(KEYS)})"
    ),
    "[mypy_txn]\nfoo = 1": (f"[mypy_txn] foo: unknown key (known: {', '.join(KEYS)})"),
    "[mypy_txn]\nowner = handlers": ("[mypy_txn] owner: 'handlers' is not a layer like L4 or L5"),
    "[mypy_txn]\nowner =": ("[mypy_txn] owner: is empty; give it a value or leave it out"),
    "[mypy_txn]\nprotected = L4, L5": (
        "[mypy_txn] protected: 'L4' is an owner too; a layer has one role"
    ),
    "[mypy_txn]\nunlayered = protcted\nscope = app": (
        "[mypy_txn] unlayered: 'protcted' is not allowed; say unrestricted or protected"
    ),
    "[mypy_txn]\nunlayered = protected": (
        "[mypy_txn] unlayered: 'protected' needs scope: the modules in which it applies"
    ),
    "[mypy_txn]\nscope = app": ("[mypy_txn] scope: has no effect without unlayered = protected"),
    "[mypy_txn]\nunlayered = protected\nscope = app/x": (
        "[mypy_txn] scope: 'app/x' is not a module pattern; "
        "write dotted names in which * stands for any text, like app.core or *.L5_*"
    ),
    "[mypy_txn]\nhandles = UnitOfWork": (
        "[mypy_txn] handles: 'UnitOfWork' is not a full name like app.db.UnitOfWork"
    ),
    "[mypy_txn]\nhandle_names = session, my-db": (
        "[mypy_txn] handle_names: 'my-db' is not an identifier"
    ),
    "[mypy_txn]\nbaseline = b.json\nstale = erorr": (
        "[mypy_txn] stale: 'erorr' is not one of error, shrink, ignore"
    ),
    "[mypy_txn]\nstale = error": "[mypy_txn] stale: has no effect without a baseline",
    "[mypy_txn]\nbaseline =": ("[mypy_txn] baseline: is empty; give it a value or leave it out"),
    "[mypy_txn.layers]\nL4 = app.core\nL5 = *": (
        "[mypy_txn.layers] L5: '*' matches every module; name at least one segment"
    ),
    "[mypy_txn.layers]\nL4 = app.core\nL5 = app.x\nL6 = app.core": (
        "[mypy_txn.layers] L6: 'app.core' is a pattern of L4 too"
    ),
    "[mypy_txn.layers]\nL4 = app.core\nL5 = app.x": (
        "[mypy_txn] protected: 'L6' is not a layer of [mypy_txn.layers] (L4, L5)"
    ),
    "[mypy_txn.layers]\nL-4 = app.core": ("[mypy_txn.layers] L-4: 'L-4' is not a name for a layer"),
    "[mypy_txn.layers]\n": "[mypy_txn.layers] names no layer",
    "[mypy_txn.layer]\nL4 = app": (
        "[mypy_txn.layer] is not a section of mypy_txn; "
        "allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[mypy-txn]\nowner = L4": (
        "[mypy-txn] is not a section of mypy_txn; allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[mypy.txn]\nowner = L4": (
        "[mypy.txn] is not a section of mypy_txn; allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[mypy:txn.layers]\nL4 = app": (
        "[mypy:txn.layers] is not a section of mypy_txn; "
        "allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[mypy_tnx]\nowner = L4": (
        "[mypy_tnx] is not a section of mypy_txn; allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[MYPY_TXN]\nowner = L4": (
        "[MYPY_TXN] is not a section of mypy_txn; allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[tool.mypy_txn]\nowner = L4": (
        "[tool.mypy_txn] is not a section of mypy_txn; allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
    "[tool:mypy_txn.layers]\nL4 = app": (
        "[tool:mypy_txn.layers] is not a section of mypy_txn; "
        "allowed are [mypy_txn] and [mypy_txn.layers]"
    ),
}
BAD_TOML = {
    "[tool.mypy_txn]\nowner = 4": ("[tool.mypy_txn] owner: must be a list of strings, not 4"),
    "[tool.mypy_txn]\nowner = []": (
        "[tool.mypy_txn] owner: is empty; give it a value or leave it out"
    ),
    "[tool.mypy_txn]\nunlayered = true": ("[tool.mypy_txn] unlayered: must be a string, not True"),
    "[tool]\nmypy_txn = 'L4'": "[tool.mypy_txn] must be a table, not 'L4'",
    "[tool.mypy_txn.layer]\nL4 = 'app.core'": (
        "[tool.mypy_txn] layer: unknown key; did you mean [tool.mypy_txn.layers]?"
        f" (known: {', '.join(KEYS)})"
    ),
    "[tool.mypy_txn]\nlayered = 'protected'": (
        f"[tool.mypy_txn] layered: unknown key; did you mean unlayered? (known: {', '.join(KEYS)})"
    ),
    "[tool.mypy_txn]\nlayers = 'L4'": "[tool.mypy_txn.layers] must be a table, not 'L4'",
    "[tool.mypy-txn]\nowner = 'L4'": (
        "[tool.mypy-txn] is not a section of mypy_txn; "
        "allowed are [tool.mypy_txn] and [tool.mypy_txn.layers]"
    ),
    "[mypy_txn]\nowner = 'L4'": (
        "[mypy_txn] is not a section of mypy_txn; "
        "allowed are [tool.mypy_txn] and [tool.mypy_txn.layers]"
    ),
    "[tool.mypy.mypy_txn]\nowner = 'L4'": (
        "[tool.mypy.mypy_txn] is not a section of mypy_txn; "
        "allowed are [tool.mypy_txn] and [tool.mypy_txn.layers]"
    ),
    "[tool.mypy_txn.layers]\nL4 = [1]": (
        "[tool.mypy_txn.layers] L4: must be a list of strings, not [1]"
    ),
}


@pytest.mark.parametrize(("text", "complaint"), BAD_INI.items())
def test_bad_ini(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, "mypy.ini", "[mypy]\n" + text)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    assert str(error.value) == f"{path}: {complaint}"


@pytest.mark.parametrize(("text", "complaint"), BAD_TOML.items())
def test_bad_toml(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, "pyproject.toml", text)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    assert str(error.value) == f"{path}: {complaint}"


@pytest.mark.parametrize("name", ["mypy.ini", "pyproject.toml"])
@pytest.mark.parametrize("content", [b"\xff\xfe[mypy]", b"[mypy\n", b"key = \n[x]\nkey"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=f"{name}: cannot read the configuration: "):
        read_config(str(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file or directory"):
        read_config(str(tmp_path / "mypy.ini"))


def test_other_tools_sections_are_not_ours(tmp_path: Path) -> None:
    text = "[mypy]\n[mypy-app.*]\nignore_errors = True\n[mypy-tests]\n[tool:pytest]\n"
    assert read_config(write(tmp_path, "setup.cfg", text)) == Config()


def test_sections_of_mypy_about_modules_named_like_ours(tmp_path: Path) -> None:
    ini = "[mypy]\n[mypy-mypy_txn.*]\nstrict = True\n[mypy-tool.mypy_txn]\nstrict = True\n"
    assert read_config(write(tmp_path, "mypy.ini", ini)) == Config()
    toml = "[[tool.mypy.overrides]]\nmodule = 'mypy_txn.*'\n[project]\nname = 'mypy_txn'\n"
    assert read_config(write(tmp_path, "pyproject.toml", toml)) == Config()
