"""How a handle gets into a program: the outermost block of each."""

from __future__ import annotations

from .blocks import Block

_FUNCTION = "$def program() -> None:\n    $body"


def _parameter(
    name: str, text: str, value: str = "h", top: str = "", imports: str = "", given: str = "h"
) -> Block:
    return Block(name, text, value, top=top, imports=imports, call=f"program({given})")


def _given(name: str, value: str, what: str = "", text: str = "", mark: str = "acquire") -> Block:
    """A handle that comes from a module of another layer."""
    return Block(
        name,
        text or _FUNCTION,
        value,
        mark=mark,
        imports=f"from given.$K import {what}" if what else "import given.$K as given_db",
    )


PARAMETERS = [
    _parameter("parameter", "$def program(h: $T) -> None:  #! type\n    $body"),
    _parameter(
        "keyword parameter", "$def program(*, h: $T) -> None:  #! type\n    $body", given="h=h"
    ),
    _parameter("star parameter", "$def program(*h: $T) -> None:  #! type\n    $body", "h[0]"),
    _parameter(
        "two-star parameter",
        "$def program(**h: $T) -> None:  #! type\n    $body",
        'h["h"]',
        given="h=h",
    ),
    _parameter(
        "list parameter",
        "$def program(h: Sequence[$T]) -> None:  #! type\n    $body",
        "h[0]",
        imports="from collections.abc import Sequence",
        given="[h]",
    ),
    _parameter(
        "callable parameter",
        "$def program(h: Callable[[], $T]) -> None:  #! type\n    $body",
        "h()",
        imports="from collections.abc import Callable",
        given="lambda: h",
    ),
    _parameter(
        "bound type variable",
        "$def program(h: Own) -> None:\n    $body",
        top='Own = TypeVar("Own", bound=$N)  #! annotation',
        imports="from typing import TypeVar",
    ),
    _parameter(
        "type variable of values",
        "$def program(h: Own) -> None:\n    assert not isinstance(h, Counted)\n    $body",
        top='Own = TypeVar("Own", $N, Counted)  #! annotation',
        imports="from typing import TypeVar\nfrom given.plain import Counted",
    ),
    _parameter(
        "foreign type variable",
        "$def program(h: Bound) -> None:  #! annotation\n    $body",
        imports="from given.$K import Bound",
    ),
    _parameter(
        "foreign alias",
        "$def program(h: Alias) -> None:  #! annotation\n    $body",
        imports="from given.$K import Alias",
    ),
    _parameter(
        "NewType",
        "$def program(h: Own) -> None:  #! annotation\n    $body",
        top='Own = NewType("Own", $N)  #! annotation',
        imports="from typing import NewType",
    ),
    _parameter(
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
        "self.h",
    ),
    _parameter(
        "declared attribute of self",
        """
class Driver:
    h: $T  #! type

    $def run(self) -> None:
        $body

$def program(h: $T) -> None:  #! type
    driver = Driver()
    driver.h = h
    ${await}driver.run()
""",
        "self.h",
    ),
    _parameter(
        "parameter of a method",
        """
class Driver:
    $def run(self, h: $T) -> None:  #! type
        $body

$def program(h: $T) -> None:  #! type
    ${await}Driver().run(h)
""",
    ),
    _parameter(
        "class method",
        """
class Driver:
    @classmethod
    $def run(cls, h: $T) -> None:  #! type
        $body

$def program(h: $T) -> None:  #! type
    ${await}Driver.run(h)
""",
    ),
    _parameter(
        "property",
        """
class Driver:
    def __init__(self, h: $T) -> None:  #! type
        self._h = h

    @property
    def h(self) -> $T:  #! type
        return self._h

    $def run(self) -> None:
        $body

$def program(h: $T) -> None:  #! type
    ${await}Driver(h).run()
""",
        "self.h",
    ),
    _parameter(
        "generic class",
        """
class Driver(Generic[Own]):
    def __init__(self, h: Own) -> None:
        self.h = h

    $def run(self) -> None:
        $body

$def program(h: $N) -> None:  #! annotation
    ${await}Driver(h).run()
""",
        "self.h",
        top='Own = TypeVar("Own", bound=$N)  #! annotation',
        imports="from typing import Generic, TypeVar",
    ),
]

