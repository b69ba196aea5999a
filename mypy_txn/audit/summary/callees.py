"""What a call calls, and which slot, or which foreign parameter, each of its arguments goes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mypy.nodes import (
    ArgKind,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    FuncDef,
    RefExpr,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    Type,
    TypeType,
    get_proper_type,
)

from mypy_txn.audit.arguments import mapped
from mypy_txn.audit.handles import instances_of
from mypy_txn.audit.module import TypedModule, describe
from mypy_txn.audit.summary.definitions import (
    constructor_of,
    declared_as,
    functions_of,
    is_generated,
)
from mypy_txn.audit.summary.init_vars import init_var
from mypy_txn.audit.summary.slots import Slots
from mypy_txn.audit.symbols import class_of


@dataclass(frozen=True, slots=True)
class Taken:
    """An argument and where it goes.

    Attributes:
        argument: the expression.
        slot: in the project; None if it goes elsewhere.
        type: that the parameter is declared with; None if nothing says.
        spread: whether it is one of ``*args`` or ``**kwargs``.

    """

    argument: Expression
    slot: str | None
    type: Type | None
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Callee:
    """What is called.

    Attributes:
        shown: for messages.
        name: its full name, as far as one is known.
        function: the function of the project that runs; None for any other.
        result: the slot of what comes out; None if that is none of the project's.
        node: its definition.

    """

    shown: str
    name: str
    function: str | None
    result: str | None
    node: SymbolNode | None

    def runs_at_once(self, slot: str) -> bool:
        """Whether a call runs the function that ``slot`` is a parameter of, and to its end.

        A decorator, or a function that is given another to call, may put that off.
        """
        function = self.node.func if isinstance(self.node, Decorator) else self.node
        return (
            isinstance(function, FuncDef)
            and not function.is_generator
            and not (isinstance(self.node, Decorator) and self.node.decorators)
            and slot.startswith(f"{self.function}(")
        )


class Callees:
    """Answers about the calls of one module."""

    def __init__(self, module: TypedModule, slots: Slots) -> None:
        self._module = module
        self._slots = slots

    def of(self, call: CallExpr) -> list[Callee]:
        """What ``call`` may call: a method of each class that its object may be of."""
        nodes = self._slots.definitions(call.callee)
        return [self._of(call.callee, node) for node in nodes] or [self._of(call.callee, None)]

    def _of(self, callee: Expression, node: SymbolNode | None) -> Callee:
        shown, name = f"{describe(callee)}()", self._module.called_name(callee)
        if info := self._constructed(callee, node):
            return self._constructor(shown, info)
        if not isinstance(node, (FuncBase, Decorator)):
            called = (one.type.get("__call__") for one in self._instances(callee))
            node = next((symbol.node for symbol in called if symbol), None) or node
        function = self._slots.function(node)
        result = f"{function}()" if function else None
        if isinstance(node, (FuncBase, Decorator)):
            return Callee(shown, node.fullname or name, function, result, node)
        return Callee(shown, name, None, None, node)

    def _instances(self, callee: Expression) -> Iterator[Instance]:
        typ = get_proper_type(self._module.types.get(callee))
        if isinstance(typ, Instance):
            yield from instances_of(typ)

    def _constructed(self, callee: Expression, node: SymbolNode | None) -> TypeInfo | None:
        """The class that calling ``callee`` makes an instance of."""
        if info := class_of(node):
            return info
        typ = get_proper_type(self._module.types.get(callee))
        if isinstance(typ, TypeType) or (isinstance(typ, CallableType) and typ.is_type_obj()):
            return next((one.type for one in instances_of(typ)), None)
        return None

    def _constructor(self, shown: str, info: TypeInfo) -> Callee:
        name, node = self._slots.class_name(info), constructor_of(info)
        own = self._slots.is_first_party(info)
        function = self._slots.function(node) or (name if own else None)
        return Callee(shown, name, function, None, node)

    def taken(self, call: CallExpr, callee: Callee) -> Iterator[Taken]:
        """Where each argument goes, once for each overload."""
        handed = self._handed_on(call) if callee.function is None else None
        known = set[Expression]()
        if handed is not None:  # asyncio.to_thread(write, session)
            for function in self.of(handed):
                for taken in self.taken(handed, function):
                    known.add(taken.argument)
                    yield taken
        functions = list(functions_of(callee.node))
        found = (one for func in functions for one in self._by_definition(call, callee, func))
        for taken in found if functions else self._by_type(call):
            if taken.argument not in known:
                yield taken

    def parameters(self, function: Expression) -> Iterator[tuple[str, Type | None]]:
        """The slots and types of whatever a function of the project takes, however it is bound.

        None of a method that is not bound: it takes as ``self`` what it is given.
        """
        made = CallExpr(function, [], [], [])
        for callee in self.of(made):
            for func in functions_of(callee.node):
                bound = self._bound(made, callee, func)
                if bound or not (func.info and func.has_self_or_cls_argument):
                    for place in range(bound, len(func.arg_names)):
                        if slot := self._slot(func, func.arg_names[place], place):
                            yield slot, declared_as(func, place)

    def _handed_on(self, call: CallExpr) -> CallExpr | None:
        """The call of one of our functions that a foreign one makes of what it is given."""
        for index, arg in enumerate(call.args):
            node = self._module.definition(arg) if isinstance(arg, RefExpr) else None
            function = next(functions_of(node), None)
            if function is not None and self._slots.function(node):
                given = [
                    (arg, kind, name)
                    for arg, kind, name in zip(call.args, call.arg_kinds, call.arg_names)
                    if arg in call.args[index + 1 :]
                    if kind is ArgKind.ARG_POS or name in function.arg_names
                ]
                args, kinds, names = zip(*given) if given else ((), (), ())
                made = CallExpr(arg, list(args), list(kinds), list(names))
                made.set_line(call)
                return made
        return None

    def _by_type(self, call: CallExpr) -> Iterator[Taken]:
        """Through a variable: all that is known is what the callable takes."""
        match get_proper_type(self._module.types.get(call.callee)):
            case CallableType() | Overloaded() as typ:
                for item in typ.items:
                    for index, arg in mapped(self._module, call, item.arg_kinds, item.arg_names):
                        star = item.arg_kinds[index].is_star()
                        yield Taken(arg, None, item.arg_types[index], star)
            case _:
                yield from (Taken(arg, None, None) for arg in call.args)

    def _by_definition(self, call: CallExpr, callee: Callee, func: FuncDef) -> Iterator[Taken]:
        bound = self._bound(call, callee, func)
        kinds, names = func.arg_kinds[bound:], func.arg_names[bound:]
        typ = get_proper_type(self._module.types.get(call.callee))
        decorated = isinstance(callee.node, Decorator) and isinstance(typ, CallableType)
        if decorated and isinstance(typ, CallableType) and len(typ.arg_names) != len(names):
            yield from self._through_decorator(call, func, typ)
            return
        for index, arg in mapped(self._module, call, kinds, names):
            place = index + bound
            slot = self._slot(func, names[index], place)
            yield Taken(arg, slot, declared_as(func, place), kinds[index].is_star())

    def _through_decorator(
        self, call: CallExpr, func: FuncDef, typ: CallableType
    ) -> Iterator[Taken]:
        """A decorator gives some of the parameters: the others are known by their names."""
        for index, arg in mapped(self._module, call, typ.arg_kinds, typ.arg_names):
            name = typ.arg_names[index]
            known = name is not None and name in func.arg_names
            slot = self._slot(func, name, 0) if known else None
            yield Taken(arg, slot, typ.arg_types[index], typ.arg_kinds[index].is_star())

    def _slot(self, func: FuncDef, name: str | None, place: int) -> str | None:
        if name and is_generated(func):
            return self._field(func.info, name)
        function = self._slots.function(func)
        return self._slots.parameter(function, name, place) if function else None

    def _field(self, info: TypeInfo, name: str) -> str | None:
        """Where a generated constructor puts an argument; attrs strips underscores."""
        for attribute in (name, f"_{name}"):
            symbol = info.get(attribute)
            if symbol and isinstance(symbol.node, Var):
                return self._slots.variable(symbol.node, 0)
        is_ours = self._slots.is_first_party(info)
        return init_var(self._slots, info, name) if is_ours and info.get("__post_init__") else None

    def _bound(self, call: CallExpr, callee: Callee, func: FuncDef) -> int:
        """How many of the function's parameters the call does not give: ``self``."""
        if not func.info or (func.is_static and func.name != "__new__"):
            return 0
        typ = get_proper_type(self._module.types.get(call.callee))
        plain = isinstance(callee.node, FuncDef) and isinstance(typ, CallableType)
        if plain and isinstance(typ, CallableType) and len(typ.arg_kinds) == len(func.arg_kinds):
            return 0  # Rows.write(rows, session)
        return 1
