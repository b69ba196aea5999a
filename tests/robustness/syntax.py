"""Every piece of Python's grammar up to 3.14, by the version that brought it.

mypy 2.4.1 parses all of them under any Python it runs in, told ``--python-version=3.14``.
"""

from __future__ import annotations

SYNTAX: dict[str, str] = {
    "before_3_8": """
        x = 1; y = 0x_ff + 0b1 - 0o7 * 1_0.5e3j @ 2 // 3 % 4 ** -5 << 1 >> 2 & 3 | 4 ^ ~5
        x = y if not x else (x is not y) and (x in [y] or y not in {x})
        x <<= 1; x //= 2; x **= 3; x @= x
        text = 'a' "b" '''c''' \\
            u'e' r'\\d', rb'd' b'e'
        whole = ..., None, True, __debug__
        a, (b, *c), [d, *e] = 1, (2, 3), [4]
        (f) = g = [*a, *b]
        h = {**{}, 'k': 1, **{'l': 2}}, {*a, 1}, (*a,), (j for j in a if j if x)
        i = a[1:2, ::3, ..., 4:], a[:], a[()], a[b, c]
        del a[0], (b, c), h
        print(*a, x, *b, sep='', **{}, end='')
        assert (x, y), f'{x}'
        while x: break
        else: pass
        for k, *l in [(1, 2, 3)], : continue
        else: pass
        try: raise ValueError from None
        except (ValueError, TypeError) as error: raise
        except: pass
        else: pass
        finally: pass
        with open('') as m, open('') as n.x, open('') as (o, p): pass
        if 0: pass
        elif (): pass
        else: pass
        lambda: (yield)
        lambda q, r=1, *s, t, u=2, **v: (q, r, s, t, u, v)

        @print
        class C(object, metaclass=type):
            '''doc'''
            __slots__ = 'z',
            z: int
            w: 'C' = None
            (bare): int = 1
            class D: x = y = 1
            def method(self, *, only) -> 'C': return super().method(only=only)
            @property
            def prop(self): return self.__private
            @prop.setter
            def prop(self, value): self.__private = value
            async def __aenter__(self): ...

        def generator(a, b: int = 1, *args: int, c, d=2, **kwargs: str) -> 'list[int]':
            global x
            closed = 1
            def inner():
                nonlocal closed
                closed = yield
                closed += yield from inner()
                return (yield closed)
            return inner

        async def coroutine():
            async with C() as c, C(): await c
            async for i in c: yield i
            else: pass
            return_ = [await i async for i in c if await i], {i async for i in c}
            print(await c, *await c, (await c).d[await c])
    """,
    "type_comments": """
        from typing import Any
        x = []  # type: list[int]
        for i in x:  # type: int
            pass
        with open('') as f:  # type: Any
            pass
        def f1(a, b=1, *c, **d):
            # type: (int, int, *str, **Any) -> None
            pass
        def f2(a,  # type: int
               session,  # type: Any
               ):
            # type: (...) -> None
            session.x
        y = None  # type: ignore
        z = 1  # type: ignore[misc,txn]  # and more
    """,
    "since_3_8": """
        def positional(a, b=1, /, c=2, *, d): return (n := a), [m := 1, m ** 2], *b, c
        print((x := 1), y := 2, f'{x=}', f'{x = !r:>{y}.{x}}', [(last := i) for i in [1]])
        while (chunk := x) and (z := chunk): break
        def returns(*rest): return 1, *rest
        def yields(*rest): yield 1, *rest
        for i in *[1], *[2]: pass
    """,
    "since_3_9": """
        handlers = [print]
        @handlers[0]
        @(lambda function: function)
        @(decorator := handlers[0])
        def decorated(): ...
        x: dict[str, list[int]] = {} | {}
        x |= {}
    """,
    "since_3_10": """
        from typing import ParamSpec, Concatenate, Callable
        P = ParamSpec("P")
        def outer(f: Callable[Concatenate[int, P], int | None]) -> Callable[P, "int | str"]: ...
        with (open('') as a, open('') as b,): pass
        with (open(''), open('')): pass
        with (yield_ := open('')): pass
        def matching(it, Point, lib):
            match it:
                case 1 | -1 | 1.5 | -2j | 1 + 2j | "a" "b" | b"c" | None | True: pass
                case [] | () | [_] | [1, 2, *_] | 1, : pass
                case (1, *rest, 2): pass
                case {"a": 1, lib.key: [x, *_], **others}: pass
                case Point() | Point(1, y=2) | lib.Point(x=Point(y=3)): pass
                case (lib.CONSTANT as c) | [c] if c and (d := c): pass
                case (str(name) | int(name)) as again: pass
                case _: return name
            match it, it:
                case x, [y, {"z": z}]: pass
            match = case = type = _ = 1
            match(it), case[0:1] if 0 else type
            match -it:
                case *a, b: pass
    """,
    "since_3_11": """
        from typing import Generic, Self, TypeVarTuple, Unpack
        Ts = TypeVarTuple("Ts")
        class Shape(Generic[*Ts]):
            def take(self, *args: *Ts) -> tuple[int, *Ts]: ...
            def more(self, *args: *tuple[int, *Ts], **kwargs: Unpack[dict]) -> Self: ...
        x: Shape[*tuple[int, ...]]
        a = [1][*(0,)], {}[1, *()]
        try: pass
        except* ValueError: pass
        except* (TypeError, OSError) as group: group.exceptions
        async def nested(): return [[i async for i in j] async for j in nested()]
    """,
    "since_3_12": """
        type Alias = list[Alias] | int
        type Generic[T: (int, str), *Ts, **P] = dict[T, tuple[*Ts]]
        def f[T: int, *Ts, **P](x: T, *args: *Ts) -> T: return x
        class C[T, *Ts](list[T]):
            def method[S](self, other: S) -> S | T: ...
            async def another[S](self): ...
        print(f"{"a" + f"{"b"}" + '''
            c'''!r:{1 # a comment
            }}" f'{lambda_ if (lambda_ := 1) else {'a': 1}['a']}\\n{'\\n'}')
    """,
    "since_3_13": """
        type Alias[T = int, *Ts = *tuple[int, ...], **P = [int, str]] = list[T]
        class C[T: object = int]: x: T
        def f[T = str](x: T) -> T: return x
    """,
    "since_3_14": """
        from string.templatelib import Template
        name = 'x'
        t: Template = t"{name} {name!r:>{3}} {name=}" rt'\\d{t'{name}'}'
        try: pass
        except ValueError, TypeError: pass
        try: pass
        except* ValueError, TypeError: pass
        def later(x: Defined) -> Defined: ...
        class Defined: ...
        def quiet():
            try: pass
            finally: return
    """,
    "typing_constructs": """
        import dataclasses, enum, typing as t
        from typing import *
        if TYPE_CHECKING: import sqlite3 as hidden
        else: hidden = __import__("sqlite3")
        Pair = NamedTuple("Pair", [("a", int), ("b", "Pair")])
        Keys = TypedDict("Keys", {"a b": int, "session": Any}, total=False)
        Color = enum.Enum("Color", "RED GREEN")
        UserId = NewType("UserId", int)
        T_co = TypeVar("T_co", bound="Sized", covariant=True)
        class Sized(Protocol[T_co]):
            attribute: ClassVar[Final[int]] = 1
            def __len__(self) -> Literal[0, "x"]: ...
        @dataclasses.dataclass(slots=True, kw_only=True)
        class Data(Generic[T_co]):
            x: Annotated[int, print, "session"] = dataclasses.field(default=1)
            y: dataclasses.InitVar[int] = 2
        @overload
        def f(x: int) -> int: ...
        @overload
        def f(x: str) -> str: ...
        def f(x): return cast("Any", x)
        @t.no_type_check
        def unchecked(session: "no such thing"): session.commit
        def stops() -> Never: raise SystemExit
        def after(x: int | None) -> None:
            stops()
            x.commit()
        reveal_type(Data().x), assert_type(Data().x, int)
        __all__ = ["Data"]; __all__ += ["f"]
    """,
}
