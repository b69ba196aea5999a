"""The ways to control a transaction through a handle: the innermost block of each program."""

from __future__ import annotations

from .blocks import Block

FORMS = [
    Block("direct", "${wait}$h.$verb()  #! call"),
    Block("bound method", "act = $h.$verb  #! call\n${wait}act()"),
    Block("getattr", '${wait}getattr($h, "$verb")()  #! call'),
]
