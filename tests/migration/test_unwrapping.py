"""A `with` goes, what it held stays, byte for byte but for its indentation."""

from __future__ import annotations

from textwrap import dedent

import pytest

from mypy_txn.migration.unwrapping import unwrap

BEFORE = '''\
def f(session):
    # before
    with session.begin():  # atomically

        # first
        session.execute("""
        select
    """)
        if session:
            y = (1,
      2)
        with (
            session.begin()
        ):
            pass  # inner
            # last of the inner
        # last

    return 1
'''
AFTER = '''\
def f(session):
    # before
    # atomically

    # first
    session.execute("""
        select
    """)
    if session:
        y = (1,
      2)
    pass  # inner
    # last of the inner
    # last

    return 1
'''


@pytest.mark.parametrize("indent", ["    ", "\t"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_what_it_held_is_dedented(indent: str, line_break: str) -> None:
    def laid_out(text: str) -> bytes:
        return text.replace("    ", indent).replace("\n", line_break).encode()

    done = unwrap(laid_out(BEFORE), [3, 12])
    assert (done.source, done.left) == (laid_out(AFTER), {})


def test_another_encoding_and_no_line_break_at_the_end() -> None:
    before = "# coding: latin-1\nasync def f(é):\n  async with é.begin():\n     await é.flush()"
    after = "# coding: latin-1\nasync def f(é):\n  await é.flush()"
    assert unwrap(before.encode("latin-1"), [3]).source == after.encode("latin-1")


def test_the_text_of_a_formatted_string_stays() -> None:
    before = dedent("""\
        def f(s):
            with s.begin():
                s.run(f'''
                  {s}
                ''')
    """)
    after = dedent("""\
        def f(s):
            s.run(f'''
                  {s}
                ''')
    """)
    assert unwrap(before.encode(), [2]).source.decode() == after


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def f(s):\n    with s.begin(): pass\n", "its body is in the same line"),
        ("def f(s):\n    s.begin()\n", "there is no with statement"),
        ("def f(s:\n", "the file cannot be parsed: "),
    ],
)
def test_what_is_left(source: str, reason: str) -> None:
    done = unwrap(source.encode(), [2])
    assert done.source == source.encode()
    assert done.left[2].startswith(reason)
