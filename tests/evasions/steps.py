"""What a handle goes through on its way: variables, containers, calls, scopes."""

from __future__ import annotations

from .blocks import Block

LOCAL = Block("local variable", "h$n = $h\n$body", "h$n")

VARIABLES = [
    LOCAL,
    Block("annotated variable", "h$n: $T = $h  #! type\n$body", "h$n"),
    Block("chained assignment", "h$n = other$n = $h\n$body", "other$n"),
    Block("walrus", value="(h$n := $h)"),
    Block("walrus in a condition", "if (h$n := $h) is not None:\n    $body", "h$n"),
    Block("unpacking", "h$n, _ = $h, 1\n$body", "h$n"),
    Block("unpacking with a star", "_, *h$n = 1, $h\n$body", "h$n[0]"),
    Block("conditional", "h$n = $v if __name__ else $v\n$body", "h$n"),
    Block("either", value="($v or $v)"),
    Block("capture pattern", "match $h:\n    case h$n:\n        $body", "h$n"),
    Block("sequence pattern", "match [$h]:\n    case [h$n]:\n        $body", "h$n"),
    Block(
        "cast",
        "o$n: object = $h\nh$n = cast($T, o$n)  #! type\n$body",
        "h$n",
        imports="from typing import cast",
    ),
    Block(
        "global",
        "keep$n($h)\n$body",
        "held$n",
        top="held$n: $T  #! type\n\n\n"
        "def keep$n(h: $T) -> None:  #! type\n"
        "    global held$n\n"
        "    held$n = h",
    ),
    Block(
        "nonlocal",
        "h$n = $v\ndef keep$n() -> None:\n    nonlocal h$n\n    h$n = $v\nkeep$n()\n$body",
        "h$n",
    ),
]

