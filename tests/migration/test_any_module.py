"""Whatever a module looks like, only the wanted places and import lines change."""

from __future__ import annotations

from hypothesis import given, strategies as st

from migration.marked import MARK, unmarked
from mypy_txn.migration import rewrite

NAMES = {"S": ("Session", "ReadWriteSession"), "A": ("AsyncSession", "AsyncReadWriteSession")}
HANDLE = st.sampled_from(sorted(NAMES))
SPACE = st.sampled_from(["", " ", "  ", "\t", " \\\n ", " \x0c"])
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="⟨⟩\r\\'\"\x00"), max_size=12)
COMMENT = TEXT.map(lambda text: "# " + "".join(text.split("\n"))).filter(
    lambda text: len(text.splitlines()) == 1
)
FORM = st.sampled_from(
    ["{}", '"{}"', "Optional[{}]", "{} | None", "list['{}']", "C[[{}], int]", "( # ⟩\n {})"]
)


@st.composite
def types(draw: st.DrawFn) -> str:
    key = draw(HANDLE)
    return f"⟨{key}⟩" + draw(FORM).replace("⟩", ")").format(f"§{key}§")


@st.composite
def statements(draw: st.DrawFn) -> str:
    s = draw(SPACE)
    comment = draw(COMMENT)
    match draw(st.integers(0, 5)):
        case 0:
            return f"def f(a,{s}b{s}:{s}{draw(types())}{s}={s}1,{s}*c){s}:{s}{comment}\n\tpass\n"
        case 1:
            return f"async def é({s}){s}->{s}{draw(types())}{s}:\n  {comment}\n  return 'ü'\n"
        case 2:
            return f"@x{s}.y\nclass C:{comment}\n    x{s}:{s}{draw(types())}\n    {comment}\n"
        case 3:
            return f'x = """{draw(TEXT)}"""; y:{s}{draw(types())};z=1 {comment}\n'
        case 4:
            return f"{comment}\n\n\x0c\n"
        case _:
            return f"if x :\n\n {comment}\n\n y = f'{{x}}'{s}\nelse :{s}pass{comment}\n"


@given(
    body=st.lists(statements(), min_size=1, max_size=6),
    header=st.sampled_from(["", '"""Ö."""\n', "import os\n\n"]),
    line_break=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_all_other_bytes_stay(body: list[str], header: str, line_break: str, last: bool) -> None:
    text = "".join(body)
    used = sorted(set(MARK.findall(text)), key=lambda key: NAMES[key][1])
    modules = {"S": "sqlalchemy.orm", "A": "sqlalchemy.ext.asyncio"}
    old = "".join(f"from {modules[key]} import {NAMES[key][0]}\n" for key in used)
    names = ", ".join(NAMES[key][1] for key in used)
    new = f"from mypy_txn import {names}\n" if used else ""

    before = header + old + text if last else header + old + text.rstrip("\n")
    after = header + new + text if last else header + new + text.rstrip("\n")
    for key, (handle, protocol) in NAMES.items():
        before = before.replace(f"§{key}§", handle)
        after = MARK.sub("", after.replace(f"§{key}§", protocol))
    source, wanted = unmarked(before)
    done = rewrite(source.replace("\n", line_break).encode(), wanted)

    assert done.left == []
    assert done.source.decode() == after.replace("\n", line_break)
    compile(done.source, "x.py", "exec", dont_inherit=True)
    assert rewrite(done.source, wanted).source == done.source
