"""What the unrestricted modules of a backend offer: a module ``given.<kind>`` for each kind."""

from __future__ import annotations

from string import Template

from .kinds import KINDS, Kind

_TEXT = Template('''\
"""Handles of one kind, and every way to be handed one."""

from $M import $C
$imports


opened: $N


def open_it() -> $N:
    return opened
''')


def given() -> dict[str, str]:
    """Files by name."""
    return {f"given/{kind.name}.py": _text(kind) for kind in KINDS}


def _text(kind: Kind) -> str:
    return _TEXT.substitute(M=kind.module, C=kind.cls, N=kind.cls + kind.args, imports=kind.imports)
