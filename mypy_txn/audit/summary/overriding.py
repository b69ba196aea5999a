"""Methods that stand for others: overrides, and those of Protocols and stubs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mypy.nodes import ClassDef, Decorator, FuncDef, SymbolNode, TypeInfo, Var
from mypy.types import CallableType, Overloaded, get_proper_type

from mypy_txn.audit.module import TypedModule
from mypy_txn.audit.summary.slots import Kind, Slots
from mypy_txn.summaries import Call, During, Flow, Lost

CONSTRUCTORS: Final = ("__init__", "__new__")


def overrides(module: TypedModule, slots: Slots) -> Iterator[Flow | Call]:
    """Whoever calls a method may call what overrides it: what goes in, and what comes out."""
    for func, owner, base in _pairs(module):
        own = slots.names[func]
        overridden = slots.function(base) if isinstance(base, FuncDef) else None
        yield Call(overridden or f"{owner.fullname}.{func.name}", own, func.line)
        if overridden is None or not isinstance(base, FuncDef) or func.name in CONSTRUCTORS:
            continue  # called with what nobody knows
        during = During.NOW if _runs_as(func, base) else During.LATER
        for index, (name, base_name) in enumerate(zip(func.arg_names, base.arg_names)):
            if index > 0 and slots.kind(func.arguments[index].variable.type) is not Kind.OTHER:
                source = slots.parameter(overridden, base_name, index)
                target = slots.parameter(own, name, index)
                yield Flow(source, target, "", func.line, during, overridden)
        result = func.type.ret_type if isinstance(func.type, CallableType) else None
        if slots.kind(result) is not Kind.OTHER:
            yield Flow(f"{own}()", f"{overridden}()", "", func.line, during)


def of_untyped_bases(module: TypedModule, slots: Slots) -> Iterator[Call]:
    """What a base without types may call of a class: anything."""
    for func in module.everything.of(FuncDef):
        if func.info and func.info.fallback_to_any:
            yield Call(f"a base of {func.info.fullname}", slots.names[func], func.line)


def _runs_as(func: FuncDef, base: FuncDef) -> bool:
    """Whether a method runs when the one runs that it overrides."""
    is_put_off = func.is_decorated or func.is_generator or base.is_generator
    return func.is_coroutine == base.is_coroutine and not is_put_off


def beside(module: TypedModule, slots: Slots) -> Iterator[Call]:
    """A method of one base stands for that of another: ``class Both(Saver, Api)``."""
    for stmt in module.everything.of(ClassDef):
        mro = stmt.info.mro[1:] if stmt.info and len(stmt.info.bases) > 1 else []
        for at, base in enumerate(mro):
            for other in mro[at + 1 :]:
                if other not in base.mro:
                    yield from _in_both(slots, stmt, base, other)


def _in_both(slots: Slots, made: ClassDef, base: TypeInfo, other: TypeInfo) -> Iterator[Call]:
    for name in sorted(base.names.keys() & other.names.keys() - {*CONSTRUCTORS}):
        found = [slots.function(one.names[name].node) for one in (base, other)]
        one, two = (each or f"{made.fullname}.{name}" for each in found)
        if any(found):
            yield from (Call(one, two, made.line), Call(two, one, made.line))


def of_protocols(module: TypedModule, slots: Slots) -> Iterator[Call]:
    """Whoever calls a Protocol's method may call whatever has its name."""
    for func in module.everything.of(FuncDef):
        if func.info and func.info.is_protocol:
            yield Call(slots.names[func], f"*.{func.name}", func.line)
    for stmt in module.everything.of(ClassDef):
        names = stmt.info.names if stmt.info and stmt.info.is_protocol else {}
        for name, symbol in names.items():
            if isinstance(symbol.node, Var) and _is_callable(symbol.node):
                yield Call(stmt.fullname, f".{name}", stmt.line)


def _is_callable(variable: Var) -> bool:
    return isinstance(get_proper_type(variable.type), (CallableType, Overloaded))


def _pairs(module: TypedModule) -> Iterator[tuple[FuncDef, TypeInfo, SymbolNode]]:
    """Each method of the module with those of the bases that it overrides, and whose they are."""
    for stmt in module.everything.of(FuncDef):
        for base in stmt.info.mro[1:-1] if stmt.info else ():
            symbol = base.names.get(stmt.name)
            node = symbol.node if symbol else None
            overridden = node.func if isinstance(node, Decorator) else node
            if overridden is not None:
                yield stmt, base, overridden


def same_attributes(module: TypedModule, slots: Slots) -> Iterator[Flow]:
    """An attribute that several classes of an MRO declare is one: each has what the others have."""
    for stmt in module.everything:
        if isinstance(stmt, ClassDef) and stmt.info:
            known = [base.type.mro for base in stmt.info.bases]
            first: dict[str, tuple[TypeInfo, str]] = {}
            for info, name, slot in slots.attributes(stmt.info, stmt.line):
                owner, other = first.setdefault(name, (info, slot))
                if other != slot and not any(owner in mro and info in mro for mro in known):
                    yield Flow(slot, other, "", stmt.line, During.NOW)
                    yield Flow(other, slot, "", stmt.line, During.NOW)


def without_body(module: TypedModule, slots: Slots) -> Iterator[Lost]:
    """The parameters of what has no body here, and why it has none."""
    protocols = {
        stmt.info: stmt.name
        for stmt in module.everything
        if isinstance(stmt, ClassDef) and stmt.info and stmt.info.is_protocol
    }
    for func in module.everything:
        if isinstance(func, FuncDef) and (why := _why_no_body(module, func, protocols)):
            function = slots.names[func]
            for index, (argument, name) in enumerate(zip(func.arguments, func.arg_names)):
                variable = argument.variable
                if slots.kind(variable.type) is not Kind.OTHER and not variable.is_self:
                    yield Lost(slots.parameter(function, name, index), why, function, func.line)


def _why_no_body(
    module: TypedModule, func: FuncDef, protocols: Mapping[TypeInfo, str]
) -> str | None:
    if module.tree.is_stub:
        return f"{func.name}() is only a stub"
    if func.info in protocols:
        return f"what implements the Protocol {protocols[func.info]} is not known"
    if not func.body.body:  # mypy 2.4 strips the functions of such a module
        return f"mypy does not look into {func.name}() (ignore_errors)"
    return None
