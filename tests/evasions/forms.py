"""The ways to control a transaction through a handle: the innermost block of each program."""

from __future__ import annotations

from .blocks import Block


def _form(
    name: str, text: str, needs: str = "", imports: str = "", top: str = "", runs: bool = True
) -> Block:
    return Block(name, text, top=top, imports=imports, needs=needs, runs=runs)


_CALLABLE = "from collections.abc import Callable"

DIRECT = [
    _form("direct", "${wait}$h.$verb()  #! call"),
    _form("in a condition", "if $v is not None:\n    ${wait}$v.$verb()  #! call"),
    _form("in an f-string", 'print(f"{$h.$verb}"[:0], end="")  #! call', runs=False),
    _form("in a return", "return print(end=str($h.$verb)[:0])  #! call", runs=False),
]

NAMED = [
    _form("bound method", "act = $h.$verb  #! call\n${wait}act()"),
    _form("bound method in a walrus", "${wait}(act := $h.$verb)()  #! call"),
    _form("bound method in a list", "${wait}[$h.$verb][0]()  #! call"),
    _form("bound method in a dict", '${wait}{"end": $h.$verb}["end"]()  #! call'),
    _form("bound method in a tuple", "act, _ = $h.$verb, 1  #! call\n${wait}act()"),
    _form("bound method in a loop", "for act in ($h.$verb,):  #! call\n    ${wait}act()"),
    _form(
        "bound method by condition",
        "${wait}($h.$verb if __name__ else print)()  #! call",
        needs="plain",
    ),
    _form("operator.call", "${wait}call($h.$verb)  #! call", imports="from operator import call"),
    _form(
        "default of a parameter",
        "def later(act: Callable[[], object] = $h.$verb) -> None:  #! call\n    act()\nlater()",
        needs="plain",
        imports=_CALLABLE,
    ),
    _form(
        "callable of a type",
        "act: Callable[[], object] = $h.$verb  #! call\nact()",
        needs="plain",
        imports=_CALLABLE,
    ),
    _form(
        "own function that calls",
        "act(($h).$verb)  #! call",
        needs="plain",
        imports=_CALLABLE,
        top="def act(what: Callable[[], object]) -> None:\n    what()",
    ),
    _form(
        "field of a dataclass",
        "Act($h.$verb).what()  #! call",
        needs="plain",
        imports="from collections.abc import Callable\nfrom dataclasses import dataclass",
        top="@dataclass\nclass Act:\n    what: Callable[[], object]",
    ),
    _form(
        "attribute of a module's object",
        "acts.append($h.$verb)  #! call\nacts[-1]()",
        needs="plain",
        imports=_CALLABLE,
        top="acts: list[Callable[[], object]] = []",
    ),
]

BY_CLASS = [
    _form("function of the class", "${wait}$C.$verb($h)  #! call"),
    _form("function of the class, named", "act = $C.$verb  #! call\n${wait}act($h)"),
    _form("function of its type", "${wait}type($v).$verb($v)  #! call"),
    _form("function of its __class__", "${wait}$v.__class__.$verb($v)  #! call"),
    _form(
        "partial of the class",
        "${wait}partial($C.$verb, $h)()  #! call",
        imports="from functools import partial",
    ),
    _form("map of the class", "list(map($C.$verb, [$h]))  #! call", needs="plain"),
    _form(
        "MethodType",
        "${wait}MethodType($C.$verb, $h)()  #! call",
        imports="from types import MethodType",
    ),
    _form(
        "super",
        "if isinstance($v, Derived):\n    ${wait}$v.act()",
        needs="subclass",
        top="class Derived($N):  #! annotation\n"
        "    ${async_}def act(self) -> None:\n        ${wait}super().$verb()  #! call",
    ),
    _form(
        "super with arguments",
        "if isinstance($v, Derived):\n    ${wait}$v.act()",
        needs="subclass",
        top="class Derived($N):  #! annotation\n"
        "    ${async_}def act(self) -> None:\n        ${wait}super(Derived, self).$verb()  #! call",
    ),
    _form(
        "method of a subclass",
        "if isinstance($v, Derived):\n    ${wait}$v.act()",
        needs="subclass",
        top="class Derived($N):  #! annotation\n"
        "    ${async_}def act(self) -> None:\n        ${wait}self.$verb()  #! call",
    ),
]

