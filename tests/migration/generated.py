"""A layered backend of any size that runs and has tests of its own, for migrating it.

Each domain is made of the templates beside this file. Which way a module spells its handles, and
how its file is encoded, is drawn from a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jinja2

TEMPLATES: Final = Path(__file__).parent / "templates"
DOMAINS: Final = ("orders", "policies", "incidents", "accounts", "alerts", "reports", "quotas")
INI: Final = """\
[mypy]
plugins = mypy_txn.plugin, pydantic.mypy
warn_unused_ignores = False
exclude = /build/
"""
MODULES: Final = {
    "Session": "sqlalchemy.orm",
    "Connection": "sqlalchemy",
    "AsyncSession": "sqlalchemy.ext.asyncio",
    "AsyncConnection": "sqlalchemy.ext.asyncio",
}
HANDLE: Final = re.compile(r"\b(" + "|".join(MODULES) + r")\b")


@dataclass(frozen=True)
class Spelling:
    """A way to import and to name handles.

    Attributes:
        imports: of one handle: its name and its module are filled in.
        name: of one handle.
        postponed: whether annotations are.
        checking: whether the imports are for type checkers only.

    """

    imports: str
    name: str = "{0}"
    postponed: bool = False
    checking: bool = False

    @property
    def quoted(self) -> bool:
        """Whether a type has to be in quotes."""
        return self.checking and not self.postponed

    def header(self, *handles: str) -> str:
        """The imports."""
        lines = dict.fromkeys(self.imports.format(one, MODULES[one]) for one in handles)
        if self.checking:
            lines = dict.fromkeys(f"    {line}" for line in lines)
            lines = {"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:": None, **lines}
        if self.postponed:
            lines = {"from __future__ import annotations\n": None, **lines}
        return "\n".join(lines)

    def plain(self, written: str) -> str:
        """A type without quotes around it."""
        return HANDLE.sub(lambda found: self.name.format(found[1], MODULES[found[1]]), written)

    def type(self, written: str) -> str:
        """A type."""
        return f'"{self.plain(written)}"' if self.quoted else self.plain(written)


FROM: Final = "from {1} import {0}"
AT_RUN_TIME: Final = (
    Spelling(FROM),
    Spelling(FROM, postponed=True),
    Spelling(f"{FROM} as Db{{0}}", "Db{0}"),
    Spelling("import {1}", "{1}.{0}"),
    Spelling(f"try:\n    {FROM}\nexcept ImportError:\n    raise"),
    Spelling(f"{FROM}  # the real one"),
    Spelling("from app.db import {0}"),
)
SPELLINGS: Final = (
    *AT_RUN_TIME,
    Spelling(FROM, checking=True),
    Spelling(FROM, checking=True, postponed=True),
    Spelling("import {1}", "{1}.{0}", checking=True),
)
ENCODINGS: Final = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "latin-1")


def generate(root: Path, modules: int, seed: int = 1) -> int:
    """Write a backend of at least ``modules`` modules to ``root``; returns how many they are."""
    draw = random.Random(seed)
    files = dict(_once())
    index = 0
    while len(files) + _packages(files) < modules:
        files |= dict(_domain(index, draw))
        index += 1
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_encoded(text, draw) if "/L" in name else text.encode())
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").touch()
    (root / "mypy.ini").write_text(INI, encoding="utf-8")
    return len(files) + _packages(files)


def _packages(files: dict[str, str]) -> int:
    return len({folder for name in files for folder in Path(name).parents[:-1]})


def _render(name: str, **values: object) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(values)


def _once() -> Iterator[tuple[str, str]]:
    for name in ("app/db.py", "app/core/decorators.py", "app/core/wiring.py", "tests/conftest.py"):
        yield name, _render(f"{name}.jinja")


def _domain(index: int, draw: random.Random) -> Iterator[tuple[str, str]]:
    name = f"{DOMAINS[index % len(DOMAINS)]}{index or ''}"
    for path in sorted(TEMPLATES.glob("app/domain/**/*.jinja")):
        template = path.relative_to(TEMPLATES).as_posix()
        at_run_time = any(word in path.read_text() for word in ("run_time=True", "plain=True"))
        spelling = draw.choice(AT_RUN_TIME if at_run_time else SPELLINGS)
        text = _render(template, d=name, E=name.capitalize(), **_words(spelling))
        yield template.removesuffix(".jinja").replace("domain", name, 1), text
    values = {"d": name, "E": name.capitalize(), "has_fake_finder": index % 3 == 2}
    yield f"tests/test_{name}.py", _render("tests/test.py.jinja", **values)
    yield f"tests/fakes_{name}.py", _render("tests/fakes.py.jinja", **values)


def _words(spelling: Spelling) -> dict[str, object]:
    """What the templates say of handles."""

    def header(*handles: str, **_: bool) -> str:
        return spelling.header(*handles)

    return {
        "header": header,
        "t": spelling.type,
        "T": spelling.plain,
        "has_future": spelling.postponed,
    }


def _encoded(text: str, draw: random.Random) -> bytes:
    """The bytes of a file, in any of the ways in which people write files."""
    encoding = draw.choice(ENCODINGS)
    if encoding == "latin-1":
        text = f"# -*- coding: latin-1 -*-\n# Für Köln\n{text}"
    if draw.random() < 0.2:
        text = re.sub(r"(?m)^(    )+", lambda found: "\t" * (len(found[0]) // 4), text)
    return text.replace("\n", draw.choice(("\n", "\n", "\n", "\r\n"))).encode(encoding)
