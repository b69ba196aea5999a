"""Whether what ``handles = ...`` names exists: a name that nothing has would protect nothing."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.modulefinder import FindModuleCache
from mypy.nodes import Decorator, FuncBase, MypyFile, SymbolNode, TypeInfo


class ConfiguredHandles:
    """The names of one configuration, checked against the modules of a run.

    That a name's module exists is asked once a run; what the module has, when mypy has analysed
    it: only then is it known, in whichever process that happens.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._modules: dict[str, list[str]] = {}

    def below(self, module: str) -> list[str]:
        """The configured names that ``module``, or one below it, must have."""
        return [name for name in self._names if name.startswith(f"{module}.")]

    def find_modules(self, finder: FindModuleCache) -> str | None:
        """Find the module of each name.

        Args:
            finder: that of the run.

        Returns:
            a complaint, if there is no such module; None else.

        """
        self._modules = {}
        for name in self._names:
            parts = name.split(".")
            prefixes = (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
            module = next((p for p in prefixes if isinstance(finder.find_module(p), str)), None)
            if module is None:
                return f"{name!r}: there is no module {'.'.join(parts[:-1])!r}"
            self._modules.setdefault(module, []).append(name)
        return None

    def complaint(self, file: MypyFile) -> str | None:
        """What is wrong with the names in ``file``, which mypy has analysed; None if nothing."""
        for name in self._modules.get(file.fullname, ()):
            node = _lookup(file, name.removeprefix(file.fullname + "."))
            if node is None:
                return f"{name!r}: module {file.fullname!r} has no such name"
            if not isinstance(node, (TypeInfo, FuncBase, Decorator)):
                return f"{name!r} is neither a class nor a function"
            if node.fullname != name:
                return f"{name!r} is {node.fullname!r}; name it so"
        return None


def _lookup(file: MypyFile, path: str) -> SymbolNode | None:
    head, *rest = path.split(".")
    symbol = file.names.get(head)
    for part in rest:
        inner = symbol.node if symbol else None
        symbol = inner.names.get(part) if isinstance(inner, TypeInfo) else None
    return symbol.node if symbol else None
