"""What a symbol stands for: its declared type, its class, its members."""

from __future__ import annotations

from mypy.nodes import Decorator, FuncBase, MypyFile, SymbolNode, TypeAlias, TypeInfo, Var
from mypy.typeops import try_expanding_sum_type_to_union
from mypy.types import Instance, LiteralType, Type, UnionType, get_proper_type


def class_of(node: SymbolNode | None) -> TypeInfo | None:
    """The class that a name stands for, directly or through an alias."""
    if isinstance(node, TypeInfo):
        return node
    if isinstance(node, TypeAlias):
        target = get_proper_type(node.target)
        return target.type if isinstance(target, Instance) else None
    return None


def module_of(node: SymbolNode) -> str:
    """The name of the module that defines a function, a method, a class or a global variable."""
    info = node if isinstance(node, TypeInfo) else getattr(node, "info", None)
    return info.module_name if info else node.fullname.rpartition(".")[0]


def member_of(info: TypeInfo, name: str) -> SymbolNode | None:
    """What ``name`` is on an instance of the class or on the class itself."""
    symbol = info.get(name)
    if symbol is None and info.metaclass_type is not None:
        symbol = info.metaclass_type.type.get(name)
    if symbol is None:
        symbol = info.get("__getattr__")
    return symbol.node if symbol else None


def lookup(tree: MypyFile, name: str) -> SymbolNode | None:
    """What a dotted name of a module stands for, through the modules it goes through."""
    head, _, rest = name.partition(".")
    symbol = tree.names.get(head)
    node = symbol.node if symbol else None
    return lookup(node, rest) if rest and isinstance(node, MypyFile) else node


def declared_type(node: SymbolNode) -> Type | None:
    """The type that a function was declared with, decorators applied."""
    if isinstance(node, Decorator):
        return node.var.type or node.func.type
    return node.type if isinstance(node, FuncBase) else None


def type_of_symbol(node: SymbolNode) -> Type | None:
    """The type of a variable, or that a function was declared with."""
    return node.type if isinstance(node, Var) else declared_type(node)


def literal_text(typ: Type | None) -> str | None:
    """The text that a value of this type is, if it is one."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance):
        proper = proper.last_known_value
    if not isinstance(proper, LiteralType) or not isinstance(proper.value, str):
        return None
    if proper.is_enum_literal():
        return _enum_text(proper.fallback.type, proper.value)
    return proper.value


def literal_texts(typ: Type | None) -> list[str]:
    """The texts one of which a value of this type is: ``Literal["a", "b"]``, an enum; else none."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and proper.type.is_enum:
        proper = get_proper_type(try_expanding_sum_type_to_union(proper, None))
    items = proper.items if isinstance(proper, UnionType) else []
    texts = [text for item in items if (text := literal_text(item)) is not None]
    return texts if len(texts) == len(items) else []


def _enum_text(info: TypeInfo, member: str) -> str | None:
    """The text of a member of an enum; ``auto()`` makes its name one."""
    symbol = info.names.get(member)
    typ = get_proper_type(symbol.type) if symbol else None
    is_auto = isinstance(typ, Instance) and typ.type.fullname == "enum.auto"
    return member if is_auto else literal_text(typ)


def is_property(node: SymbolNode) -> bool:
    """Whether reading the member calls the function."""
    return (isinstance(node, Decorator) and node.var.is_property) or (
        isinstance(node, FuncBase) and node.is_property
    )


def has_fields(info: TypeInfo) -> bool:
    """Whether the class is a named tuple or a ``TypedDict``, whose items are its fields."""
    return info.is_named_tuple or info.typeddict_type is not None