GIVEN = [
    _given("foreign function", "open_it()", "open_it"),
    _given("foreign function through its module", "given_db.open_it()"),
    _given("foreign function renamed", "disguised()", "open_it as disguised"),
    _given("foreign coroutine", "(await open_later())", "open_later"),
    _given("foreign variable", "opened", "opened"),
    _given("foreign variable through its module", "given_db.opened"),
    _given("foreign dict", 'by_name["db"]', "by_name"),
    _given("foreign ContextVar", "current.get()", "current"),
    _given("foreign generator", "next(provide())", "provide"),
    _given("foreign async generator", "(await anext(aiter(provide_later())))", "provide_later"),
    _given("callable from a function", "opener()()", "opener"),
    _given("attribute of an object", "Context().attribute", "Context"),
    _given("property of an object", "Context().item", "Context"),
    _given("cached property of an object", "Context().cached", "Context"),
    _given("method of an object", "Context().get()", "Context"),
    _given("static method", "Context.static()", "Context"),
    _given("class method of a class", "Context.default()", "Context"),
    _given("attribute of a class", "Base.inherited", "Base"),
    _given("descriptor", "Described().item", "Described"),
    _given("call of an object", "Lazy()()", "Lazy"),
    _given("item of an object", 'Lazy()["db"]', "Lazy"),
    _given("operator of an object", "(-Lazy())", "Lazy"),
    _given("binary operator of an object", "(Lazy() | 1)", "Lazy"),
    _given("__getattr__ of an object", "Lazy().db", "Lazy"),
    _given("await of an object", "(await Lazy())", "Lazy"),
    _given("next of an object", "next(iter(Lazy()))", "Lazy"),
    _given("dataclass", "data().item", "data"),
    _given("named tuple", "pair().item", "pair"),
    _given("item of a named tuple", "pair()[0]", "pair"),
    _given("TypedDict", 'keyed()["item"]', "keyed"),
    _given(
        "inherited attribute",
        "self.inherited",
        "Base",
        "class Driver(Base):\n"
        "    $def run(self) -> None:\n"
        "        $body\n\n"
        "$def program() -> None:\n"
        "    ${await}Driver().run()",
    ),
]

_INSIDE = {
    "scope": ("with scope() as h:  #! acquire", "scope"),
    "scope through its module": ("with given_db.scope() as h:  #! acquire", ""),
    "async scope": ("async with scope_later() as h:  #! acquire", "scope_later"),
    "with of an object": ("with Lazy() as h:  #! acquire", "Lazy"),
    "async with of an object": ("async with Lazy() as h:  #! acquire", "Lazy"),
    "loop over a generator": ("for h in provide():  #! acquire", "provide"),
    "loop over an async generator": (
        "async for h in provide_later():  #! acquire",
        "provide_later",
    ),
    "loop over an object": ("for h in Lazy():  #! acquire", "Lazy"),
    "async loop over an object": ("async for h in Lazy():  #! acquire", "Lazy"),
}

GIVEN += [
    _given(name, "h", what, f"$def program() -> None:\n    {line}\n        $body", mark="")
    for name, (line, what) in _INSIDE.items()
] + [
    _given(name, "h", what, f"$def program() -> None:\n    {line}\n    $body", mark="")
    for name, (line, what) in {
        "unpacking of a named tuple": ("h, _ = pair()  #! acquire", "pair"),
        "unpacking of an object": ("(h,) = Lazy()  #! acquire", "Lazy"),
        "unpacking with a star": ("h, *_ = Lazy()  #! acquire", "Lazy"),
    }.items()
]

MADE = [
    Block("made", _FUNCTION, "$make", mark="acquire", needs="make", runs=False),
    Block(
        "made inside a subclass",
        "class Own($N):  #! annotation\n    $def program(self) -> None:\n        $body",
        "self",
        needs="subclass",
        runs=False,
    ),
    Block(
        "Self",
        "class Own($N):  #! annotation\n    $def program(self: Self) -> None:\n        $body",
        "self",
        imports="from typing_extensions import Self",
        needs="subclass",
        runs=False,
    ),
]

ENTRIES = PARAMETERS + GIVEN + MADE