CONTAINERS = [
    Block("list", "box$n = [$h]\n$body", "box$n[0]"),
    Block("list in place", value="[$h][0]"),
    Block("tuple", "box$n = (1, $h)\n$body", "box$n[1]"),
    Block("dict", 'box$n = {"db": $h}\n$body', 'box$n["db"]'),
    Block("dict of lists", 'box$n = {"db": [$h]}\n$body', 'box$n["db"][0]'),
    Block("values of a dict", "for h$n in {1: $h}.values():\n    $body", "h$n"),
    Block("items of a dict", "for _, h$n in {1: $h}.items():\n    $body", "h$n"),
    Block("pop of a dict", "box$n = {1: $h}\n$body", "box$n.pop(1)"),
    Block("loop over a list", "for h$n in [$h]:\n    $body", "h$n"),
    Block("loop with enumerate", "for _, h$n in enumerate([$h]):\n    $body", "h$n"),
    Block("loop with zip", "for _, h$n in zip([1], [$h]):\n    $body", "h$n"),
    Block("comprehension", value="[each for each in [$h]][0]"),
    Block("dict comprehension", value="{1: each for each in [$h]}[1]"),
    Block("generator expression", value="next(each for each in [$h])"),
    Block("iterator", value="next(iter([$h]))"),
    Block("reversed", value="next(reversed([$h]))"),
    Block("max", value="max([$h], key=id)"),
    Block("sorted", value="sorted([$h], key=id)[0]"),
    Block("filter", value="next(filter(None, [$h]))"),
    Block("slice", value="[$h][:][0]"),
    Block("sum of lists", value="([$h] + [])[0]"),
    Block("annotated list", "box$n: list[$T] = [$h]  #! type\n$body", "box$n[0]"),
    Block(
        "list at module level",
        "box$n.append($h)\n$body",
        "box$n[-1]",
        top="box$n: list[$T] = []  #! type",
    ),
    Block(
        "dict at module level",
        "box$n[1] = $h\n$body",
        "box$n[1]",
        top="box$n: dict[int, $T] = {}  #! type",
    ),
    Block(
        "defaultdict",
        'box$n["db"].append($h)\n$body',
        'box$n["db"][0]',
        top="box$n: defaultdict[str, list[$T]] = defaultdict(list)  #! type",
        imports="from collections import defaultdict",
    ),
    Block("deque", value="deque([$h]).popleft()", imports="from collections import deque"),
    Block("chain", value="next(chain([$h], []))", imports="from itertools import chain"),
    Block("copied list", value="copy([$h])[0]", imports="from copy import copy"),
    Block(
        "queue",
        "box$n: Queue[$T] = Queue()  #! type\nbox$n.put($h)\n$body",
        "box$n.get()",
        imports="from queue import Queue",
    ),
    Block(
        "asyncio queue",
        "box$n: AsyncQueue[$T] = AsyncQueue()  #! type\nbox$n.put_nowait($h)\n$body",
        "(await box$n.get())",
        imports="from asyncio import Queue as AsyncQueue",
    ),
    Block(
        "future",
        "box$n: Future[$T] = Future()  #! type\nbox$n.set_result($h)\n$body",
        "(await box$n)",
        imports="from asyncio import Future",
    ),
    Block(
        "ContextVar",
        "box$n.set($h)\n$body",
        "box$n.get()",
        top='box$n: ContextVar[$T] = ContextVar("box$n")  #! type',
        imports="from contextvars import ContextVar",
    ),
    Block(
        "dataclass",
        value="Box$n($h).item",
        top="@dataclass\nclass Box$n:\n    item: $T  #! type",
        imports="from dataclasses import dataclass",
    ),
    Block(
        "named tuple",
        value="Box$n(1, $h).item",
        top="class Box$n(NamedTuple):\n    number: int\n    item: $T  #! type",
        imports="from typing import NamedTuple",
    ),
    Block(
        "unpacked named tuple",
        "_, h$n = Box$n(1, $h)\n$body",
        "h$n",
        top="class Box$n(NamedTuple):\n    number: int\n    item: $T  #! type",
        imports="from typing import NamedTuple",
    ),
    Block(
        "functional named tuple",
        value="Box$n($h).item",
        top='Box$n = NamedTuple("Box$n", [("item", $T)])  #! type',
        imports="from typing import NamedTuple",
    ),
    Block(
        "TypedDict",
        'box$n: Box$n = {"item": $h}\n$body',
        'box$n["item"]',
        top="class Box$n(TypedDict):\n    item: $T  #! type",
        imports="from typing import TypedDict",
    ),
    Block(
        "TypedDict class",
        value='Box$n(item=$h)["item"]',
        top="class Box$n(TypedDict):\n    item: $T  #! type",
        imports="from typing import TypedDict",
    ),
    Block(
        "class attribute",
        "Box$n.item = $h\n$body",
        "Box$n.item",
        top="class Box$n:\n    item: $T  #! type",
    ),
    Block(
        "slots",
        "box$n = Box$n()\nbox$n.item = $h\n$body",
        "box$n.item",
        top='class Box$n:\n    __slots__ = ("item",)\n    item: $T  #! type',
    ),
    Block(
        "generic box",
        value="Box$n($h).item",
        top='T$n = TypeVar("T$n")\n\n\nclass Box$n(Generic[T$n]):\n'
        "    def __init__(self, item: T$n) -> None:\n        self.item = item",
        imports="from typing import Generic, TypeVar",
    ),
    Block(
        "property",
        value="Box$n($h).item",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self._item = item\n\n"
        "    @property\n    def item(self) -> $T:  #! type\n        return self._item",
    ),
    Block(
        "item access",
        value="Box$n($h)[0]",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self._item = item\n\n"
        "    def __getitem__(self, at: int) -> $T:  #! type\n        return self._item",
    ),
    Block(
        "call of an object",
        value="Box$n($h)()",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self._item = item\n\n"
        "    def __call__(self) -> $T:  #! type\n        return self._item",
    ),
    Block(
        "context manager class",
        "with Box$n($h) as h$n:\n    $body",
        "h$n",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self._item = item\n\n"
        "    def __enter__(self) -> $T:  #! type\n        return self._item\n\n"
        "    def __exit__(self, *exc: object) -> None: ...",
    ),
    Block(
        "iterable class",
        "for h$n in Box$n($h):\n    $body",
        "h$n",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self._item = item\n\n"
        "    def __iter__(self) -> Iterator[$T]:  #! type\n        yield self._item",
        imports="from collections.abc import Iterator",
    ),
    Block(
        "chain of attributes",
        value="Outer$n($h).box.item",
        top="@dataclass\nclass Box$n:\n    item: $T  #! type\n\n\n"
        "class Outer$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self.box = Box$n(item)",
        imports="from dataclasses import dataclass",
    ),
]

