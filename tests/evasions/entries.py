"""How a handle gets into a program: the outermost block of each."""

from __future__ import annotations

from .blocks import Block

ENTRIES = [
    Block(
        "parameter",
        """
$def program(h: $T) -> None:  #! type
    $body
""",
        value="h",
    ),
    Block(
        "attribute of self",
        """
class Driver:
    def __init__(self, h: $T) -> None:  #! type
        self.h = h

    $def run(self) -> None:
        $body

$def program(h: $T) -> None:  #! type
    ${await}Driver(h).run()
""",
        value="self.h",
    ),
    Block(
        "foreign function",
        """
$def program() -> None:
    $body
""",
        value="open_it()",
        mark="acquire",
        imports="from given.$K import open_it",
    ),
]