BY_NAME = [
    _form("getattr", '${wait}getattr($h, "$verb")()  #! call'),
    _form("getattr with a default", 'getattr($h, "$verb", print)()  #! call', needs="plain"),
    _form("getattr of the class", '${wait}getattr($C, "$verb")($h)  #! acquire call'),
    _form(
        "getattr with a Final name",
        "${wait}getattr($h, VERB)()  #! call",
        imports="from typing import Final",
        top='VERB: Final = "$verb"',
    ),
    _form(
        "getattr with a Literal name",
        'verb: Literal["$verb"] = "$verb"\n${wait}getattr($h, verb)()  #! call',
        imports="from typing import Literal",
    ),
    _form("getattr, named", 'act = getattr($h, "$verb")  #! call\n${wait}act()'),
    _form(
        "methodcaller",
        '${wait}methodcaller("$verb")($h)  #! call',
        imports="from operator import methodcaller",
    ),
    _form(
        "methodcaller, named",
        'act = methodcaller("$verb")\n${wait}act($h)  #! call',
        imports="from operator import methodcaller",
    ),
    _form(
        "methodcaller of the module",
        '${wait}operator.methodcaller("$verb")($h)  #! call',
        imports="import operator",
    ),
    _form(
        "methodcaller in map",
        'list(map(methodcaller("$verb"), [$h]))  #! call',
        needs="plain",
        imports="from operator import methodcaller",
    ),
    _form(
        "attrgetter",
        '${wait}attrgetter("$verb")($h)()  #! call',
        imports="from operator import attrgetter",
    ),
]

LATER = [
    _form("lambda", "(lambda: $v.$verb())()  #! call", needs="plain"),
    _form("awaited lambda", "await (lambda: $v.$verb())()  #! call", needs="awaits"),
    _form("lambda with a parameter", "${wait}(lambda each: each.$verb())($h)  #! call"),
    _form("lambda in map", "list(map(lambda each: each.$verb(), [$h]))  #! call", needs="plain"),
    _form("comprehension", "[${wait}each.$verb() for each in [$h]]  #! call"),
    _form(
        "condition of a comprehension",
        "[1 for each in [$h] if str(each.$verb)]  #! call",
        runs=False,
    ),
    _form("generator expression", "list(each.$verb() for each in [$h])  #! call", needs="plain"),
    _form(
        "partial", "${wait}partial($h.$verb)()  #! call", imports="from functools import partial"
    ),
    _form(
        "inner function",
        "${async_}def act() -> None:\n    ${wait}$v.$verb()  #! call\n${wait}act()",
    ),
    _form(
        "inner generator",
        "def act() -> Iterator[None]:\n    yield\n    $v.$verb()  #! call\nlist(act())",
        needs="plain",
        imports="from collections.abc import Iterator",
    ),
    _form(
        "inner context manager",
        "@contextmanager\ndef act() -> Iterator[None]:\n    yield\n    $v.$verb()  #! call\n"
        "with act():\n    pass",
        needs="plain",
        imports="from collections.abc import Iterator\nfrom contextlib import contextmanager",
    ),
    _form(
        "own function with the handle",
        "${wait}act($h)",
        top="${async_}def act(h: $N) -> None:  #! annotation\n    ${wait}h.$verb()  #! call",
    ),
    _form(
        "decorator",
        "@after($h.$verb)  #! call\ndef act() -> None: ...\nact()",
        needs="plain",
        imports=_CALLABLE,
        top="def after(\n    what: Callable[[], object],\n"
        ") -> Callable[[Callable[[], None]], Callable[[], None]]:\n"
        "    def dress(act: Callable[[], None]) -> Callable[[], None]:\n"
        "        what()\n        return act\n\n    return dress",
    ),
    _form("finally", "try:\n    pass\nfinally:\n    ${wait}$h.$verb()  #! call"),
    _form(
        "ExitStack",
        "with ExitStack() as stack:\n    stack.callback($h.$verb)  #! call",
        needs="plain",
        imports="from contextlib import ExitStack",
    ),
    _form(
        "AsyncExitStack",
        "async with AsyncExitStack() as stack:\n    stack.push_async_callback($h.$verb)  #! call",
        needs="awaits",
        imports="from contextlib import AsyncExitStack",
    ),
    _form(
        "AsyncExitStack, sync callback",
        "async with AsyncExitStack() as stack:\n    stack.callback($h.$verb)  #! call",
        needs="plain",
        imports="from contextlib import AsyncExitStack",
    ),
    _form(
        "thread",
        "await to_thread($h.$verb)  #! call",
        needs="plain",
        imports="from asyncio import to_thread",
        runs=False,
    ),
    _form(
        "Thread",
        "Thread(target=$h.$verb).run()  #! call",
        needs="plain",
        imports="from threading import Thread",
    ),
    _form(
        "executor",
        "with ThreadPoolExecutor() as pool:\n    pool.submit($h.$verb)  #! call",
        needs="plain",
        imports="from concurrent.futures import ThreadPoolExecutor",
        runs=False,
    ),
    _form(
        "run_in_executor",
        "await get_running_loop().run_in_executor(None, $h.$verb)  #! call",
        needs="plain",
        imports="from asyncio import get_running_loop",
        runs=False,
    ),
    _form(
        "call_soon",
        "get_running_loop().call_soon($h.$verb)  #! call\nawait sleep(0)",
        needs="plain",
        imports="from asyncio import get_running_loop, sleep",
    ),
    _form(
        "atexit",
        "atexit.register($h.$verb)  #! call",
        needs="plain",
        imports="import atexit",
        runs=False,
    ),
    _form(
        "create_task",
        "await create_task($h.$verb())  #! call",
        needs="awaits",
        imports="from asyncio import create_task",
    ),
    _form(
        "task of the class",
        "await create_task($C.$verb($h))  #! call",
        needs="awaits",
        imports="from asyncio import create_task",
    ),
    _form(
        "gather",
        "await gather($h.$verb())  #! call",
        needs="awaits",
        imports="from asyncio import gather",
    ),
    _form(
        "wait_for",
        "await wait_for($h.$verb(), 1)  #! call",
        needs="awaits",
        imports="from asyncio import wait_for",
    ),
    _form(
        "shield",
        "await shield($h.$verb())  #! call",
        needs="awaits",
        imports="from asyncio import shield",
    ),
    _form("awaited later", "later = $h.$verb()  #! call\nawait later", needs="awaits"),
]

