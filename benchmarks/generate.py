"""A layered backend of N modules, the same text for the same N.

Of six modules of a feature one is L4, one L5, one L6 and three are in no layer, so a third are
protected. Every second feature imports ``app.hub`` in all its modules. Every fifth driver breaks
the rules, every tenth engine has a function that mypy does not check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy

from benchmarks import templates

SHARED: Final = 3  # models, db, hub
KINDS: Final = {
    "domain": templates.DOMAIN,
    "L6_drivers/driver": templates.DRIVER,
    "L5_engines/engine": templates.ENGINE,
    "L4_handlers/handler": templates.HANDLER,
    "service": templates.SERVICE,
    "job": templates.JOB,
}
VIOLATIONS_EVERY: Final = 5
UNCHECKED_EVERY: Final = 10
WITH_PLUGIN: Final = "with.ini"
WITHOUT_PLUGIN: Final = "without.ini"
LIBRARIES: Final = "libraries.py"


@dataclass(frozen=True)
class Backend:
    """A generated backend.

    Attributes:
        root: the folder with ``app`` and the two configurations.
        modules: how many modules it has, ``__init__.py`` not counted.
        protected: how many of them are protected.
        leaf: a protected module that no other imports.
        hub: the module that half of all import.

    """

    root: Path
    modules: int
    protected: int
    leaf: Path
    hub: Path

    def edit_leaf(self) -> None:
        """Change the body of a function."""
        _toggle(self.leaf, "edits = 0", "edits = 0x0")

    def edit_hub(self) -> None:
        """Change the signature of a function that half of all modules call."""
        _toggle(self.hub, "def stamp(text: str)", "def stamp(text: str, width: int = 8)")


def generate(root: Path, modules: int) -> Backend:
    """Write a backend of ``modules`` modules, at least 21, below ``root``."""
    features, left = divmod(modules - SHARED, len(KINDS))
    if features < 3:
        raise ValueError("a backend has at least 21 modules")
    app = root / "app"
    _write(app / "__init__.py", "")
    _write(app / "models.py", templates.MODELS)
    _write(app / "db.py", templates.DB)
    _write(app / "hub.py", templates.HUB)
    for feature in range(features):
        _write_feature(app / f"feature_{feature}", feature, features)
    for number in range(left):
        _write(app / f"terms_{number}.py", _fill(templates.DOMAIN, number, features))
    # Without the plugin nobody says which text of the Protocols fits the installed SQLAlchemy.
    _write(root / WITH_PLUGIN, "[mypy]\nplugins = mypy_txn.plugin\n")
    _write(root / WITHOUT_PLUGIN, f"[mypy]\n{_protocols()}")
    _write(root / LIBRARIES, _libraries())
    leaf = app / f"feature_{features - 1}" / "L5_engines/engine.py"
    return Backend(root, modules, 2 * features, leaf, app / "hub.py")


def _write_feature(folder: Path, feature: int, features: int) -> None:
    _write(folder / "__init__.py", "")
    for path, template in KINDS.items():
        text = _fill(template, feature, features)
        if template is templates.DRIVER and feature % VIOLATIONS_EVERY == 0:
            text += templates.VIOLATIONS
        if template is templates.ENGINE and feature % UNCHECKED_EVERY == 0:
            text += templates.UNCHECKED
        target = folder / f"{path}.py"
        _write(target, text)
        if target.parent != folder:
            _write(target.parent / "__init__.py", "")


def _fill(template: str, feature: int, features: int) -> str:
    uses_hub = feature % 2 == 0
    return template.format(
        g=feature,
        prev=feature - 1 if feature else features - 2,
        used=min(feature, features - 2),  # so that nobody imports the last engine
        stamp="stamp" if uses_hub else "str.strip",
        imports="from app.hub import stamp" if uses_hub else "",
    )


def _protocols() -> str:
    kind = "always_true" if sqlalchemy.__version__.startswith("2.0.") else "always_false"
    return f"{kind} = MYPY_TXN_SQLALCHEMY_20\n"


def _libraries() -> str:
    """A module that imports every library of the backend, to fill a cache with them."""
    texts = [templates.MODELS, templates.DB, templates.HUB, *KINDS.values()]
    lines = {
        line
        for text in texts
        for line in text.splitlines()
        if re.match(r"(from|import) (?!app|__future__)", line)
    }
    return "\n".join(sorted(lines)) + "\n"


def _toggle(path: Path, short: str, long: str) -> None:
    """Change one text to the other, never to one as long as it.

    Of a file that still has its size mypy reads only what was written in another second (2.4.1,
    ``mypy.fswatcher``).
    """
    text = path.read_text(encoding="utf-8")
    edited = text.replace(long, short) if long in text else text.replace(short, long)
    path.write_text(edited, encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
