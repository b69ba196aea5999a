"""Trees and edits for hypothesis: what L5 and L6 hold comes from elsewhere, and that changes.

``app.names`` feeds ``app.db``, that feeds ``app.between``, and the layers use all three. A type
that is a handle after one edit is harmless after the next, two modules away from its use.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from .sequences import CONFIGURED, Edit, Sequence

# Mostly four to eight; fewer are there for a failing sequence to shrink to.
LENGTHS = (1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8)
BROKEN = "def broken(:\n"
# Never edited: each package is there from the beginning, and there is always something to check.
FIXED: Edit = {
    "mypy.ini": CONFIGURED,
    "app/harmless.py": """
        class Harmless:
            kept: "Harmless"
            def commit(self) -> None: ...
            def rollback(self) -> None: ...
            def close(self) -> None: ...
            def __enter__(self) -> "Harmless": return self
            def __exit__(self, *exc: object) -> None: ...
    """,
    "app/L4_handlers/handle.py": "import sqlite3\nsqlite3.connect('').commit()\n",
    "app/L5_engines/quiet.py": "import sqlite3\ntaken = sqlite3.Connection.commit\n",
    "app/L6_drivers/ignored.py": """
        import sqlite3
        taken = sqlite3.Connection.commit  # type: ignore[txn-call]
    """,
}
NAMES, DB, BETWEEN, HELPERS = "app/names.py", "app/db.py", "app/between.py", "app/helpers.py"
PLACES = ("app/L6_drivers", "app/L5_engines", "app", "app/L4_handlers")
USERS = ("rows.py", "rules.py")

TYPES = ("Harmless", "sqlite3.Connection", "Handle", "sqlite3.Cursor", "Handle | None", "Any")
BASES = ("", "(sqlite3.Connection)", "(Handle)")
# Not ``txn``: where two of its codes are used, mypy 2.4.1 names them in the order of a set.
IGNORES = (
    *("", "", ""),
    "  # type: ignore[txn-call]",
    "  # type: ignore[txn-acquire, txn-call]",
    "  # type: ignore",
)
EXPORTS = {
    "names": ("Handle",),
    "db": ("Opened", "opened", "made", "Base"),
    "between": ("Opened", "opened", "made", "Base"),
}

_names = st.sampled_from(
    [
        "from app.harmless import Harmless as Handle\n",
        "from sqlite3 import Connection as Handle\n",
        "from sqlite3 import Cursor as Handle\n",
        "from app.harmless import Harmless\nclass Handle(Harmless): ...\n",
        "import sqlite3\nclass Handle(sqlite3.Connection): ...\n",
        "import sqlite3\nHandle = sqlite3.Connection | None\n",
        "from typing import Any\nHandle = Any\n",
        "Handle = int\n",
        "",
    ]
)
_type = st.sampled_from(TYPES)
_DB_PARTS = [
    st.builds("Opened = {}\n".format, _type),
    st.builds("def opened() -> {}: raise OSError\n".format, _type),
    st.builds("made: list[{}] = []\n".format, _type),
    st.builds("class Base{}:\n    kept: {}\n".format, st.sampled_from(BASES), _type),
]
_BETWEEN_PARTS = [
    st.sampled_from(
        ["from app.db import Opened as Opened\n", "Opened = db.Opened\n", "Opened = db.Base\n"]
    ),
    st.sampled_from(
        [
            "def opened() -> db.Opened: return db.opened()\n",
            "opened = db.opened\n",
            "@contextmanager\ndef opened() -> Iterator[db.Opened]: yield db.opened()\n",
        ]
    ),
    st.sampled_from(["made = db.made\n", "made = [db.opened()]\n", "made = [db.Base().kept]\n"]),
    st.sampled_from(
        [
            "class Base(db.Base): ...\n",
            "Base = db.Base\n",
            "class Base(db.Opened): ...\n",
            "class Base:\n    def __init__(self) -> None: self.kept = db.opened()\n",
        ]
    ),
]
# What a layer does: {0} is a number of its own, {1} an ignore comment, {2} what it uses.
_USES = {
    "Handle": [
        "def hold{0}(value: list[{2}]) -> None:{1}\n    value[0].commit()\n",
        "class Own{0}({2}): ...{1}\n",
    ],
    "Opened": [
        "def take{0}(value: {2}) -> None:{1}\n    value.close(){1}\n",
        "def give{0}() -> {2} | None:{1}\n    return None\n",
    ],
    "opened": [
        "def open{0}() -> None:\n    it = {2}(){1}\n    it.commit(){1}\n",
        "def run{0}() -> None:\n    with {2}() as it:{1}\n        it.rollback(){1}\n",
        "class Holder{0}:\n    def __init__(self) -> None:\n        self.it = {2}(){1}\n",
        "def later{0}(session):{1}\n    session.commit()\n    return {2}().commit\n",
    ],
    "made": [
        "for each{0} in {2}:\n    each{0}.close(){1}\n",
        "def end{0}() -> None:\n    [it.close() for it in {2}]{1}\n",
    ],
    "Base": [
        "class Kept{0}({2}):{1}\n    def write(self) -> None:\n        self.kept.commit(){1}\n",
        "class Kept({2}): ...\ndef use{0}(it: Kept) -> None:{1}\n    it.kept.close(){1}\n",
    ],
}
USES = [
    (module, export, text)
    for module, exports in EXPORTS.items()
    for export in exports
    for text in _USES[export]
]
_of_rows = st.sampled_from(["Kept().kept.commit()", "Kept0().write()", "made[0].close()"])
_ignore = st.sampled_from(IGNORES)


def _joined(head: str, parts: Iterable[str | None]) -> str:
    return head + "".join(part for part in parts if part)


def _module(head: str, parts: list[st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    """A module that has, or lacks, each of ``parts``."""
    drawn = st.tuples(*(st.one_of(part, part, part, st.none()) for part in parts))
    return drawn.map(lambda texts: _joined(head, texts))


_db = _module(
    "import sqlite3\nfrom typing import Any\nfrom app.harmless import Harmless\n"
    "from app.names import Handle as Handle\n",
    _DB_PARTS,
)
_between = _module(
    "from collections.abc import Iterator\nfrom contextlib import contextmanager\n"
    "import app.db as db\n",
    _BETWEEN_PARTS,
)


@st.composite
def _user(draw: st.DrawFn, name: str) -> str:
    """A module of a layer, which uses what the modules below export, and what rows.py has.

    Not ``from app import db``: a warm run of mypy 2.4.1 does not see that such a file appears.
    """
    imported = [f"import app.{module} as {module}\n" for module in EXPORTS]
    body = []
    by_name = draw(st.booleans())
    for number in range(draw(st.integers(1, 4))):
        module, export, text = draw(st.sampled_from(USES))
        reference = f"{module}.{export}"
        if by_name:
            reference = f"{export}{number}"
            imported.append(f"from app.{module} import {export} as {reference}\n")
        body.append(text.format(number, draw(_ignore), reference))
    if name == "rules.py" and draw(st.booleans()):
        imported.append("import app.L6_drivers.rows as rows\n")
        body.append(f"def through() -> None:\n    rows.{draw(_of_rows)}{draw(_ignore)}\n")
    return "".join(imported + body)


_BELOW = {NAMES: _names, DB: _db, BETWEEN: _between}


@st.composite
def sequences(draw: st.DrawFn) -> Sequence:
    """A tree, and edits each of which can be made after the one before."""
    start: dict[str, str | None] = dict(FIXED)
    start |= {name: draw(text) for name, text in _BELOW.items()}
    start[HELPERS] = "x = 0\n"
    for name, place in zip(USERS, PLACES, strict=False):
        start[f"{place}/{name}"] = draw(_user(name))
    tree = dict(start)
    edits: list[Edit] = []
    for number in range(draw(st.sampled_from(LENGTHS))):
        edit = draw(_edit(tree, number))
        edits.append(edit)
        tree |= edit
    return Sequence(start, edits)


def _place_of(tree: Edit, name: str) -> str | None:
    """Where the module of a layer is at the moment."""
    paths = (f"{place}/{name}" for place in PLACES)
    return next((path for path in paths if tree.get(path) is not None), None)


@st.composite
def _edit(draw: st.DrawFn, tree: Edit, number: int) -> Edit:
    """What is done to ``tree`` next: mostly one module is rewritten, and at times two are."""
    edit: dict[str, str | None] = {}
    for _ in range(draw(st.sampled_from([1, 1, 1, 2]))):
        edit |= draw(st.one_of(_below_edits(tree), _user_edits(tree), _helpers(number)))
    return edit


def _helpers(number: int) -> st.SearchStrategy[Edit]:
    return st.sampled_from([{HELPERS: f"x = {number + 1}\n"}, {HELPERS: f"x = '{number}'\n"}])


@st.composite
def _below_edits(draw: st.DrawFn, tree: Edit) -> Edit:
    name = draw(st.sampled_from(sorted(_BELOW)))
    present = tree.get(name) is not None
    mended = draw(_BELOW[name])
    gone = [BROKEN, None] if present else []
    return {name: draw(st.sampled_from([mended, mended, mended, *gone]))}


@st.composite
def _user_edits(draw: st.DrawFn, tree: Edit) -> Edit:
    name = draw(st.sampled_from(USERS))
    path = _place_of(tree, name)
    if path is None:
        return {f"{draw(st.sampled_from(PLACES))}/{name}": draw(_user(name))}
    match draw(st.sampled_from(["rewritten", "rewritten", "moved", "broken", "deleted"])):
        case "rewritten":
            return {path: draw(_user(name))}
        case "moved":
            others = [place for place in PLACES if f"{place}/{name}" != path]
            return {path: None, f"{draw(st.sampled_from(others))}/{name}": tree[path]}
        case "broken":
            return {path: BROKEN}
        case _:
            return {path: None}