ITSELF = [
    _form("with itself", "$itself $v:  #! call\n    pass", needs="itself"),
    _form(
        "with itself on an ExitStack",
        "with ExitStack() as stack:\n    stack.enter_context($v)  #! call",
        needs="with itself",
        imports="from contextlib import ExitStack",
    ),
    _form(
        "with itself on an ExitStack, in place",
        "with ExitStack() as stack:\n    stack.enter_context($h)  #! call",
        needs="with itself",
        imports="from contextlib import ExitStack",
    ),
    _form(
        "closing in place",
        "with closing($h):  #! call\n    pass",
        needs="close, plain",
        imports="from contextlib import closing",
    ),
    _form(
        "closing",
        "with closing($v):  #! call\n    pass",
        needs="close, plain",
        imports="from contextlib import closing",
    ),
    _form(
        "text",
        '${wait}$h.execute(text("COMMIT"))  #! sql',
        needs="text",
        imports="from sqlalchemy import text",
    ),
    _form(
        "text with a Final value",
        "${wait}$h.execute(text(SQL))  #! sql",
        needs="text",
        top='SQL: Final = "select 1; rollback"',
        imports="from typing import Final\nfrom sqlalchemy import text",
        runs=False,
    ),
    _form("SQL", '${wait}$h.execute("COMMIT")  #! sql', needs="sql"),
]

BEGIN = [
    _form("awaited begin", "await $h.$begin  #! call", needs="awaited begin"),
    _form("with begin", "$with $h.$begin:  #! call\n    pass", needs="begin"),
    _form(
        "with begin as",
        "$with $h.$begin as entered:  #! call\n    print(end=str(entered)[:0])",
        needs="begin",
    ),
    _form(
        "with two",
        "with suppress(ValueError), $h.$begin:  #! call\n    pass",
        needs="with",
        imports="from contextlib import suppress",
    ),
    _form(
        "begin, entered later",
        "block = $h.$begin  #! call\n$with block:  #? call\n    pass",
        needs="begin",
    ),
    _form(
        "begin on an ExitStack",
        "with ExitStack() as stack:\n    stack.enter_context($h.$begin)  #! call",
        needs="with",
        imports="from contextlib import ExitStack",
    ),
    _form(
        "begin on an AsyncExitStack",
        "async with AsyncExitStack() as stack:\n"
        "    await stack.enter_async_context($h.$begin)  #! call",
        needs="async with",
        imports="from contextlib import AsyncExitStack",
    ),
    _form("begin by hand", "$h.$begin.__enter__()  #! call", needs="with", runs=False),
]

FORMS = DIRECT + NAMED + BY_CLASS + BY_NAME + LATER + ITSELF + BEGIN
