"""Whether what ``handles = ...`` names exists: a name that nothing has would protect nothing."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.modulefinder import FindModuleCache
from mypy.nodes import Decorator, FuncBase, MypyFile, SymbolNode, TypeInfo

from mypy_txn.adapter.refusing import Refused
from mypy_txn.config import SECTION, section_in


class ConfiguredHandles:
    """The names of one configuration, checked against the modules of a run.

    That a name's module exists is asked once a run; what the module has, when mypy has analysed
    it: only then is it known, in whichever process that happens.
    """

    def __init__(self, names: Iterable[str], config_file: str | None) -> None:
        """Take the names, and the file that has them."""
        self._names = tuple(names)
        self._config_file = config_file
        self._modules: dict[str, list[str]] = {}

    def below(self, module: str) -> list[str]:
        """The configured names that ``module``, or one below it, must have."""
        return [name for name in self._names if name.startswith(f"{module}.")]

    def find_modules(self, finder: FindModuleCache) -> None:
        """Find the module of each name.

        Args:
            finder: that of the run.

        Raises:
            Refused: if there is no such module.

        """
        self._modules = {}
        for name in self._names:
            parts = name.split(".")
            prefixes = (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
            module = next((p for p in prefixes if isinstance(finder.find_module(p), str)), None)
            if module is None:
                raise self._refusal(f"{name!r}: there is no module {'.'.join(parts[:-1])!r}")
            self._modules.setdefault(module, []).append(name)

    def find_in(self, file: MypyFile) -> None:
        """Find the names that are in ``file``, which mypy has analysed.

        Raises:
            Refused: if one of them is not that of a class or a function of a module.

        """
        for name in self._modules.get(file.fullname, ()):
            node = _lookup(file, name.removeprefix(file.fullname + "."))
            if node is None:
                raise self._refusal(f"{name!r}: module {file.fullname!r} has no such name")
            if not isinstance(node, (TypeInfo, FuncBase, Decorator)):
                raise self._refusal(f"{name!r} is neither a class nor a function")
            if not isinstance(node, TypeInfo) and node.info:
                raise self._refusal(f"{name!r} is a method; name its class")
            if node.fullname != name:
                raise self._refusal(f"{name!r} is {node.fullname!r}; name it so")

    def _refusal(self, complaint: str) -> Refused:
        section = section_in(self._config_file, SECTION)
        return Refused(f"{self._config_file}: {section}: handles: {complaint}")


def _lookup(file: MypyFile, path: str) -> SymbolNode | None:
    head, *rest = path.split(".")
    symbol = file.names.get(head)
    for part in rest:
        inner = symbol.node if symbol else None
        symbol = inner.names.get(part) if isinstance(inner, TypeInfo) else None
    return symbol.node if symbol else None
