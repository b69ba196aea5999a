"""What a handle goes through on its way: containers, aliases, scopes."""

from __future__ import annotations

from .blocks import Block

LOCAL = Block("local variable", "h$n = $h\n$body", value="h$n")

STEPS = [
    LOCAL,
    Block("list", "box$n = [$h]\n$body", value="box$n[0]"),
    Block(
        "dataclass",
        "$body",
        top="@dataclass\nclass Box$n:\n    item: $T  #! type",
        value="Box$n($h).item",
        imports="from dataclasses import dataclass",
    ),
    Block(
        "closure",
        "$def inner$n() -> None:\n    $body\n${await}inner$n()",
        value="$v",
    ),
]