_IDENTITY = 'T$n = TypeVar("T$n")\n\n\ndef same$n(value: T$n) -> T$n:\n    return value'
_TYPEVAR = "from typing import TypeVar"

CALLS = [
    Block(
        "own function", value="give$n($h)", top="def give$n(h: $T) -> $T:  #! type\n    return h"
    ),
    Block(
        "own coroutine",
        value="(await give$n($h))",
        top="async def give$n(h: $T) -> $T:  #! type\n    return h",
    ),
    Block(
        "task",
        value="(await create_task(give$n($h)))",
        top="async def give$n(h: $T) -> $T:  #! type\n    return h",
        imports="from asyncio import create_task",
    ),
    Block(
        "gather",
        value="(await gather(give$n($h)))[0]",
        top="async def give$n(h: $T) -> $T:  #! type\n    return h",
        imports="from asyncio import gather",
    ),
    Block(
        "thread",
        value="(await to_thread(give$n, $h))",
        top="def give$n(h: $T) -> $T:  #! type\n    return h",
        imports="from asyncio import to_thread",
    ),
    Block(
        "own generator",
        value="next(give$n($h))",
        top="def give$n(h: $T) -> Iterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import Iterator",
    ),
    Block(
        "loop over own generator",
        "for h$n in give$n($h):\n    $body",
        "h$n",
        top="def give$n(h: $T) -> Iterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import Iterator",
    ),
    Block(
        "loop over own async generator",
        "async for h$n in give$n($h):\n    $body",
        "h$n",
        top="async def give$n(h: $T) -> AsyncIterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import AsyncIterator",
    ),
    Block(
        "yield from",
        value="next(again$n($h))",
        top="def give$n(h: $T) -> Iterator[$T]:  #! type\n    yield h\n\n\n"
        "def again$n(h: $T) -> Iterator[$T]:  #! type\n    yield from give$n(h)",
        imports="from collections.abc import Iterator",
    ),
    Block(
        "own context manager",
        "with give$n($h) as h$n:\n    $body",
        "h$n",
        top="@contextmanager\ndef give$n(h: $T) -> Iterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import Iterator\nfrom contextlib import contextmanager",
    ),
    Block(
        "own async context manager",
        "async with give$n($h) as h$n:\n    $body",
        "h$n",
        top="@asynccontextmanager\n"
        "async def give$n(h: $T) -> AsyncIterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import AsyncIterator\n"
        "from contextlib import asynccontextmanager",
    ),
    Block(
        "enter_context",
        "with ExitStack() as stack$n:\n    h$n = stack$n.enter_context(give$n($h))\n    $body",
        "h$n",
        top="@contextmanager\ndef give$n(h: $T) -> Iterator[$T]:  #! type\n    yield h",
        imports="from collections.abc import Iterator\n"
        "from contextlib import ExitStack, contextmanager",
    ),
    Block(
        "nullcontext",
        "with nullcontext($h) as h$n:\n    $body",
        "h$n",
        imports="from contextlib import nullcontext",
    ),
    Block("identity", value="same$n($h)", top=_IDENTITY, imports=_TYPEVAR),
    Block(
        "partial",
        value="partial(same$n, $h)()",
        top=_IDENTITY,
        imports="from functools import partial\nfrom typing import TypeVar",
    ),
    Block("map", value="next(map(same$n, [$h]))", top=_IDENTITY, imports=_TYPEVAR),
    Block("lambda", "give$n = lambda: $v\n$body", "give$n()"),
    Block("lambda with a parameter", value="(lambda each: each)($h)"),
    Block("inner function", "def give$n() -> $T:  #! type\n    return $v\n$body", "give$n()"),
    Block(
        "own function at a distance",
        value="(give$n)($h)",
        top="def given$n(h: $T) -> $T:  #! type\n    return h\n\n\ngive$n = given$n",
    ),
    Block(
        "callable of a type",
        "give$n: Callable[[], $T] = lambda: $v  #! type\n$body",
        "give$n()",
        imports="from collections.abc import Callable",
    ),
    Block(
        "decorated function",
        value="give$n($h)",
        top='P$n = ParamSpec("P$n")\nT$n = TypeVar("T$n")\n\n\n'
        "def dressed$n(act: Callable[P$n, T$n]) -> Callable[P$n, T$n]:\n    return act\n\n\n"
        "@dressed$n\ndef give$n(h: $T) -> $T:  #! type\n    return h",
        imports="from collections.abc import Callable\nfrom typing import ParamSpec, TypeVar",
    ),
    Block(
        "overloaded function",
        value="give$n($h)",
        top="@overload\ndef give$n(h: int) -> int: ...\n@overload\n"
        "def give$n(h: $T) -> $T: ...  #! type\n"
        "def give$n(h: object) -> object:\n    return h",
        imports="from typing import overload",
    ),
    Block(
        "static method",
        value="Box$n.give($h)",
        top="class Box$n:\n    @staticmethod\n    def give(h: $T) -> $T:  #! type\n"
        "        return h",
    ),
    Block(
        "method that returns self",
        value="Box$n($h).itself().item",
        top="class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self.item = item\n\n"
        "    def itself(self) -> Self:\n        return self",
        imports="from typing_extensions import Self",
    ),
    Block(
        "inherited method",
        value="Lower$n($h).get()",
        top="class Upper$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self.item = item\n\n"
        "    def get(self) -> $T:  #! type\n        return self.item\n\n\n"
        "class Lower$n(Upper$n): ...",
    ),
    Block(
        "Protocol",
        "box$n: Has$n = Box$n($h)\n$body",
        "box$n.item",
        top="class Has$n(Protocol):\n    item: $T  #! type\n\n\n"
        "class Box$n:\n    def __init__(self, item: $T) -> None:  #! type\n"
        "        self.item = item",
        imports="from typing import Protocol",
    ),
    Block(
        "isinstance",
        "o$n: object = $h\nif isinstance(o$n, $C):  #! acquire\n    h$n = o$n\n    $body",
        "h$n",
        needs="plain class",
    ),
    Block(
        "assert isinstance",
        "o$n: object = $h\nassert isinstance(o$n, $C)  #! acquire\nh$n = o$n\n$body",
        "h$n",
        needs="plain class",
    ),
    Block(
        "class pattern",
        "o$n: object = $h\nmatch o$n:\n    case $C() as h$n:  #! acquire\n        $body",
        "h$n",
        needs="plain class",
    ),
    Block(
        "TypeGuard",
        "o$n: object = $h\nif is_it$n(o$n):\n    h$n = o$n\n    $body",
        "h$n",
        top="def is_it$n(value: object) -> TypeGuard[$N]:  #! annotation\n    return True",
        imports="from typing import TypeGuard",
    ),
]

