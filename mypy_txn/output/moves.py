"""The calls that must move, as a list to tick off and for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, TextIO

from mypy_txn.markdown import as_code, as_prose
from mypy_txn.program.callpaths import Move
from mypy_txn.wording import counted

Format = Callable[[Sequence[Move], TextIO], None]


def write_markdown(found: Sequence[Move], out: TextIO) -> None:
    """Write the list: files, in them the calls, under each the ways to it."""
    for path, group in groupby(found, lambda one: one.finding.path):
        print(f"### {as_prose(path)}\n", file=out)
        for one in group:
            finding = one.finding
            where = f" in {as_code(finding.symbol)}" if finding.symbol else ""
            print(f"- [ ] line {finding.line}: {as_code(finding.text)}{where}", file=out)
            for way in one.paths:
                print(f"  - {' → '.join(map(as_code, way))}", file=out)
            if not one.paths:
                print(f"  - no owner reaches it; {_others(one)}", file=out)
        print(file=out)
    print(_total(found), file=out)


def _others(move: Move) -> str:
    """From where a call is reached that no owner reaches."""
    if move.others == (move.function,):
        return (
            "no call of it is seen"
            if move.finding.symbol
            else "it is done when its module is imported"
        )
    return f"it is reached from {', '.join(map(as_code, move.others)) or 'itself'}"


def _total(found: Sequence[Move]) -> str:
    if not found:
        return "No call has to move"
    files = {one.finding.path for one in found}
    calls = f"{counted(len(found), 'call')} in {counted(len(files), 'file')}"
    reached = sum(1 for one in found if one.paths)
    return f"{calls}; {reached} {'is' if reached == 1 else 'are'} reached by an owner"


def write_json(found: Sequence[Move], out: TextIO) -> None:
    """Write a list of objects."""
    listed = [
        {
            "file": one.finding.path,
            "line": one.finding.line,
            "column": one.finding.column,
            "layer": one.finding.layer,
            "function": one.function,
            "call": one.finding.text,
            "status": one.finding.status,
            "paths": one.paths,
            "reached_from": one.others,
        }
        for one in found
    ]
    json.dump(listed, out, indent=2, ensure_ascii=False)
    print(file=out)


FORMATS: Final[dict[str, Format]] = {"json": write_json, "markdown": write_markdown}