SCOPES = [
    Block("closure", "$def inner$n() -> None:\n    $body\n${await}inner$n()", "$v"),
    Block(
        "parameter of an inner function",
        "$def inner$n(h$n: $T) -> None:  #! type\n    $body\n${await}inner$n($v)",
        "h$n",
    ),
    Block(
        "default of a parameter",
        "$def inner$n(h$n: $T = $v) -> None:  #! type\n    $body\n${await}inner$n()",
        "h$n",
    ),
    Block(
        "inner class",
        "class Inner$n:\n    $def run(self) -> None:\n        $body\n${await}Inner$n().run()",
        "$v",
    ),
    Block(
        "class body",
        "class Inner$n:\n    held = $v\n    $def run(self) -> None:\n        $body\n"
        "${await}Inner$n().run()",
        "self.held",
    ),
    Block("loop", "for _ in range(1):\n    $body", "$v"),
    Block("while", "while True:\n    $body\n    break", "$v"),
    Block("condition", "if len(__name__) > 0:\n    $body", "$v"),
    Block("else", "if len(__name__) == 0:\n    print()\nelse:\n    $body", "$v"),
    Block("try", "try:\n    $body\nexcept ValueError:\n    raise", "$v"),
    Block("except", "try:\n    raise ValueError\nexcept ValueError:\n    $body", "$v"),
    Block("finally", "try:\n    print(end='')\nfinally:\n    $body", "$v"),
    Block(
        "with something harmless",
        "with suppress(ValueError):\n    $body",
        "$v",
        imports="from contextlib import suppress",
    ),
    Block("match", "match __name__:\n    case _:\n        $body", "$v"),
]

STEPS = VARIABLES + CONTAINERS + CALLS + SCOPES
